"""Which properties the answer to a call must leave out or contain, as frozen values."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from booking_conformance.json_path import select
from booking_conformance.specification.data_files import read_yaml


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """A property that must be absent from (or present in) the answer to a call.

    ``holder`` is the path of what the property would stand in. ``supplied`` are paths in requests: that it is absent
    shows something only where the Order was given one of them. ``also`` are rows of the catalogue that are broken along
    with ``requirement``.
    """

    call: str
    outcomes: frozenset[str]
    path: str
    holder: str
    rule: str
    requirement: str
    level: str
    check: str
    supplied: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def requirements(self) -> tuple[str, ...]:
        """The rows of the catalogue that are broken."""
        return (self.requirement, *self.also)

    def breaches(self, document: object) -> list[str]:
        """Return the pointers at which a document breaks the rule; "" if what must be present is nowhere."""
        found = [pointer for pointer, _ in select(self.path, document)]
        if self.rule == "absent":
            return found
        return [] if found else [""]


@cache
def property_presence() -> tuple[PropertyRule, ...]:
    """Return the rules of presence, one for each call and path."""
    return tuple(
        _property_rule(row, call, path)
        for row in read_yaml("property_presence.yaml")
        for call in row["calls"]
        for path in row["paths"]
    )


def _property_rule(row: dict[str, Any], call: str, path: str) -> PropertyRule:
    return PropertyRule(
        call=call,
        outcomes=frozenset(row.get("outcomes", ("success", "item-errors"))),
        path=path,
        holder=path.rpartition(".")[0],
        rule=row.get("rule", "absent"),
        requirement=row["requirement"],
        level=row["level"],
        check=row["check"].format(call=call.lower()),
        supplied=tuple(row.get("supplied", ())),
        also=tuple(row.get("also", ())),
    )
