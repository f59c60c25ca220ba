"""What is missed elsewhere than on this machine, where little is asked of a target, is said not to be judged."""

import pytest

from booking_conformance.prove.fault_table import fault_rows
from booking_conformance.results import Verdict
from tests.support.elsewhere import try_elsewhere

# Each was missed there, by a check that passed, when only a sample of what shows it was sent.
SEEN = (
    "b-repeat-renews-items",
    "checkout-customer-not-needed",
    "deletion-keeps-spaces-of-second-partner",
    "group-customer-null-taken",
    "price-with-pence-refused",
    "unknown-in-items-refused",
)
UNSEEN = (
    "checkout-customer-unknown-taken",
    "group-customer-must-come-first",
    "group-names-attendee-as-customer",
    "options-show-order",
    "standalone-answers-200",
)


@pytest.mark.parametrize("fault", SEEN)
def test_a_fault_is_seen_there_too(fault):
    results = try_elsewhere(fault)
    assert {results[check].verdict for check in fault_rows()[fault].checks} <= {Verdict.FAIL, Verdict.WARN}


@pytest.mark.parametrize("fault", UNSEEN)
def test_what_cannot_be_seen_there_does_not_pass(fault):
    results = try_elsewhere(fault)
    judged = [results[check] for check in fault_rows()[fault].checks]
    assert {each.verdict for each in judged} <= {Verdict.NOT_RUN, Verdict.NOT_APPLICABLE}
    assert all(each.reason for each in judged)
