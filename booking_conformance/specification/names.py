"""The names that statuses and error types have in a version of the specification."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from booking_conformance.specification.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Names:
    """What a version names otherwise than CR3, which checks and tables speak: a row of ``schemas/names.yaml``."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    lacking: frozenset[str] = frozenset()

    def own(self, name: str) -> str:
        """Return the version's own name for what CR3 names so."""
        return self.renamed.get(name, name)

    def of_types(self, types: Collection[str]) -> frozenset[str]:
        """Return the version's own names of error types; none, so that any will do, where it has none for one."""
        return frozenset() if self.lacking.intersection(types) else frozenset(map(self.own, types))

    def spelt(self, text: str) -> str:
        """Return a text, such as a URL or a path, with each name of CR3 in it as the version has it."""
        return _WORD.sub(lambda word: self.own(word.group()), text) if self.renamed else text


@cache
def names_of(profile: str) -> Names:
    """Return the names under a profile; under one that names nothing otherwise, and under "", those of CR3."""
    row = _table().get(profile)
    return Names(row["renamed"], frozenset(row["lacking"])) if row else Names()


@cache
def profiles_with_names() -> tuple[str, ...]:
    """Return the profiles that name something otherwise than CR3."""
    return tuple(_table())


@cache
def _table() -> Mapping[str, Mapping[str, dict[str, str]]]:
    table: Mapping[str, Mapping[str, dict[str, str]]] = read_yaml("names.yaml")
    return table
