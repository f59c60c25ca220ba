"""A lease is judged only of what was answered before its end, by the server's clock."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest

from booking_conformance.check.lease_checks import need_live_lease, require_free
from booking_conformance.check.verify import Failed, Information, NotTestable
from booking_conformance.openactive.leases import lease_ends, lease_expires
from booking_conformance.recording import Conversation
from booking_conformance.recording.reading import Reading
from tests.support.makings import an_exchange

LEASED = '{"@type": "OrderQuote", "lease": {"@type": "Lease", "leaseExpires": "2026-01-01T00:10:00Z"}}'


def dated(date: str, body: str = LEASED, seconds: float = 0):
    exchange = an_exchange(body=body, seconds=seconds)
    response = replace(exchange.response, headers=(("Date", date),))
    return replace(exchange, response=response)


def test_a_clock_that_seems_a_little_behind_is_taken_as_the_same():
    quote = dated("Wed, 31 Dec 2025 23:59:58 GMT")
    assert lease_ends(quote) == lease_expires(quote)


def test_a_clock_that_is_a_little_ahead_is_not_behind_by_any_rounding():
    quote = dated("Thu, 01 Jan 2026 00:00:02 GMT")
    assert timedelta(seconds=1) < lease_expires(quote) - lease_ends(quote) <= timedelta(seconds=2)


def test_a_clock_that_is_ahead_ends_the_lease_sooner_here():
    quote = dated("Thu, 01 Jan 2026 00:05:00 GMT")
    difference = lease_expires(quote) - lease_ends(quote)
    assert timedelta(minutes=4, seconds=59) < difference <= timedelta(minutes=5)


def test_an_answer_that_was_long_in_coming_shows_no_other_clock():
    quote = replace(dated("Thu, 01 Jan 2026 00:00:09 GMT", seconds=10), duration_ms=5000.0)
    assert lease_ends(quote) == lease_expires(quote)


def test_a_clock_that_is_behind_ends_the_lease_later_here():
    assert lease_ends(dated("Wed, 31 Dec 2025 23:55:00 GMT")) == lease_expires(dated("")) + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("date", "lasts"), [("Thu, 01 Jan 2026 00:00:12 GMT", 583), ("Thu, 01 Jan 2026 00:00:00 GMT", 599)]
)
def test_what_another_clock_leaves_open_is_not_judged(date, lasts):
    """A Date may be seconds old, so that the clock is further ahead than it says."""
    quote = dated(date)
    need_live_lease(quote, an_exchange(seconds=lasts))
    with pytest.raises(NotTestable):
        need_live_lease(quote, an_exchange(seconds=lasts + 3))


def test_what_came_after_the_end_is_not_judged():
    quote = an_exchange(body=LEASED)
    need_live_lease(quote, an_exchange(seconds=599))
    with pytest.raises(NotTestable):
        need_live_lease(quote, an_exchange(seconds=601))


def test_a_clock_that_seemed_behind_only_once_is_not_behind():
    """A busy server may state the time of seconds ago."""
    quote = dated("Wed, 31 Dec 2025 23:59:50 GMT")
    need_live_lease(quote, dated("Thu, 01 Jan 2026 00:09:59 GMT", seconds=604))
    with pytest.raises(NotTestable):
        need_live_lease(quote, dated("Thu, 01 Jan 2026 00:10:04 GMT", seconds=604))


@pytest.mark.parametrize("expires", ['"soon"', "7", "null", '"2026-01-01T00:10:00"', '"0001-01-01T00:00:00+14:00"'])
@pytest.mark.parametrize("date", ["", "yesterday", "Thu, 01 Jan 0001 00:00:00 +1400"])
def test_a_lease_that_cannot_be_read_is_not_testable(expires, date):
    quote = dated(date, f'{{"lease": {{"leaseExpires": {expires}}}}}')
    with pytest.raises(NotTestable):
        need_live_lease(quote, an_exchange())


FULL = '{"orderedItem": [{"error": [{"@type": "OpportunityIsFullError"}]}]}'


@pytest.mark.parametrize(
    ("exclusive", "status", "body", "raised"),
    [
        (True, 200, "{}", None),
        (True, 409, FULL, Failed),
        (False, 409, FULL, Information),
        (True, 500, '{"@type": "OpenBookingError"}', NotTestable),
    ],
)
def test_spaces_that_no_lease_holds_may_have_been_taken_by_others(exclusive, status, body, raised):
    facts = {"place": "s", "opportunities": {"s": {"exclusive": exclusive}}}
    talk = Reading(Conversation("leasing", "leasing", {}, (), (), facts))
    with pytest.raises(raised) if raised else nullcontext():
        require_free(talk, an_exchange(status=status, body=body), "They must be free.")
