"""The declaration of a check: a rule with a stable id, a pure function of what was recorded."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from booking_conformance.results import Level, Scope
from booking_conformance.specification import requirements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Function = TypeVar("Function", bound="Callable[..., None]")

_OF_SCENARIO = ("conversation",)
_OF_EXCHANGE = ("exchange", "history")
_STRONG = {"MUST", "MUST NOT", "REQUIRED"}
_MEDIUM = {"SHOULD", "SHOULD NOT"}


@dataclass(frozen=True)
class Check:
    """A check as declared.

    ``scenario`` names the scenario whose conversations it judges; for an exchange check it is None and ``calls`` lists
    the calls whose exchanges it judges one by one. ``only`` narrows the scenario instances (axis → values).
    ``examples`` names scenarios, such as ``booking`` or ``booking[approval]``, in which an exchange check has something
    to judge, if the usual ones of its calls and its feature show nothing of the rule. ``promised`` is True for an
    exchange check of something that only the declaration of its feature promises: it judges no recording that declares
    nothing. ``unless_deleted`` is True for an exchange check that finds nothing in an exchange which the deletion of
    its Order may explain, even a deletion that was recorded later.
    """

    id: str
    requirements: tuple[str, ...]
    level: Level
    scenario: str | None
    calls: tuple[str, ...]
    scope: Scope | None
    feature: str | None
    only: Mapping[str, tuple[str, ...]]
    function: Callable[..., None]
    examples: tuple[str, ...] = ()
    promised: bool = False
    unless_deleted: bool = False

    @property
    def title(self) -> str:
        """The first line of the docstring."""
        return self.description.splitlines()[0].rstrip(".")

    @property
    def description(self) -> str:
        """The whole docstring, which is what a user of the suite reads."""
        return inspect.cleandoc(self.function.__doc__ or self.id)

    @property
    def checkpoint(self) -> str:
        """The checkpoint or subject it belongs to: the name of its folder under ``suites``."""
        return self.function.__module__.rsplit(".", 2)[-2]


def check(
    id: str,  # noqa: A002 - it is the id of the check
    *,
    cites: tuple[str, ...],
    scenario: str | None = None,
    calls: tuple[str, ...] = (),
    level: Level | None = None,
    scope: Scope | None = None,
    feature: str | None = None,
    only: Mapping[str, tuple[str, ...]] | None = None,
    examples: tuple[str, ...] = (),
    promised: bool = False,
    unless_deleted: bool = False,
) -> Callable[[Function], Function]:
    """Declare the function below as a check.

    It takes a ``conversation`` (a scenario check, ``scenario`` given) or an ``exchange`` and its ``history``
    (an exchange check, ``calls`` given). Its level is the strongest among the requirements it ``cites``, unless
    ``level`` says less. Only an exchange check has ``examples``, ``promised`` and ``unless_deleted``: see ``Check``.
    """
    rows = requirements()
    unknown = [row for row in cites if row not in rows]
    if unknown or not cites:
        raise ValueError(f"{id} cites no known requirement: {', '.join(unknown) or 'none given'}")

    def declare(function: Function) -> Function:
        _refuse_other_parameters(id, function, _OF_SCENARIO if scenario else _OF_EXCHANGE)
        declared = Check(
            id=id,
            requirements=cites,
            level=level or strongest_level(cites),
            scenario=scenario,
            calls=calls,
            scope=scope,
            feature=feature,
            only=only or {},
            function=function,
            examples=examples,
            promised=promised,
            unless_deleted=unless_deleted,
        )
        _refuse_contradictions(declared)
        function.__check__ = declared  # type: ignore[attr-defined]  # read back by declared_check
        return function

    return declare


def _refuse_contradictions(check: Check) -> None:
    """Raise ValueError when what a check declares does not go together."""
    contradictions = (
        (bool(check.scenario) == bool(check.calls), "names a scenario or calls, one of the two"),
        (check.scenario and check.examples, "is judged on its scenario; only an exchange check has examples"),
        (check.promised and not (check.calls and check.feature), "is promised by no feature of an exchange check"),
        (check.scenario and check.unless_deleted, "is judged on its scenario, which knows what was deleted"),
    )
    for holds, what in contradictions:
        if holds:
            raise ValueError(f"{check.id} {what}")


def _refuse_other_parameters(check_id: str, function: Callable[..., None], expected: tuple[str, ...]) -> None:
    """Raise ValueError when a check asks for more than what was recorded: it is judged without pytest, too."""
    found = tuple(inspect.signature(function).parameters)
    if found != expected:
        wanted = ", ".join(expected)
        raise ValueError(f"{check_id} is a function of ({', '.join(found)}); a check of its kind is one of ({wanted})")


def declared_check(function: Any) -> Check | None:
    """Return the check that a function was declared as, or None."""
    found = getattr(function, "__check__", None)
    return found if isinstance(found, Check) else None


def strongest_level(rows: Iterable[str]) -> Level:
    """Return the strongest level among rows of the catalogue, named by their ids."""
    levels = [requirements()[row].level for row in rows]
    if _STRONG.intersection(levels):
        return Level.MUST
    return Level.SHOULD if _MEDIUM.intersection(levels) else Level.MAY
