"""A session is planned from what was collected, and judged from what was recorded."""

import pytest

from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import declared_settings
from booking_conformance.errors import InternalError
from booking_conformance.results import Verdict
from booking_conformance.results.exit_code import exit_status
from booking_conformance.runner.execution import Execution
from booking_conformance.runner.run_result import compose
from booking_conformance.runner.session import (
    plain_pytest,
    pytest_fixtures,
    pytest_outcome,
    pytest_plugin,
    pytest_reporting,
    stash,
)
from booking_conformance.runner.session.state import SessionState


def state():
    configuration = load(data=declared_settings(), environment={}).configuration
    planned = plan(all_checks(), frozenset(all_checks()), configuration)
    return SessionState(configuration, planned, lambda: pytest.fail("nothing is prepared before it is needed"))


def test_a_narrowed_plan_acts_out_what_it_judges():
    session = state()
    one = next(i for c, i in session.plan.judged if i.instance_id == "c1.confirms[ScheduledSession]")
    session.narrow([one])
    assert [instance.id for _, instance in session.plan.parts] == ["booking[ScheduledSession]"]
    assert session.planned_instances() == {"c1.confirms[ScheduledSession]"}


def test_nothing_is_known_before_acting():
    assert not state().acted
    with pytest.raises(InternalError):
        _ = state().execution


def test_where_nothing_is_to_be_acted_out_the_execution_is_an_empty_one():
    configuration = load(data={**declared_settings(), "scope": "read"}, environment={}).configuration
    planned = plan(all_checks(), {"c1.omits-customer"}, configuration)
    session = SessionState(configuration, planned, lambda: Execution(configuration))
    session.without_acting()
    result = compose(session, {"c1.omits-customer"})
    assert [check.verdict for check in result.checks] == [Verdict.NOT_RUN]
    assert exit_status(result).code == 2


def test_hooks_and_fixtures_lie_where_pytest_looks_for_them():
    assert {"pytest_generate_tests", "pytest_pyfunc_call"} <= vars(pytest_plugin).keys()
    assert {"pytest_runtest_makereport", "pytest_terminal_summary"} <= vars(pytest_reporting).keys()
    assert {"conversation", "exchange", "history", "recording"} <= vars(pytest_fixtures).keys()
    assert stash.STATE is not stash.INSTANCE
    assert callable(plain_pytest.plain_state)
    assert callable(pytest_outcome.show_outcome)
