"""What is known of a check, a requirement or an error type, as text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from booking_conformance.check.instances import feature_of, scope_of
from booking_conformance.check.registry import all_checks
from booking_conformance.check.renames import renamed
from booking_conformance.errors import UsageError
from booking_conformance.prove.fault_table import faults_by_check
from booking_conformance.specification import error_types, requirements
from booking_conformance.specification.unexamined import why_unexamined
from booking_conformance.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from booking_conformance.check import Check
    from booking_conformance.specification import ErrorType, Requirement

_WIDTH = 110


def explanation(name: str) -> str:
    """Return everything about what has this id or name; UsageError when nothing has."""
    if name in all_checks():
        return "\n".join(_of_check(all_checks()[name]))
    if name in requirements():
        return "\n".join(_of_requirement(requirements()[name]))
    if name in error_types():
        return "\n".join(_of_error_type(error_types()[name]))
    if name in renamed():
        return f"{name} is now called {renamed()[name]}.\n\n{explanation(renamed()[name])}"
    near = nearest(name, [*all_checks(), *requirements(), *error_types(), *renamed()])
    hint = f'Did you mean "{near}"?' if near else "`checks` lists the checks and the requirements they cite."
    raise UsageError(f"{name} is not a check, requirement or error type", hint)


def _of_check(check: Check) -> Iterator[str]:
    yield f"{check.id} (check, {check.level})"
    yield ""
    yield check.description
    yield ""
    yield from _row("feature", feature_of(check) or "core")
    yield from _row("scope", scope_of(check))
    yield from _row("judges", f"scenario {check.scenario}" if check.scenario else f"exchanges of {_list(check.calls)}")
    yield from _row("faults", _list(faults_by_check().get(check.id, ())))
    for row in check.requirements:
        yield ""
        yield from _of_requirement(requirements()[row])


def _of_requirement(row: Requirement) -> Iterator[str]:
    yield f"{row.id} (requirement, {row.level})"
    yield from textwrap.wrap(row.text, _WIDTH)
    yield from _row("note", row.note or "")
    yield from _row("feature", row.feature)
    yield from _row("checkpoints", _list(row.checkpoints))
    yield from _row("source", row.url)
    judges = [check.id for check in all_checks().values() if row.id in check.requirements]
    yield from _row("judged by", _list(judges))
    yield from _row("not examined", "" if judges else why_unexamined(row))


def _of_error_type(error: ErrorType) -> Iterator[str]:
    yield f"{error.name} (error type)"
    yield from _row("status", str(error.status))
    yield from _row("tolerated", _list(str(status) for status in sorted(error.widened - {error.status})))
    yield from _row("whole answer", _list(sorted(error.order_level)))
    yield from _row("of an item", _list(sorted(error.item_level)))
    yield from _row("also spelt", _list(sorted(error.aliases)))
    yield from _row("note", error.note or "")
    yield ""
    yield from _of_requirement(requirements()[error.requirement])


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _row(label: str, text: str) -> list[str]:
    if not text:
        return []
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=f"{label + ':':<14}",
        subsequent_indent=" " * 14,
        break_long_words=False,
        break_on_hyphens=False,
    )
