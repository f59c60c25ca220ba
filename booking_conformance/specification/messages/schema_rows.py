"""Which rows of the catalogue a violation of a message's schema breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from booking_conformance.specification.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from booking_conformance.specification.messages.violation import Violation

_ITEM_OF_A_PAGE = re.compile(r"^/items/\d+/data(?=/|$)")


@dataclass(frozen=True)
class _Rule:
    at: re.Pattern[str]
    messages: frozenset[str]
    rows: tuple[str, ...]

    def concerns(self, message: str, pointer: str) -> bool:
        return (not self.messages or message in self.messages) and self.at.match(pointer) is not None


def rows_broken(message: str, found: Iterable[Violation]) -> tuple[str, ...]:
    """Return the rows that violations of the named message break, at least one for each of them, without repetition."""
    return tuple(dict.fromkeys(row for violation in found for row in _rows(message, violation)))


def _rows(message: str, violation: Violation) -> list[str]:
    pointer = _ITEM_OF_A_PAGE.sub("", violation.pointer)
    found = [row for rule in _rules() for row in rule.rows if rule.concerns(message, pointer)]
    return found or [_otherwise(message, missing=violation.got == "nothing")]


def _otherwise(message: str, *, missing: bool) -> str:
    table = _table()
    named: str = table["otherwise"]["missing" if missing and message in table["groups"]["answers"] else "wrong"]
    return named


@cache
def _table() -> Any:
    return read_yaml("schema_rows.yaml")


@cache
def _rules() -> tuple[_Rule, ...]:
    table = _table()
    return tuple(_rule(row, table["groups"]) for row in table["rules"])


def _rule(row: dict[str, object], groups: dict[str, list[str]]) -> _Rule:
    named: Iterable[str] = row.get("messages", ())  # type: ignore[assignment]  # a list of names, as the table says
    messages = frozenset(message for name in named for message in groups.get(name, [name]))
    return _Rule(re.compile(str(row["at"])), messages, tuple(row["rows"]))  # type: ignore[arg-type]  # as above
