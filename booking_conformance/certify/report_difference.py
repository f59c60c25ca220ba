"""What two reports differ in: what broke, what was fixed, and what changed otherwise."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from booking_conformance.certify.json_difference import NOTHING, differences
from booking_conformance.check.renames import current_id
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BROKEN = frozenset({Verdict.ERROR, Verdict.FAIL, Verdict.NOT_TESTABLE, Verdict.WARN})
# What holds now: what was not judged, or is no longer declared, was not fixed.
_HOLDS = frozenset({Verdict.PASS, Verdict.INFO})
_HEAD = ("verdict", "scope", "suite", "target")
# What a check is reported as when one of the reports does not have it.
_ABSENT = "absent"


class Kind(StrEnum):
    """What became of a check: broken now, fixed now, or changed in another way."""

    NEW = "new"
    FIXED = "fixed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """A check whose instances came to other verdicts.

    ``before`` and ``after`` are its verdicts, ``instances`` those of its instances that differ, by id, ``requirements``
    the rows that it breaks where it is broken, else those that it cites.
    """

    kind: Kind
    id: str
    title: str
    before: str
    after: str
    requirements: tuple[str, ...]
    instances: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class ReportDifference:
    """``head`` maps places in report.json (verdict, scope, suite, target) to what they held before and hold now."""

    head: Mapping[str, tuple[Any, Any]]
    changes: tuple[Change, ...]

    def of(self, kind: Kind) -> list[Change]:
        """Return the changes of one kind."""
        return [change for change in self.changes if change.kind is kind]

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON: ``head`` and a list of changes by kind."""
        return {"head": dict(self.head), **{kind: [asdict(change) for change in self.of(kind)] for kind in Kind}}


def difference(before: dict[str, Any], after: dict[str, Any]) -> ReportDifference:
    """Return what two reports, given as report.json, differ in. A check that was renamed is the same check."""
    places = ((name, before[name], after[name]) for name in _HEAD)
    head = {
        f"/{name}{place}": (_value(one), _value(other))
        for name, first, second in places
        for place, one, other in differences(first, second)
    }
    return ReportDifference(head, tuple(_changes(_by_id(before), _by_id(after))))


def difference_of_selection(before: dict[str, Any], after: dict[str, Any]) -> ReportDifference:
    """Return what became of the checks that ``after`` reports, compared with an earlier report of more or others."""
    selected = {current_id(check["id"]) for check in after["checks"]}
    kept = [check for check in before["checks"] if current_id(check["id"]) in selected]
    found = difference({**before, "checks": kept}, after)
    return ReportDifference({}, found.changes)


def _value(value: object) -> object:
    return None if value is NOTHING else value


def _by_id(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {current_id(check["id"]): check for check in document["checks"]}


def _changes(before: Mapping[str, dict[str, Any]], after: Mapping[str, dict[str, Any]]) -> Iterator[Change]:
    for identifier in sorted(before.keys() | after.keys()):
        first, second = before.get(identifier, {}), after.get(identifier, {})
        instances = _instances(first, second)
        verdicts = first.get("verdict", _ABSENT), second.get("verdict", _ABSENT)
        if verdicts[0] != verdicts[1] or instances:
            rows = _rows(second) or _rows(first) or (second or first)["requirements"]
            title = (second or first)["title"]
            yield Change(_kind(*verdicts), identifier, title, *verdicts, tuple(rows), instances)


def _kind(before: str, after: str) -> Kind:
    if before in _BROKEN:
        return Kind.FIXED if after in _HOLDS else Kind.CHANGED
    return Kind.NEW if after in _BROKEN else Kind.CHANGED


def _instances(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the verdicts of the instances that differ; an id is written with the name that its check has now."""
    first, second = _verdicts(before), _verdicts(after)
    found = {name: (first.get(name, _ABSENT), second.get(name, _ABSENT)) for name in {**first, **second}}
    return {name: pair for name, pair in found.items() if pair[0] != pair[1]}


def _verdicts(check: dict[str, Any]) -> dict[str, str]:
    return {_renamed(instance["id"]): instance["verdict"] for instance in check.get("instances", ())}


def _renamed(instance: str) -> str:
    name, bracket, labels = instance.partition("[")
    return f"{current_id(name)}{bracket}{labels}"


def _rows(check: dict[str, Any]) -> list[str]:
    found = [
        row
        for instance in check.get("instances", ())
        for evidence in instance["evidence"]
        for row in evidence["requirements"]
    ]
    return sorted(set(found))
