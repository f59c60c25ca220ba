"""Positions in feeds, and what the page checks make of pages that conform though they look otherwise."""

import json
from datetime import UTC, datetime

import pytest

from booking_conformance.check.declaration import declared_check
from booking_conformance.check.judging.exchange_tally import ExchangeTally
from booking_conformance.openactive.rpde import Position, follows, place_of, same_page, url_after
from booking_conformance.recording import Document, Exchange, History, Request, Response
from booking_conformance.suites.dataset_site import test_dataset_site as site
from booking_conformance.suites.rpde import test_data_values as values
from booking_conformance.suites.rpde import test_feed_items as items
from booking_conformance.suites.rpde import test_pages as pages

FEED = "https://example.com/feeds/slots"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PAGE_CHECKS = [
    function
    for module in (pages, items, values)
    for function in vars(module).values()
    if getattr(function, "__module__", "") == module.__name__ and declared_check(function)
]
SITE_CHECKS = [f for f in vars(site).values() if declared_check(f)]


def item(identifier, modified, *, state="updated", **more):
    data = {"data": {"@context": "https://openactive.io/", "@type": "Slot"}} if state == "updated" else {}
    return {"state": state, "kind": "Slot", "id": identifier, "modified": modified, **data, **more}


def exchange(body, url=FEED, call="open-feed", status=200):
    text = body if isinstance(body, str) else json.dumps(body)
    answer = Response(status, (("Content-Type", "application/json"),), text)
    return Exchange("x1", call, Request("GET", url), answer, datetime(2026, 1, 1, tzinfo=UTC), 1.0)


def judge(function, recorded):
    tally = ExchangeTally(declared_check(function), "instance")
    tally.judge(recorded, History(""))
    return tally.instance()


def failing(recorded, checks=PAGE_CHECKS):
    outcomes = {declared_check(function).id: judge(function, recorded) for function in checks}
    assert [o for o in outcomes.values() if o.verdict == "error"] == []
    return {name for name, outcome in outcomes.items() if outcome.verdict in {"fail", "warn"}}


def page(*listed, following, **more):
    return {"next": following, "items": list(listed), "license": LICENCE, **more}


CONFORMANT = {
    "a first page": (page(item("b", 1), item("a", 1), following=f"{FEED}?afterTimestamp=1&afterId=a"), FEED),
    "an empty feed": (page(following=FEED), FEED),
    "an end with its parameters in another order": (
        page(following=f"{FEED}?afterId=a&afterTimestamp=5"),
        f"{FEED}?afterTimestamp=5&afterId=a",
    ),
    "an end behind another host": (
        page(following="https://cdn.example.net/feeds/slots?afterChangeNumber=5"),
        f"{FEED}?afterChangeNumber=5",
    ),
    "a page whose items are filtered out": (
        page(following=f"{FEED}?afterTimestamp=9&afterId=x"),
        f"{FEED}?afterTimestamp=5&afterId=a",
    ),
    "a first page whose items are filtered out": (page(following=f"{FEED}?afterChangeNumber=9"), FEED),
    "a last item that is filtered out": (
        page(item("a", 3), following=f"{FEED}?afterTimestamp=4&afterId=z"),
        f"{FEED}?afterTimestamp=2&afterId=q",
    ),
    "the same time with another id": (
        page(item("a", 2), following=f"{FEED}?afterTimestamp=2&afterId=a"),
        f"{FEED}?afterTimestamp=2&afterId=q",
    ),
    "times as texts": (
        page(
            item(1, "2026-01-01T10:00:00+00:00"),
            item(2, "2026-01-01T12:00:00+01:00"),
            following=f"{FEED}?afterTimestamp=2026-01-01T12:00:00%2B01:00&afterId=2",
        ),
        FEED,
    ),
    "texts sorted by a rule of their own": (
        page(item("a", "0x0B"), item("b", "0x0A"), following=f"{FEED}?afterTimestamp=0x0A&afterId=b"),
        FEED,
    ),
    "change numbers": (
        page(item("a", 6), item("b", 9, state="deleted"), following=f"{FEED}?afterChangeNumber=9&key=1"),
        f"{FEED}?afterChangeNumber=5&key=1",
    ),
    "one id of two kinds": (
        page(item(1, 6), item(1, 7, kind="Event"), following=f"{FEED}?afterChangeNumber=7"),
        FEED,
    ),
}


@pytest.mark.parametrize("name", CONFORMANT)
def test_a_conformant_page_is_not_blamed(name):
    body, url = CONFORMANT[name]
    assert failing(exchange(body, url)) == set()


def test_the_orders_feed_may_lack_a_licence_and_write_the_id_with_an_at_sign():
    url = "https://example.com/api/orders-rpde"
    order = {**item("a", 3), "@id": "a"}
    del order["id"]
    body = page(order, following=f"{url}?afterTimestamp=3&afterId=a")
    del body["license"]
    feeds = [f for f in PAGE_CHECKS if "orders-feed" in declared_check(f).calls]
    assert failing(exchange(body, url, "orders-feed"), feeds) == set()
    assert failing(exchange(body, url)) == {"rpde.license", "rpde.item-members", "rpde.json-ld-inside-data"}


