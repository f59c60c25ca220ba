"""What a cache, a gateway or a recorder did is not held against the booking system."""

import json

import pytest

from booking_conformance.audit.intermediaries import answered_by_another
from booking_conformance.check.registry import all_checks
from booking_conformance.recording.har.entries import exchange_from_entry
from tests.support import hars
from tests.support.auditing import audited

ORDER = f"{hars.BASE}/orders/{hars.order_uuid(3)}"
HTML = {"text": "<h1>Bad gateway</h1>", "mimeType": "text/html"}


def answered(status, content, *, asked=(), said=(), url=ORDER):
    one = hars.entry("GET", url, status)
    one["request"]["headers"] += [{"name": name, "value": value} for name, value in asked]
    one["response"]["headers"] = [{"name": name, "value": value} for name, value in said]
    one["response"]["content"] = content
    return one


OF_OTHERS = [
    answered(304, {}, asked=[("If-None-Match", '"1"')]),
    answered(502, HTML, said=[("Content-Type", "text/html")]),
    answered(503, HTML, said=[("Content-Type", "text/html")]),
    answered(504, {}),
    answered(301, {}, said=[("Location", ORDER)], url=ORDER.replace("https", "http")),
    answered(308, {}, said=[("Location", ORDER.replace("https://", "https://www."))]),
    answered(307, {}, said=[("Location", f"/api/openbooking/orders/{hars.order_uuid(3)}/")]),
    answered(524, {"text": "error code: 524"}),
    answered(301, {}),
]
OF_THE_SYSTEM = [
    answered(304, {}),
    answered(500, HTML, said=[("Content-Type", "text/html")]),
    answered(503, {"text": '{"@type": "TemporarilyUnableToCreateOrderQuoteError"}'}),
    answered(302, {}, said=[("Location", "https://booking.example.com/login")]),
    answered(302, {}, said=[("Location", f"{ORDER}?login=1")]),
    answered(302, {}, said=[("Location", "https://[booking.example.com/")]),
]


@pytest.mark.parametrize("one", OF_OTHERS)
def test_answer_of_another_is_not_judged(tmp_path, one):
    auditor = audited(hars.written(tmp_path / "x.har", [one, hars.deletion()]))
    assert auditor.broken() == {}
    assert (auditor.findings.judged, auditor.findings.of_others.total()) == (1, 1)


def test_redirect_is_known_by_what_har_repeats_of_its_headers(tmp_path):
    one = answered(301, {}, url=ORDER.replace("https", "http"))
    one["response"]["redirectURL"] = ORDER
    found = audited(hars.written(tmp_path / "x.har", [one, hars.deletion()])).findings.of_others
    assert list(found) == ["redirected to the same path at another host, scheme or slash"]


def test_whether_a_client_had_a_copy_is_open_where_no_header_of_it_was_recorded():
    one = answered(304, {})
    one["request"]["headers"] = []
    assert answered_by_another(exchange_from_entry(one, 0)) == "not modified since the client's copy"


@pytest.mark.parametrize("one", OF_THE_SYSTEM)
def test_answer_of_the_system_is_judged(one):
    assert answered_by_another(exchange_from_entry(one, 0)) == ""


def test_body_that_the_recorder_broke_off_is_not_judged(tmp_path):
    whole = json.dumps({"@context": "https://openactive.io/", "@type": "OrderQuote", "name": "x" * 200})
    cut = hars.entry("PUT", f"{hars.BASE}/order-quotes/{hars.order_uuid(4)}", 200, sent={"@type": "OrderQuote"})
    cut["response"]["content"] = {"text": whole[:100], "size": len(whole)}
    auditor = audited(hars.written(tmp_path / "x.har", [cut]))
    assert "messages.schema" not in auditor.broken()
    assert auditor.findings.bodiless == 1
    cut["response"]["content"] = {"text": whole[:100], "size": 100}
    assert "messages.schema" in audited(hars.written(tmp_path / "y.har", [cut])).broken()


def test_what_only_a_declaration_promises_is_not_judged(tmp_path):
    site = f'<script type="application/ld+json">{json.dumps(DATASET)}</script>'
    there = answered(200, {"text": site}, url="https://www.example.com/openactive")
    quote = hars.entry("PUT", f"{hars.BASE}/order-quotes/{hars.order_uuid(5)}", 200, {"@type": "OrderQuote"})
    auditor = audited(hars.written(tmp_path / "x.har", [there, quote]))
    promised = {check.id for check in all_checks().values() if check.promised}
    assert {"openid-connect.authority-named", "terms.booking-system-terms-quoted"} <= promised
    assert not promised & auditor.broken().keys()


@pytest.mark.parametrize(("status", "judged"), [(404, 0), (204, 1)])
def test_a_test_interface_is_judged_where_it_answers_and_asked_of_nobody(tmp_path, status, judged):
    unknown = {"@type": "UnknownOrIncorrectEndpointError"} if status == 404 else None
    action = hars.entry("POST", f"{hars.BASE}/test-interface/actions", status, unknown)
    auditor = audited(hars.written(tmp_path / "x.har", [action]))
    tallies = {tally.check.id: tally for tally in auditor.tallies["test-action"]}
    assert tallies["messages.test-interface-exists"].judged == judged
    assert "messages.test-interface-exists" not in auditor.broken()


DATASET = {
    "@context": ["https://schema.org/", "https://openactive.io/"],
    "@type": "Dataset",
    "accessService": {"@type": "WebAPI", "endpointUrl": hars.BASE},
}
