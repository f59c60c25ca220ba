"""Exchanges by the dozen: what is done to many of them, one after the other, finds its code and tables in the cache.

To read, prepare and judge each exchange before the next one took an eighth more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from booking_conformance.audit.batch import size_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from booking_conformance.recording import Exchange

_MOST_EXCHANGES = 64
# As documents, what was found in them included, they take about ten times as much: no more than is remembered.
_MOST_CHARACTERS = 200_000


class Prepared(NamedTuple):
    """An exchange as it is judged, the Base URI below which it stands, and the one that the system names."""

    exchange: Exchange
    base: str
    named: str


def in_groups(prepared: Iterable[Prepared]) -> Iterator[Prepared]:
    """Yield exchanges in their order, but take a group of them before the first of it is yielded."""
    group: list[Prepared] = []
    characters = 0
    for one in prepared:
        group.append(one)
        characters += size_of(one.exchange)
        if len(group) >= _MOST_EXCHANGES or characters >= _MOST_CHARACTERS:
            yield from group
            group, characters = [], 0
    yield from group
