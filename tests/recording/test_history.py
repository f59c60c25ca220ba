"""What was said before about an Order is joined by booking partner and Order UUID, within a bound."""

from dataclasses import replace

import pytest

from booking_conformance.recording import Response
from booking_conformance.recording.history import History
from tests.support.makings import an_exchange


def test_the_latest_success_before_is_found():
    history = History("https://example.com/api")
    first, second = (an_exchange(identifier=f"x{n}", call="C1", seconds=n) for n in (1, 2))
    for exchange in (first, second):
        history.add(exchange)
    later = an_exchange(identifier="x3", call="B", seconds=3)
    assert history.last_success(later, "C1") is second
    assert history.last_success(later, "P") is None
    assert history.before(second) == [first]


def test_orders_are_forgotten_oldest_first():
    history = History("", orders_kept=2)
    for number in range(3):
        history.add(an_exchange(identifier=f"x{number}", uuid=str(number)))
    assert history.of_order("primary", "0") == []
    assert len(history.of_order("primary", "2")) == 1


def test_the_first_tax_mode_of_a_seller_stays():
    history = History("")
    for mode in ("TaxNet", "TaxGross"):
        history.add(an_exchange(body=f'{{"seller": {{"@id": "s", "taxMode": "{mode}"}}}}'))
    assert history.tax_mode("s")[0] == "TaxNet"


@pytest.mark.parametrize("lost", [{"truncated": True}, {"body_lost": True}])
@pytest.mark.parametrize("status", [200, 500])
def test_a_response_that_was_not_kept_names_nothing(status, lost):
    history = History("")
    history.add(replace(an_exchange(), response=Response(status, **lost)))
    assert len(history.of_order("primary", an_exchange().order_uuid)) == 1


def test_of_one_order_the_booking_and_the_latest_quotes_are_kept():
    history = History("")
    history.add(an_exchange(identifier="booked", call="B"))
    for number in range(1500):
        history.add(an_exchange(identifier=str(number), call="C1"))
    said = [exchange.id for exchange in history.of_order("primary", an_exchange().order_uuid)]
    assert (len(said), said[0], said[-1]) == (1000, "booked", "1499")


def test_no_more_sellers_are_kept_than_there_can_be():
    history = History("")
    for number in range(10_100):
        history.add(an_exchange(body=f'{{"seller": {{"@id": "s{number}", "taxMode": "TaxNet"}}}}', uuid="one"))
    assert history.tax_mode("s9999")
    assert history.tax_mode("s10099") is None


def _a_page(*, following, call="orders-feed", status=200):
    return an_exchange(call=call, status=status, uuid=None, body=f'{{"items": [], "next": "{following}"}}')


def test_a_position_is_named_by_the_page_before_it():
    history = History("")
    history.add(_a_page(following="https://inner.example/feed?afterTimestamp=1&afterId=a"))
    assert history.was_named("https://outer.example/orders-rpde?afterTimestamp=1&afterId=a")
    assert not history.was_named("https://outer.example/orders-rpde?afterTimestamp=2&afterId=a")
    assert not history.was_named("https://outer.example/orders-rpde")


@pytest.mark.parametrize("page", [{"status": 500}, {"call": "B"}])
def test_what_is_no_page_names_no_position(page):
    history = History("")
    history.add(_a_page(following="https://example.com/feed?afterChangeNumber=1", **page))
    assert not history.was_named("https://example.com/feed?afterChangeNumber=1")


def test_a_position_that_was_named_long_ago_is_forgotten():
    history = History("")
    for number in range(1001):
        history.add(_a_page(following=f"https://example.com/feed?afterChangeNumber={number}"))
    named = [history.was_named(f"https://example.com/feed?afterChangeNumber={number}") for number in (0, 1, 1000)]
    assert named == [False, True, True]
