"""Traffic that other programs recorded, in the many forms that they write it."""

import gzip
import json

import pytest

from booking_conformance.audit.audit import audit
from booking_conformance.errors import UsageError
from booking_conformance.results import Verdict
from tests.support import hars
from tests.support.auditing import audited

NO_BODY = "messages.no-body-on-204"
FEED = "https://data.example.com/feed?of=sessions"
OPEN_FEED_PAGE = {"next": "https://data.example.com/sessions?afterChangeNumber=2", "license": "l", "items": []}
BESIDE = [
    hars.entry("GET", "https://www.example.com/", 200),
    hars.entry("GET", "https://cdn.example.com/app.js", 200),
    hars.entry("GET", f"https://shop.example.com/api/orders/{hars.order_uuid(9)}", 200, {"total": None}),
    hars.entry("POST", "https://pay.example.com/v1/checkout-sessions", 402),
    {**hars.entry("GET", "https://ads.example.com/", 0), "response": {"status": 0}},
]
for _entry in BESIDE:
    _entry["request"]["headers"] = _entry["response"]["headers"] = []


def _with(one, **parts):
    one["request"].update(parts.get("request", {}))
    one["response"].update(parts.get("response", {}))
    return one


def test_other_hosts_and_assets_are_passed_over_and_counted(tmp_path):
    auditor = audited(hars.written(tmp_path / "x.har", [*BESIDE, hars.bad_deletion(), *BESIDE]))
    assert (auditor.findings.exchanges, auditor.findings.judged, auditor.findings.unknown) == (11, 1, 10)
    assert auditor.findings.base_uri == hars.BASE
    assert NO_BODY in auditor.broken()


@pytest.mark.parametrize("name", ["Content-Type", "content-type", "CONTENT-TYPE"])
def test_header_names_in_any_case(tmp_path, name):
    headers = [{"name": ":status", "value": "400"}, {"name": name, "value": hars.MEDIA_TYPE}]
    one = _with(
        hars.error(), request={"headers": [{"name": ":authority", "value": "x"}]}, response={"headers": headers}
    )
    assert audited(hars.written(tmp_path / "x.har", [one])).broken() == {}


def test_bodies_in_base64(tmp_path):
    found = audited(hars.written(tmp_path / "x.har", [hars.in_base64(hars.error(kind="UnheardOfError"))]))
    assert "errors.known-type" in found.broken()
    assert audited(hars.written(tmp_path / "y.har", [hars.in_base64(hars.error())])).broken() == {}


@pytest.mark.parametrize(
    ("kind", "unknown_under"),
    [("MethodNotAllowedError", "1.0"), ("UnknownOpportunityDetailsError", "1.0-cr3")],
)
def test_errors_have_the_names_of_the_profile(tmp_path, kind, unknown_under):
    file = hars.written(tmp_path / "x.har", [hars.error(kind=kind)])
    blaming = [each for each in ("1.0-cr3", "1.0") if "errors.known-type" in audited(file, profile=each).broken()]
    assert blaming == [unknown_under]


@pytest.mark.parametrize(("version", "blamed_under"), [("1", "1.0"), ("1.0", "1.0-cr3")])
def test_media_types_are_those_of_the_profile(tmp_path, version, blamed_under):
    kind = f"application/vnd.openactive.booking+json; version={version}"
    one = _with(hars.error(), response={"headers": [{"name": "Content-Type", "value": kind}]})
    file = hars.written(tmp_path / "x.har", [one])
    found = {each: set(audited(file, profile=each).broken()) for each in ("1.0-cr3", "1.0")}
    rules = {"1.0-cr3": "messages.media-type", "1.0": "version-1-0.media-type"}
    assert {each: found[each] & set(rules.values()) for each in found} == {
        each: {rules[each]} if each == blamed_under else set() for each in found
    }


def test_what_a_har_may_leave_out(tmp_path):
    bare = {"request": {"method": "delete", "url": hars.bad_deletion()["request"]["url"]}, "response": {"status": 200}}
    auditor = audited(hars.written(tmp_path / "x.har", [bare]))
    assert auditor.complaints == []
    assert "messages.status" in auditor.broken()


def test_bodies_that_were_not_recorded_are_not_judged(tmp_path):
    lost = _with(hars.error(), response={"content": {"size": 812}})
    unsent = hars.error()
    unsent["request"].pop("postData")
    unsent["request"]["bodySize"] = 100
    auditor = audited(hars.written(tmp_path / "x.har", [lost, unsent, hars.deletion()]))
    assert (auditor.findings.bodiless, auditor.findings.judged) == (2, 3)
    assert auditor.broken() == {}


def test_an_unknown_endpoint_below_the_base_uri_is_judged(tmp_path):
    unknown = hars.entry("GET", f"{hars.BASE}/nothing", 404, {"error": "no"})
    auditor = audited(hars.written(tmp_path / "x.har", [hars.deletion(), unknown]))
    assert ("unknown-endpoint", 404) in auditor.judged_by
    assert "messages.schema" in auditor.broken()


