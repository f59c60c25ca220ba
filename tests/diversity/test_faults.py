"""Core faults in the poorest declarations are caught, or the report says that they were beyond the scope.

All are tried when BOOKING_CONFORMANCE_DIVERSITY=all, else every tenth.
"""

import os
from functools import partial

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.prove.fault_table import FaultRow
from booking_conformance.results import RunResult, Verdict
from tests.diversity.poorest import FAULTS, POOREST, core_faults, scenarios_of, settings
from tests.support.declaring import run_as_declared

_CAUGHT = {Verdict.FAIL, Verdict.WARN}
# Faults of the B that carries a whole Order, which is not sent where every Order is approved first: there, a system
# with one of these behaves as it should.
_OF_WHOLE_ORDERS = {
    "b-refuses-several-items",
    "b-faulty-items-exist-already",
    "b-bound-to-first-quote",
    "b-needs-quote",
    "b-refuses-high-positions",
    "b-repeat-minds-order",
}
# Faults in what is of a second booking partner or Seller: whoever has one of each behaves as he should.
_OF_SECOND = {
    "deletion-keeps-spaces-of-second-partner",
    "deletion-keeps-spaces-of-second-seller",
    "deletion-in-no-feed-of-second-seller",
}
# Faults in what is done with sessions alone: whoever sells none, as in "approval", behaves as he should.
_OF_SESSIONS = {"called-off-event-quoted", "b-books-called-off-event"}

_PAIRS = [(name, row) for row in core_faults() for name in POOREST]
TRIED = _PAIRS if os.environ.get("BOOKING_CONFORMANCE_DIVERSITY") == "all" else _PAIRS[::10]


def test_there_are_enough_of_them():
    assert len({row.id for row in core_faults()}) == FAULTS


@pytest.mark.parametrize(("name", "row"), TRIED, ids=[f"{name}-{row.id}" for name, row in TRIED])
def test_caught_or_told_as_beyond(name, row):
    result = run_as_declared(partial(settings, name), faults=[row.id], scenarios=scenarios_of(row))
    broken = [check for check in result.checks if check.id in row.checks]
    one_of_each = row.id in _OF_SECOND and not is_beyond(row, result)
    if one_of_each or (name == "approval" and row.id in _OF_WHOLE_ORDERS):
        assert [check.verdict for check in broken] == [Verdict.PASS]
        return
    if row.id in _OF_SESSIONS and name == "approval":
        assert {check.verdict for check in broken} <= {Verdict.NOT_APPLICABLE, Verdict.PASS}
        return
    caught = any(check.verdict in _CAUGHT for check in broken)
    assert caught or is_beyond(row, result), [(check.id, check.verdict, check.reason) for check in broken]


def is_beyond(row: FaultRow, result: RunResult) -> bool:
    """Return whether the report says that the checks of a fault, or those of all that shows it, need more than this."""
    shown_by = {check.id for check in all_checks().values() if check.scenario in row.scenarios} or {row.primary}
    judged = [check for check in result.checks if check.id in shown_by and check.verdict is not Verdict.NOT_APPLICABLE]
    return bool(judged) and all(check.beyond for check in judged)
