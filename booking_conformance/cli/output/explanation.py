"""What is known of a check, a requirement, an error type, a feature, a fault: whatever has an id, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check.planning.instances import feature_of, scope_of
from booking_conformance.check.registry import all_checks
from booking_conformance.check.renames import renamed
from booking_conformance.cli.output.columns import labelled, titled, wrapped
from booking_conformance.cli.output.explained_defects import of_fault, of_variant
from booking_conformance.embedded.known_faults import known_faults, known_variants
from booking_conformance.errors import UsageError
from booking_conformance.prove.fault_table import faults_by_check
from booking_conformance.specification import error_types, requirements
from booking_conformance.specification.features import features, shown_by
from booking_conformance.specification.unexamined import why_unexamined
from booking_conformance.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from booking_conformance.check import Check


def explanation(name: str) -> str:
    """Return everything about what has this id or name; UsageError when nothing has."""
    if name in renamed():
        return f"{name} is now called {renamed()[name]}.\n\n{explanation(renamed()[name])}"
    for known, explain in _KINDS:
        if name in known():
            return "\n".join(explain(name))
    near = nearest(name, [*(word for known, _ in _KINDS for word in known()), *renamed()])
    hint = f'Did you mean "{near}"?' if near else "`checks` lists the checks, `serve --list` faults and variants."
    raise UsageError(f"nothing is called {name}", hint)


def _prefixes() -> set[str]:
    return {check_id.partition(".")[0] for check_id in all_checks()}


def _of_prefix(name: str) -> Iterator[str]:
    yield f"{name} (checks)"
    yield from _titles([check for check in all_checks().values() if check.id.partition(".")[0] == name])
    if name in features():
        yield ""
        yield from _of_feature(name)


def _titles(checks: Sequence[Check]) -> Iterator[str]:
    columns = [max(len(check.id) for check in checks), len("SHOULD")]
    for check in checks:
        yield from titled([check.id, check.level], check.title, columns)


def _of_feature(name: str) -> Iterator[str]:
    row = features()[name]
    yield f"{name} (feature{', of every booking system' if row.required else ''})"
    yield from wrapped(row.means)
    yield from labelled("declared by", row.declared_by or ("" if row.required else f"{name} = true under [features]"))
    yield from labelled("peer", _list(row.peer))
    shown = [c for c in all_checks().values() if row.id in shown_by(c.id, feature_of(c))]
    if shown:
        yield ""
        yield from _titles(shown)


def _of_check(name: str) -> Iterator[str]:
    check = all_checks()[name]
    yield f"{check.id} (check, {check.level})"
    yield ""
    yield check.description
    yield ""
    yield from labelled("feature", feature_of(check) or "core")
    yield from labelled("scope", scope_of(check))
    yield from labelled(
        "judges", f"scenario {check.scenario}" if check.scenario else f"exchanges of {_list(check.calls)}"
    )
    yield from labelled("faults", _list(faults_by_check().get(check.id, ())))
    for row in check.requirements:
        yield ""
        yield from _of_requirement(row)


def _of_requirement(name: str) -> Iterator[str]:
    row = requirements()[name]
    yield f"{row.id} (requirement, {row.level})"
    yield from wrapped(row.text)
    yield from labelled("note", row.note or "")
    yield from labelled("feature", row.feature)
    yield from labelled("checkpoints", _list(row.checkpoints))
    yield from labelled("source", row.url)
    judges = [check.id for check in all_checks().values() if row.id in check.requirements]
    yield from labelled("judged by", _list(judges))
    yield from labelled("not examined", "" if judges else why_unexamined(row))


def _of_error_type(name: str) -> Iterator[str]:
    error = error_types()[name]
    yield f"{error.name} (error type)"
    yield from labelled("status", str(error.status))
    yield from labelled("tolerated", _list(str(status) for status in sorted(error.widened - {error.status})))
    yield from labelled("whole answer", _list(sorted(error.order_level)))
    yield from labelled("of an item", _list(sorted(error.item_level)))
    yield from labelled("also spelt", _list(sorted(error.aliases)))
    yield from labelled("note", error.note or "")
    yield ""
    yield from _of_requirement(error.requirement)


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


_KINDS: tuple[tuple[Callable[[], Collection[str]], Callable[[str], Iterator[str]]], ...] = (
    (all_checks, _of_check),
    (requirements, _of_requirement),
    (error_types, _of_error_type),
    (_prefixes, _of_prefix),
    (features, _of_feature),
    (known_faults, of_fault),
    (known_variants, of_variant),
)
