"""How much a run asks of its target."""

import asyncio
import time
from dataclasses import replace

import pytest

from booking_conformance.client.budget import Budget
from booking_conformance.client.connection import limits_of
from booking_conformance.client.limiter import Limiter, retry_after
from booking_conformance.client.message import ForeignOrigin, LimitReached, Message
from booking_conformance.client.transport import Transport
from booking_conformance.config import Limits, Network
from booking_conformance.config.loading import load
from booking_conformance.recording import Request
from booking_conformance.urls import origin
from tests.support.makings import an_exchange

_HERE, _THERE = {"dataset_site": "http://127.0.0.1:9/"}, {"dataset_site": "https://booking.example.com/"}
_FOUR_TYPES = {"opportunities": {"types": ["ScheduledSession", "Slot", "Event", "CourseInstance"]}}
_CHECKOUT_THERE = {"checkout": {"base_url": "https://checkout.example.com"}}


def spend(budget, *messages):
    for message in messages:
        budget.spend(message)


def message(call="C1", uuid="1", **settings):
    return Message(call, "PUT", f"https://example.com/orders/{uuid}", partner="primary", order_uuid=uuid, **settings)


@pytest.mark.parametrize(
    ("limits", "call", "settings", "allowed"),
    [
        (Limits(requests=3), "C1", {}, 3),
        (Limits(bookings=2), "B", {}, 2),
        (Limits(bookings=2), "P", {}, 2),
        (Limits(bad_credentials=4), "C1", {"credentials": "wrong"}, 4),
    ],
)
def test_a_limit_cuts_off_what_is_too_much(limits, call, settings, allowed):
    budget = Budget(limits)
    spend(budget, *(message(call, str(number), **settings) for number in range(allowed)))
    with pytest.raises(LimitReached, match=str(allowed)):
        spend(budget, message(call, "one more", **settings))


def test_an_order_counts_once_however_often_it_is_sent():
    budget = Budget(Limits(bookings=2))
    spend(budget, message("P"), message("B"), message("B"), message("B", "other"))
    assert budget.bookings == 2


@pytest.mark.parametrize(
    ("intent", "statuses", "counted"),
    [
        ("improper", [201], 1),
        ("improper", [400], 0),
        ("improper", [500], 0),
        ("ordinary", [409], 0),
        ("ordinary", [500], 1),
        ("ordinary", [201, 409], 1),
        ("ordinary", [409, 201], 1),
    ],
)
def test_an_order_counts_unless_it_was_refused_and_not_made(intent, statuses, counted):
    budget = Budget(Limits(bookings=1))
    spend(budget, message("B", "1", intent=intent))
    with pytest.raises(LimitReached):
        spend(budget, message("B", "2", intent=intent))
    for status in statuses:
        budget.settle(replace(an_exchange(call="B", status=status, uuid="1"), intent=intent))
    assert budget.bookings == counted


def test_there_is_room_when_fewer_are_under_way_than_may_be():
    async def waited(ends_after):
        limiter = Limiter(Limits(concurrency=1))
        started = time.monotonic()

        async def ask():
            async with limiter.place():
                await asyncio.sleep(ends_after)

        asked = [asyncio.create_task(ask()) for _ in range(2)]
        await asyncio.sleep(0)
        await limiter.room(1.0)
        took = time.monotonic() - started
        for task in asked:
            task.cancel()
        return took

    assert 0.1 <= asyncio.run(waited(0.05)) < 0.9
    assert asyncio.run(waited(5)) >= 0.9


def test_a_run_ends_when_its_time_is_over():
    budget = Budget(Limits(minutes=0.001))
    spend(budget, message())
    time.sleep(0.07)
    with pytest.raises(LimitReached, match=r"the limit of 0\.001 minutes is reached"):
        spend(budget, message())
    assert budget.stopped


