"""Whoever knows the ids of version 0.1 finds the checks of today."""

from booking_conformance.check.planning.selection import select
from booking_conformance.check.registry import all_checks
from booking_conformance.check.renames import current_id, renamed
from booking_conformance.cli.output.explanation import explanation


def test_every_old_id_leads_to_a_check_and_no_two_to_the_same():
    assert set(renamed().values()) <= set(all_checks())
    assert len(set(renamed().values())) == len(renamed())
    assert not set(renamed()) & set(all_checks())


def test_an_id_of_today_stays_what_it_is():
    assert current_id("c1.omits-customer") == "c1.omits-customer"
    assert current_id("cancellation.atomic") == "order-cancellation.atomic"


def test_an_old_prefix_selects_the_checks_that_had_it():
    assert select(all_checks(), ["rpde"])
    had_it = {new for old, new in renamed().items() if old.startswith("cancellation.")}
    assert set(select(all_checks(), ["cancellation"])) == had_it


def test_explain_says_what_a_check_is_called_now():
    assert explanation("cancellation.atomic").startswith("cancellation.atomic is now called order-cancellation.atomic.")
