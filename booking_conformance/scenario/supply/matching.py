"""Giving each of several wants an opportunity of its own, where that is possible at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

Thing = TypeVar("Thing", bound="Hashable")


def matched(choices: Sequence[Sequence[Thing]]) -> list[Thing] | None:
    """Return one thing for each list of choices, none twice, the earlier in its list the better; None if it cannot be.

    A want may give up its first choice for another that has no other.
    """
    owner: dict[Thing, int] = {}

    def place(want: int, tried: set[Thing]) -> bool:
        for thing in choices[want]:
            if thing in tried:
                continue
            tried.add(thing)
            if thing not in owner or place(owner[thing], tried):
                owner[thing] = want
                return True
        return False

    if not all(place(want, set()) for want in range(len(choices))):
        return None
    things = {want: thing for thing, want in owner.items()}
    return [things[want] for want in range(len(choices))]
