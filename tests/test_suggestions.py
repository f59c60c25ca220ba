"""What is suggested to whoever mistyped something can be used as it is suggested."""

import pytest

from booking_conformance.check.planning.selection import select
from booking_conformance.check.registry import all_checks
from booking_conformance.errors import UsageError
from booking_conformance.suggestions import did_you_mean, nearest

WORDS = ("order_cancelation", "order-cancelation", "orders-fed", "ORDERS-FED", "leasin", "c1.omit-customer", "c1-0020")


@pytest.mark.parametrize("word", WORDS)
def test_a_suggestion_is_accepted(word):
    with pytest.raises(UsageError, match="did you mean") as raised:
        select(all_checks(), [word])
    assert select(all_checks(), [str(raised.value).split('"')[1]])


@pytest.mark.parametrize("word", ["order_cancellation", "order-cancellation", "Order-Cancellation.", "dataset_site"])
def test_a_folder_is_accepted_however_it_is_written(word):
    assert select(all_checks(), [word])


def test_case_does_not_matter():
    assert nearest("SCHEDULEDSESSION", ["ScheduledSession", "Slot"]) == "ScheduledSession"


def test_without_a_likely_word_the_known_ones_are_listed():
    assert did_you_mean("zzz", ["leasing", "approval"]) == "known are approval, leasing"
    assert did_you_mean("zzz", map(str, range(1000, 1900))) == "none of the 900 known names is similar"
