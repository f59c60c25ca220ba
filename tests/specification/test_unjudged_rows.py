"""Every row that binds a booking system and can be observed is judged by a check, or it is listed why not."""

from booking_conformance.check.registry import all_checks
from booking_conformance.cli.output.explanation import explanation
from booking_conformance.fixtures.booking_system.variants import VARIANTS
from booking_conformance.specification import requirements
from booking_conformance.specification.unjudged_rows import REASONS, reasoned_rows, rows_left

MOST_REASONED = 15
MOST_LEFT = 0


def _observable():
    return {row.id for row in requirements().values() if row.actor == "booking-system" and row.blackbox != "no"}


def _cited():
    return {row for check in all_checks().values() for row in check.requirements}


def test_every_observable_row_is_judged_or_listed():
    assert _observable() - _cited() - set(reasoned_rows()) - rows_left() == set()


def test_only_observable_rows_are_listed_and_each_once():
    assert set(reasoned_rows()) | rows_left() <= _observable()
    assert rows_left().isdisjoint(reasoned_rows())


def test_the_lists_only_shrink():
    assert len(reasoned_rows()) <= MOST_REASONED
    assert len(rows_left()) <= MOST_LEFT


def test_what_has_a_reason_is_cited_by_no_check_and_something_stands_in():
    assert _cited().isdisjoint(reasoned_rows())
    for excuse in reasoned_rows().values():
        assert excuse.reason in REASONS
        assert excuse.instead
        assert set(excuse.instead) <= set(all_checks()) | set(VARIANTS)


def test_a_row_explains_why_no_check_judges_it():
    assert "not examined: Either way is conformant; see reseller-tax." in " ".join(explanation("tax-002").split())
    for row in rows_left() - _cited():
        assert "not examined: " in explanation(row)
    assert "not examined" not in explanation("of-001")
