"""Every call has an expectation in every state; what no check judges is acted, or open for a reason."""

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.fixtures.scenarios.endings.order_states import STATES
from booking_conformance.specification import requirements
from booking_conformance.specification.order_states import KEPT, OPEN, REFUSED, SUCCEEDS, acted, order_states, repeats

CALLS = ["C1", "C2", "P", "B", "quote-deletion", "order-deletion", "cancellation", "proposal-update", "order-status"]
CHECKS = {SUCCEEDS: "order-states.calls-succeed", REFUSED: "order-states.calls-are-refused"}
CELLS = [
    (state, name, cell)
    for table in (order_states(), repeats())
    for state, row in table.items()
    for name, cell in row.items()
]


@pytest.mark.parametrize("state", order_states())
def test_every_call_has_an_expectation_in_every_state(state):
    assert list(order_states()[state]) == CALLS


def test_every_state_can_be_brought_about():
    assert set(STATES) == {state for state in order_states() if acted(state)}
    assert set(repeats()) <= set(order_states())


@pytest.mark.parametrize(("state", "name", "cell"), CELLS, ids=lambda part: part if isinstance(part, str) else "")
def test_an_expectation_rests_on_a_row_or_on_a_reading(state, name, cell):
    assert cell.outcome in {SUCCEEDS, REFUSED, KEPT, OPEN}
    if cell.outcome == OPEN:
        assert " " in cell.because
        assert not cell.by
        return
    assert cell.because in requirements()
    if cell.by:
        assert cell.by in all_checks()
    else:
        judge = CHECKS.get(cell.outcome, "order-states.refusals-change-nothing")
        assert cell.because in all_checks()[judge].requirements