BROKEN = {
    "rpde.page-order": (page(item("a", 2), item("b", 1), following=f"{FEED}?afterTimestamp=2&afterId=a"), FEED),
    "rpde.after-position": (
        page(item("a", 5), following=f"{FEED}?afterChangeNumber=6"),
        f"{FEED}?afterChangeNumber=5",
    ),
    "rpde.next-from-last-item": (
        page(item("a", 1), item("b", 1), following=f"{FEED}?afterTimestamp=1&afterId=a"),
        FEED,
    ),
    "rpde.last-page": (page(following=FEED), f"{FEED}?afterChangeNumber=5"),
    "rpde.next-absolute": (page(item("a", 1), following="/feeds/slots?afterTimestamp=1&afterId=a"), FEED),
    "rpde.modified-comparable": (page(item("a", 1.5), following=f"{FEED}?afterTimestamp=1.5&afterId=a"), FEED),
    "rpde.data-iff-updated": (page(item("a", 1, data=None), following=f"{FEED}?afterTimestamp=1&afterId=a"), FEED),
    "rpde.ids-unique": (page(item(1, 1), item(1, 2), following=f"{FEED}?afterTimestamp=2&afterId=1"), FEED),
    "rpde.next-and-items": (page(following=None), FEED),
    "rpde.data-dates": (
        page(
            item("a", 1, data={"@type": "Slot", "startDate": "2026-01-01"}),
            following=f"{FEED}?afterTimestamp=1&afterId=a",
        ),
        FEED,
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_is_told_once(name):
    body, url = BROKEN[name]
    assert failing(exchange(body, url)) == {name}


HOSTILE = [
    *("", "null", "[]", '"page"', "{", "7", '{"next": 7, "items": {}}', '{"next": "http://[", "items": [null, 1, []]}'),
    '{"next": "", "items": [{"state": [], "kind": {}, "id": {}, "modified": null, "data": []}]}',
    '{"next": "x?afterTimestamp=99999999999999999999999999999999999999999", "items": [{"modified": true, "id": 1}]}',
    '{"next": "x?afterTimestamp=2026-99-99T00:00:60Z&afterId=", "items": [{"modified": "2026-01-01T00:00:60Z"}]}',
]


@pytest.mark.parametrize("body", HOSTILE)
@pytest.mark.parametrize("url", [FEED, "http://[", f"{FEED}?afterTimestamp=&afterId="])
def test_no_page_breaks_a_check(body, url):
    failing(exchange(body, url))
    failing(exchange(body, url, status=503))


@pytest.mark.parametrize(
    "body",
    [
        *("", "<html>", "{}", '<script type="application/ld+json">[]</script>'),
        '<script type="application/ld+json">{"@type": "Dataset", "distribution": [7], "accessService": []}</script>',
        '<script type="application/ld+json">{"@type": ["Dataset"], "distribution": {}, "license": {}}</script>',
    ],
)
def test_no_dataset_site_breaks_a_check(body):
    failing(exchange(body, "https://example.com/", "dataset-site"), SITE_CHECKS)


@pytest.mark.parametrize("names", [["termsOfService", "provider", "license"], ["landingPage", "conformsTo"]])
def test_either_set_of_properties_of_the_api_will_do(names):
    service = {"@type": "WebAPI", "endpointUrl": "https://example.com/api", "name": "API", "endpointDescription": "x"}
    dataset = {"@type": "Dataset", "accessService": service | dict.fromkeys(names, "https://example.com/x")}
    recorded = exchange(f'<script type="application/ld+json">{json.dumps(dataset)}</script>', call="dataset-site")
    assert judge(site.test_access_service_members, recorded).verdict == "pass"


def test_positions_are_compared_as_far_as_they_can_be():
    assert follows(Position(2, "a"), Position(1, "z")) is True
    assert follows(Position(1, 10), Position(1, 9)) is True
    assert follows(Position(1, "10"), Position(1, "9")) is None
    assert follows(Position(1, "9"), Position(1, 9)) is False
    assert follows(Position("b", "1"), Position("a", "1")) is None
    assert follows(Position(1, "b"), Position(1, "a"), unique=True) is False
    assert place_of(FEED) is None
    assert same_page("https://example.com//feeds/a%C3%B1o", "https://example.com/feeds/año")
    assert not same_page("https://example.com/feeds/", "https://example.com/feeds")
    assert same_page(f"{FEED}?a=1&b=%20", "https://other.example.com/feeds/slots?b=+&a=1")


@pytest.mark.parametrize(
    ("following", "modified", "url"),
    [
        (f"{FEED}?afterTimestamp=9&afterId=z", 4, f"{FEED}?afterTimestamp=4&afterId=a%2F1"),
        (f"{FEED}?key=k&afterChangeNumber=9", 4, f"{FEED}?key=k&afterChangeNumber=4"),
        (f"{FEED}?afterTimestamp=9", 4, None),
        (f"{FEED}?afterTimestamp=token&afterId=z", 4, None),
        (f"{FEED}?cursor=9", 4, None),
        (FEED, 4, None),
    ],
)
def test_a_next_shows_how_what_follows_an_item_is_asked_for_or_does_not(following, modified, url):
    assert url_after(Document({"id": "a/1", "modified": modified}), following) == url
