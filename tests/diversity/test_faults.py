"""Core faults in the poorest declarations are caught, or the report says that they were beyond the scope.

All are tried when BOOKING_CONFORMANCE_DIVERSITY=all, else every tenth.
"""

import os
from functools import partial

import pytest

from booking_conformance.results import Verdict
from tests.diversity.poorest import FAULTS, POOREST, core_faults, scenarios_of, settings
from tests.support.declaring import run_as_declared

_CAUGHT = {Verdict.FAIL, Verdict.WARN}
# Faults of the B that carries a whole Order, which is not sent where every Order is approved first.
_OF_WHOLE_ORDERS = {
    "b-refuses-several-items",
    "b-faulty-items-exist-already",
    "b-bound-to-first-quote",
    "b-needs-quote",
}

_PAIRS = [(name, row) for row in core_faults() for name in POOREST]
TRIED = _PAIRS if os.environ.get("BOOKING_CONFORMANCE_DIVERSITY") == "all" else _PAIRS[::10]


def test_there_are_enough_of_them():
    assert len({row.id for row in core_faults()}) == FAULTS


@pytest.mark.parametrize(("name", "row"), TRIED, ids=[f"{name}-{row.id}" for name, row in TRIED])
def test_caught_or_told_as_beyond(name, row):
    if name == "approval" and row.id in _OF_WHOLE_ORDERS:
        return
    result = run_as_declared(partial(settings, name), faults=[row.id], scenarios=scenarios_of(row))
    found = next(check for check in result.checks if check.id == row.primary)
    assert found.verdict in _CAUGHT or found.beyond, f"{found.id} is {found.verdict}: {found.reason}"