def test_what_a_browser_looks_for_on_the_host_of_the_api_is_no_call(tmp_path):
    icon = hars.entry("GET", f"{hars.BASE}/favicon.ico", 404)
    icon["request"]["headers"] = [{"name": "Accept", "value": "image/*"}]
    icon["response"] = {"status": 404, "headers": [{"name": "Content-Type", "value": "text/html"}], "content": {}}
    auditor = audited(hars.written(tmp_path / "x.har", [hars.deletion(), icon]))
    assert (auditor.broken(), auditor.findings.unknown) == ({}, 1)


@pytest.mark.parametrize("path", ["/order-quotes/{}/", "//order-quotes/{}"])
@pytest.mark.parametrize(("status", "calls"), [(404, 1), (405, 1), (204, 2)])
def test_a_slash_too_many_may_be_another_url(tmp_path, path, status, calls):
    kind = {"@context": "https://openactive.io/", "@type": "UnknownOrIncorrectEndpointError"}
    answer = None if status == 204 else kind
    astray = hars.entry("DELETE", hars.BASE + path.format(hars.order_uuid(2)), status, answer)
    auditor = audited(hars.written(tmp_path / "x.har", [hars.deletion(), astray]))
    assert (auditor.broken(), auditor.findings.judged) == ({}, calls)


@pytest.mark.parametrize("method", ["OPTIONS", "HEAD"])
def test_what_a_browser_asks_about_a_url_is_no_call(tmp_path, method):
    asked = hars.entry(method, f"{hars.BASE}/nothing", 404)
    auditor = audited(hars.written(tmp_path / "x.har", [hars.deletion(), asked]))
    assert (auditor.broken(), auditor.findings.unknown) == ({}, 1)


def test_open_feeds_are_found_wherever_they_are(tmp_path):
    page = hars.entry("GET", "https://data.example.com/sessions?afterChangeNumber=2", 200, OPEN_FEED_PAGE)
    assert ("open-feed", 200) in audited(hars.written(tmp_path / "x.har", [page])).judged_by


@pytest.mark.parametrize(("kind", "call"), [("Order", "orders-feed"), ("OrderProposal", "order-proposals-feed")])
def test_an_orders_feed_is_no_open_feed_wherever_it_is(tmp_path, kind, call):
    url = "https://booking.example.com/partners/feed"
    item = {"state": "deleted", "kind": kind, "id": hars.order_uuid(1), "modified": 9}
    following = f"{url}?afterTimestamp=9&afterId={hars.order_uuid(1)}"
    pages = [
        hars.entry("GET", url, 200, {"next": following, "items": [item]}),
        hars.entry("GET", following, 200, {"next": following, "items": []}),
    ]
    auditor = audited(hars.written(tmp_path / "x.har", pages))
    assert (call, 200) in auditor.judged_by
    assert not {name for name, _ in auditor.judged_by} & {"open-feed"}
    assert "rpde.license" not in auditor.broken()


def test_an_orders_feed_of_its_own_address_is_of_the_only_api(tmp_path):
    url = "https://feeds.example.com/orders"
    item = {"state": "deleted", "kind": "Order", "id": hars.order_uuid(1), "modified": 9}
    page = hars.entry("GET", url, 200, {"next": f"{url}?afterChangeNumber=9", "items": [item]})
    quote = hars.entry("PUT", f"{hars.BASE}/order-quotes/{hars.order_uuid(1)}", 200, {}, {})
    asked = [hars.deletion(), page, {**quote, "startedDateTime": "2026-03-02T09:16:00Z"}]
    astray = hars.entry("GET", f"{hars.BASE}/orders-rpde", 404, {"@type": "UnknownOrIncorrectEndpointError"})
    broken = audited(hars.written(tmp_path / "x.har", [*asked, astray])).broken()
    assert "order-deletion.listed-uuid-never-used-again" in broken
    assert "orders-feed.is-there" not in broken
    assert "orders-feed.is-there" in audited(hars.written(tmp_path / "y.har", [hars.deletion(), astray])).broken()


@pytest.mark.parametrize(
    ("url", "judged"),
    [
        (f"{FEED}&afterTimestamp=9&afterId=a", True),
        (FEED.replace("sessions", "facilities"), False),
        (FEED.replace("/feed", "/other"), False),
    ],
)
def test_what_is_no_page_is_one_where_a_page_of_the_feed_was(tmp_path, url, judged):
    item = {"state": "updated", "kind": "ScheduledSession", "id": "a", "modified": 9, "data": {}}
    page = {"next": f"{FEED}&afterTimestamp=9&afterId=a", "items": [item], "license": "https://l.example/"}
    entries = [hars.entry("GET", FEED, 200, page), hars.entry("GET", url, 200, {"items": []})]
    found = audited(hars.written(tmp_path / "x.har", entries)).broken()
    assert found.get("rpde.next-and-items", 0) == judged


