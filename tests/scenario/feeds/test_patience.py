"""A feed that missed what was due is waited for no longer than it has ever taken, with a margin."""

import pytest

from booking_conformance.scenario.feeds.patience import FeedPatience


def after(*waits):
    patience = FeedPatience()
    for waited, shown in waits:
        patience.note(waited, shown=shown)
    return patience.within(90.0)


@pytest.mark.parametrize(
    ("waits", "seconds"),
    [
        ((), 90),
        (((60, True),), 90),
        (((90, False),), 5),
        (((1, True), (90, False)), 5),
        (((90, False), (8, True)), 24),
        (((60, True), (90, False)), 90),
    ],
)
def test_less_is_waited_after_a_miss(waits, seconds):
    assert after(*waits) == seconds


def test_what_waits_shortly_anyway_waits_as_long():
    patience = FeedPatience()
    patience.note(3.0, shown=False)
    assert patience.within(3.0) == 3.0


def test_what_no_verdict_rests_on_is_waited_for_no_longer_than_usual():
    patience = FeedPatience()
    assert patience.usual(90.0) == 5
    patience.note(8.0, shown=True)
    assert patience.usual(90.0) == 24
