"""A plain ``pytest suites``: collects checks as pytest items, acts out once what these need, and judges them.

Settings are those that the command line would read, or those of the bundled booking system.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from booking_conformance.check.planning.instances import CheckInstance
from booking_conformance.errors import ConfigurationError
from booking_conformance.results import Level, Scope, Verdict
from booking_conformance.runner.session.pytest_outcome import show_outcome
from booking_conformance.runner.session.stash import INSTANCE, check_of, state_of

if TYPE_CHECKING:
    from booking_conformance.check import Check

pytest_plugins = [
    "booking_conformance.runner.session.pytest_fixtures",
    "booking_conformance.runner.session.pytest_reporting",
]

_WRONG: pytest.StashKey[str] = pytest.StashKey()
_MARKERS = (
    *(f"{level.lower()}: the check judges a {level} of the specification" for level in Level),
    *(f"{scope}: the check can be judged from scope {scope} on" for scope in Scope),
    "feature(name): the check belongs to an optional feature",
)


def _instances_of(check: Check, config: pytest.Config) -> list[CheckInstance]:
    """Return the instances of a check; none when the configuration is wrong: that is reported after collection."""
    if _WRONG in config.stash:
        return []
    try:
        return list(state_of(config).plan.instances.get(check.id, ()))
    except ConfigurationError as error:
        config.stash[_WRONG] = f"{error}\n{error.hint}".strip()
        return []


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers."""
    for marker in _MARKERS:
        config.addinivalue_line("markers", marker)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make an item of each instance of a check."""
    check = check_of(metafunc)
    if check is None:
        return
    rows = [pytest.param(each, id=each.label or "core") for each in _instances_of(check, metafunc.config)]
    name = "conversation" if check.scenario else "exchange"
    metafunc.parametrize(name, rows or [pytest.param(None, id="unselected")], indirect=True)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Make a check findable by what it is: its id as a keyword, its level, scope and feature as markers."""
    check = check_of(item)
    if check is None:
        return
    from booking_conformance.check.planning.instances import feature_of, scope_of

    instance = next(iter(getattr(getattr(item, "callspec", None), "params", {}).values()), None)
    if isinstance(instance, CheckInstance):
        item.stash[INSTANCE] = instance
    item.extra_keyword_matches.update({check.id, *check.requirements})
    item.add_marker(str(check.level).lower())
    item.add_marker(str(scope_of(check)))
    feature = feature_of(check)
    if feature is not None:
        item.add_marker(pytest.mark.feature(feature))
        item.extra_keyword_matches.add(feature)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what is not selected and what the scope does not grant."""
    left_out = [item for item in items if check_of(item) is not None and not _to_be_judged(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]


def _to_be_judged(item: pytest.Item) -> bool:
    instance = item.stash.get(INSTANCE, None)
    return instance is not None and instance.preset is not Verdict.NOT_RUN


def pytest_collection_finish(session: pytest.Session) -> None:
    """Plan for what -k, -m, node ids and --lf left: one item acts out its own scenario, and no other."""
    if _WRONG in session.config.stash:
        raise pytest.UsageError(session.config.stash[_WRONG])
    collected = [item.stash[INSTANCE] for item in session.items if INSTANCE in item.stash]
    if not collected:
        return
    if hasattr(session.config, "workerinput"):
        raise pytest.UsageError(
            "the checks cannot be spread over xdist workers: each would act everything out again, with bookings of its "
            "own; run them without -n (requests overlap anyway)"
        )
    state = state_of(session.config)
    state.alone = bool(session.config.getoption("usepdb", False) or session.config.getoption("trace", False))
    state.narrow(collected)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Judge an item that is a check, and translate the verdict into pytest's outcomes."""
    check = check_of(pyfuncitem)
    if check is None or INSTANCE not in pyfuncitem.stash:
        return None
    outcome = state_of(pyfuncitem.config).judge(check, pyfuncitem.stash[INSTANCE])
    show_outcome(pyfuncitem, check, outcome)
    return True
