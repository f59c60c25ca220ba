"""An item of run's own session ends as pytest ends an item, and only functions that pytest would collect are items."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from booking_conformance.check.planning.instances import CheckInstance
from booking_conformance.check.registry import all_checks
from booking_conformance.results import Outcome, Verdict
from booking_conformance.runner.session.check_item import CheckItem
from booking_conformance.runner.session.own_plugin import OwnPlugin
from booking_conformance.runner.session.stash import STATE

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHECK = all_checks()["c1.omits-customer"]
_INSTANCE = CheckInstance("c1.omits-customer[Slot]", "Slot", call="C1")
_BEYOND = CheckInstance("c1.omits-customer[OnDemandEvent]", "OnDemandEvent", call="C1", preset=Verdict.NOT_RUN)


@pytest.fixture
def item(request: pytest.FixtureRequest) -> Iterator[CheckItem]:
    """An item of the session that is running, whose configuration holds a state for as long as the test runs."""
    request.config.stash[STATE] = SimpleNamespace()
    yield CheckItem.from_parent(request.session, name="test_x[Slot]", check=_CHECK, instance=_INSTANCE)
    del request.config.stash[STATE]


@pytest.mark.parametrize(
    ("verdict", "raised"),
    [
        (Verdict.PASS, None),
        (Verdict.WARN, None),
        (Verdict.FAIL, pytest.fail.Exception),
        (Verdict.NOT_TESTABLE, pytest.fail.Exception),
        (Verdict.NOT_APPLICABLE, pytest.skip.Exception),
        (Verdict.ERROR, RuntimeError),
    ],
)
def test_it_judges_its_instance_and_ends_with_its_verdict(
    item: CheckItem, verdict: Verdict, raised: type[BaseException] | None
) -> None:
    judged = []

    def judge(check: object, instance: object) -> Outcome:
        judged.append((check, instance))
        return Outcome(_INSTANCE.instance_id, verdict, "why")

    item.config.stash[STATE].judge = judge  # type: ignore[method-assign]  # a state with nothing else
    if raised:
        with pytest.raises(raised, match="why"):
            item.runtest()
    else:
        item.runtest()
    assert judged == [(_CHECK, _INSTANCE)]
    assert item.user_properties == [("verdict", str(verdict)), ("check", _CHECK.id)]
    assert item.reportinfo() == (item.path, None, "test_x[Slot]")


@pytest.mark.parametrize(
    ("name", "function", "expected"),
    [
        ("test_x", _CHECK.function, ["test_x[Slot]"]),
        ("imported", _CHECK.function, None),
        ("test_x", _BEYOND, None),
    ],
)
def test_an_item_is_made_of_each_instance_that_the_scope_grants(
    request: pytest.FixtureRequest, name: str, function: object, expected: list[str] | None
) -> None:
    state = SimpleNamespace(plan=SimpleNamespace(instances={_CHECK.id: [_INSTANCE, _BEYOND]}))
    made = OwnPlugin(state).pytest_pycollect_makeitem(request.node.getparent(pytest.Module), name, function)
    assert (made and [each.name for each in made]) == expected