def test_with_a_base_uri_only_calls_below_it_are_judged(tmp_path):
    other = hars.bad_deletion()
    other["request"]["url"] = other["request"]["url"].replace("booking.example.com", "other.example.com")
    file = hars.written(tmp_path / "x.har", [other, hars.deletion()])
    assert NO_BODY in audited(file).broken()
    assert audited(file, base_uri=hars.BASE).broken() == {}


def test_partners_are_told_apart_by_their_credentials(tmp_path):
    order = f"{hars.BASE}/orders/{hars.order_uuid(1)}"
    gone = hars.entry("DELETE", order, 204)
    mine, theirs = (
        hars.entry("GET", order, 200, {"@type": "Order"}, startedDateTime="2026-03-02T10:00:00Z") for _ in range(2)
    )
    theirs["request"]["headers"] = [{"name": "X-API-Key", "value": "another partner"}]
    check = "order-deletion.stays-deleted"
    assert check in audited(hars.written(tmp_path / "x.har", [gone, mine])).broken()
    assert check not in audited(hars.written(tmp_path / "y.har", [gone, theirs])).broken()


def test_several_files_plain_and_gzipped(tmp_path):
    plain = hars.written(tmp_path / "a.har", [hars.deletion()])
    zipped = tmp_path / "b.har.gz"
    text = hars.written(tmp_path / "b.har", [hars.bad_deletion()]).read_bytes()
    zipped.write_bytes(gzip.compress(text))
    (tmp_path / "c.har").write_bytes(b"\xef\xbb\xbf" + text)
    result, recording = audit([plain, zipped, tmp_path / "c.har"], "", lambda _: None)
    told = next(check for check in result.checks if check.id == NO_BODY)
    assert [instance.exchanges for instance in told.instances if instance.verdict is Verdict.FAIL] == [
        ("f2-e00001", "f3-e00001")
    ]
    assert {exchange.id for exchange in recording.exchanges} >= {"f2-e00001", "f3-e00001"}


def test_no_credentials_and_no_persons_are_kept(tmp_path):
    one = hars.error(kind="UnheardOfError")
    sent = {"@type": "OrderQuote", "customer": {"@type": "Person", "email": "someone@real.example"}}
    one["request"]["postData"]["text"] = json.dumps(sent)
    _, recording = audit([hars.written(tmp_path / "x.har", [one])], "", lambda _: None)
    assert recording.exchanges
    assert "real.example" not in str(recording.exchanges)
    assert "abcdefgh" not in str(recording.exchanges)


def test_what_was_not_seen_is_not_run(tmp_path):
    result, _ = audit([hars.written(tmp_path / "x.har", [hars.deletion()])], "", lambda _: None)
    verdicts = {check.verdict for check in result.checks}
    assert verdicts == {Verdict.PASS, Verdict.NOT_RUN}
    assert result.verdict == "no violation found"


@pytest.mark.parametrize(
    "content", [b"", b"no", b"[]", b"{}", b'{"log": {}}', b"\x1f\x8bnot", b"\xff\xfe", b"[" * 10**5]
)
def test_a_file_that_is_no_har_is_no_verdict(tmp_path, content):
    (tmp_path / "x.har").write_bytes(content)
    said = []
    with pytest.raises(UsageError, match="nothing to judge"):
        audit([tmp_path / "x.har"], "", said.append)
    assert len(said) == 1
    assert said[0].startswith("x.har: it is not a HAR file")


def test_a_file_without_calls_of_the_api_is_no_verdict(tmp_path):
    with pytest.raises(UsageError, match="nothing to judge"):
        audit([hars.written(tmp_path / "x.har", BESIDE)], "", lambda _: None)


@pytest.mark.parametrize(
    "bad", [None, 7, [], {}, {"request": {}}, {"request": {"method": "GET", "url": "http://[::1"}}]
)
def test_a_malformed_entry_is_named_and_the_rest_is_judged(tmp_path, bad):
    auditor = audited(hars.written(tmp_path / "x.har", [hars.deletion(), bad, hars.bad_deletion()]))
    assert len(auditor.complaints) == 1
    assert auditor.complaints[0].startswith("x.har: HAR entry 2 is malformed: ")
    assert NO_BODY in auditor.broken()


def _cut(path, packed, keep):
    text = hars.written(path, [hars.bad_deletion(number) for number in range(1, 400)]).read_bytes()
    data = gzip.compress(text) if packed else text
    path.write_bytes(data[: int(len(data) * keep)])
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_is_cut_off_is_judged_up_to_there(tmp_path, packed):
    auditor = audited(_cut(tmp_path / "x.har", packed, 0.6))
    assert auditor.findings.judged > 100
    assert len(auditor.complaints) == 1
    assert auditor.complaints[0].startswith(f"x.har: it cannot be read beyond entry {auditor.findings.judged}: ")


def test_damage_inside_a_gzipped_file_is_told(tmp_path):
    path = _cut(tmp_path / "x.har", True, 1)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 40] = b"\xff" * 40
    path.write_bytes(bytes(data))
    assert len(audited(path).complaints) >= 1
