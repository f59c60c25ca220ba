"""A quote that has ended with its lease is refused to anybody: that shows no isolation."""

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.check.verify import Failed, NotTestable
from booking_conformance.recording import Conversation, Reading
from tests.support.makings import an_exchange

QUOTE = '{"@type": "OrderQuote", "lease": {"leaseExpires": "2026-01-01T00:00:30Z"}}'


def _judged(seconds, status, body="{}", quote=QUOTE):
    exchanges = (
        an_exchange(identifier="x1", step="C2", call="C2", body=quote),
        an_exchange(identifier="x2", step="status of quote", call="order-status", body=quote),
        an_exchange(
            identifier="x3",
            step="foreign status of quote",
            call="order-status",
            status=status,
            body=body,
            seconds=seconds,
        ),
    )
    conversation = Conversation("x", "order-of-another-partner", {}, exchanges, (), {})
    all_checks()["access-control.foreign-quote-not-readable"].function(Reading(conversation, exchanges))


def test_a_refusal_while_the_lease_lasts_passes():
    _judged(seconds=1, status=404)


def test_one_after_its_end_proves_nothing():
    with pytest.raises(NotTestable, match="lease ended"):
        _judged(seconds=60, status=404)


def test_a_quote_without_a_lease_ends_at_no_time():
    _judged(seconds=60, status=404, quote='{"@type": "OrderQuote"}')


def test_what_is_shown_to_another_fails_whenever_it_is():
    with pytest.raises(Failed):
        _judged(seconds=60, status=200, body=QUOTE)