@pytest.mark.parametrize(
    ("statuses", "stopped"),
    [
        ([429] * 3, True),
        ([503] * 3, True),
        ([0] * 3, True),
        ([503] * 2, False),
        ([503, 503, 200, 503, 503], False),
        ([400] * 3, False),
        ([200] * 3, False),
    ],
)
def test_a_target_that_answers_nothing_but_refusals_to_listen_stops_the_run(statuses, stopped):
    budget = Budget(Limits(consecutive_failures=3))
    for status in statuses:
        budget.note(an_exchange(status=status, body=""))
    assert bool(budget.stopped) is stopped


def test_more_bad_moments_than_a_few_are_how_the_target_is():
    budget = Budget(Limits())
    spend(budget, *[message()] * 100)
    assert [budget.may_repeat() for _ in range(26)] == [True] * 25 + [False]


def test_clean_up_is_never_cut_off():
    budget = Budget(Limits(requests=0, minutes=0.0001))
    time.sleep(0.01)
    spend(budget, *[message("order-deletion", clean_up=True)] * 5)
    assert budget.requests == 0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7), (None, 1), ("soon", 1), ("99999", 99_999), ("9" * 5000, 999_999_999_999), ("-3", 1)],
)
def test_retry_after_is_read(value, seconds):
    assert retry_after(value) == seconds


def test_retry_after_may_be_a_date():
    assert retry_after("Thu, 01 Jan 1970 00:00:00 GMT") == 0


async def _held(limits, count):
    limiter = Limiter(limits)
    under_way = most = 0

    async def one():
        nonlocal under_way, most
        async with limiter.place():
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0.01)
            under_way -= 1

    started = time.monotonic()
    await asyncio.gather(*(one() for _ in range(count)))
    return most, time.monotonic() - started


def test_no_more_requests_are_under_way_than_allowed():
    most, _ = asyncio.run(_held(Limits(concurrency=3), 20))
    assert most == 3


def test_the_rate_is_kept():
    _, seconds = asyncio.run(_held(Limits(concurrency=50, rate=100), 21))
    assert seconds >= 0.2


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Example.com/a", "https://example.com:443"),
        ("http://example.com:8080/", "http://example.com:8080"),
        ("https://example.com@evil.example/", "https://evil.example:443"),
        ("/relative", ""),
        ("https://[::1", ""),
    ],
)
def test_origins(url, expected):
    assert origin(url) == expected


def test_a_request_to_another_origin_is_never_sent():
    async def ask():
        async with Transport(Network(), Limits()) as transport:
            transport.allow("https://example.com/")
            await transport.send(Request("GET", "https://evil.example/"))

    with pytest.raises(ForeignOrigin):
        asyncio.run(ask())


@pytest.mark.parametrize(
    ("settings", "given", "applied"),
    [
        ({"target": _THERE}, {}, (250, 4_000, 4, 90, 500)),
        ({"target": _THERE, **_FOUR_TYPES}, {}, (370, 5_500, 4, 90, 500)),
        ({"target": _THERE, **_FOUR_TYPES}, {"bookings": 250}, (250, 5_500, 4, 90, 500)),
        ({"target": _HERE, **_FOUR_TYPES}, {}, (100_000, 1_000_000, 24, 15, 20_000)),
        ({"target": _HERE}, {}, (100_000, 1_000_000, 24, 15, 20_000)),
        ({"target": _HERE}, {"bookings": 0, "feed_pages": 3}, (0, 1_000_000, 24, 15, 3)),
        ({"target": {**_HERE, "base_uri": "https://booking.example.com/api"}}, {}, (250, 4_000, 4, 90, 500)),
        ({"target": {**_THERE, "base_uri": "http://127.0.0.1:9/api"}}, {}, (250, 4_000, 4, 90, 500)),
        ({"target": _HERE, **_CHECKOUT_THERE}, {}, (100_000, 1_000_000, 4, 15, 20_000)),
        ({"target": _HERE, **_CHECKOUT_THERE}, {"concurrency": 9}, (100_000, 1_000_000, 9, 15, 20_000)),
    ],
)
def test_the_limits_that_apply_are_those_of_the_target_where_none_are_given(settings, given, applied):
    configuration = load(data={**settings, "limits": given}, environment={}).configuration
    found = limits_of(configuration)
    assert (found.bookings, found.requests, found.concurrency, found.minutes, found.feed_pages) == applied
