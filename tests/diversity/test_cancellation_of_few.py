"""Where opportunities are lent, Orders are cancelled at once on the same ones, and show the same as one by one."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.declaring import run_as_declared

_FREES, _KEEPS = "order-cancellation.frees-capacity", "order-cancellation.omitted-items-keep-capacity"
_DECLARED = {"customer-requested-cancellation": True, "order-status": True, "free": True}


def lends(described: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: value for name, value in described.items() if name != "checkout"},
        "opportunities": {"mode": "random", "types": ["ScheduledSession"]},
        "flows": {"simple": True, "approval": False},
        "features": _DECLARED,
        "scope": "book",
        "effort": "low",
    }


@pytest.mark.parametrize(
    ("fault", "fails"),
    [
        (None, set()),
        ("cancellation-keeps-capacity", {_FREES, _KEEPS}),
        ("cancellation-frees-whole-order", {_KEEPS}),
    ],
)
def test_a_cancellation_frees_what_it_lists(fault, fails):
    faults = [fault] if fault else []
    result = run_as_declared(lends, faults=faults, scenarios=frozenset({"cancellation"}))
    verdicts = {check.id: check.verdict for check in result.checks if check.id in {_FREES, _KEEPS}}
    assert verdicts == {each: "fail" if each in fails else "pass" for each in (_FREES, _KEEPS)}
