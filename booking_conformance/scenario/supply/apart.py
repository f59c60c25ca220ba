"""Opportunities for one Order that do not take place at the same time: a system may refuse to book such together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from booking_conformance.openactive.iso8601 import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from booking_conformance.scenario.supply.shelved import Shelved
    from booking_conformance.scenario.supply.wanted import Wanted

# So many different times are looked at for each want, at most: whether all go together takes all combinations.
_TIMES = 8
# So much rarer than the cheapest may be what is lent for its time: what only two serve for stays with who needs it.
_RARER = 0.5
_WITHOUT_END = timedelta(days=1)


def at_different_times(wanted: Sequence[Wanted], choices: Sequence[Sequence[Shelved]]) -> list[Shelved] | None:
    """Return one for each want, none at the time of another, the cheaper the earlier; None where there are none.

    What is much worse to lend than the cheapest is left out. Who wants another offer than the rest gets one, if one of
    another time has it.
    """
    if len(wanted) == 1 or not all(choices):
        return None
    regardless = [replace(each, apart=False) for each in wanted]
    return _placed(wanted, choices) or (_placed(regardless, choices) if regardless != list(wanted) else None)


def _placed(wanted: Sequence[Wanted], choices: Sequence[Sequence[Shelved]]) -> list[Shelved] | None:
    found: list[Shelved] = []
    fits = [list(_worth_a_look(each, fit)) for each, fit in zip(wanted, choices, strict=True)]

    def goes_with(one: Shelved) -> bool:
        """Return whether it goes together with what was found for the wants before."""
        own = wanted[len(found)]
        for other, theirs in zip(found, wanted, strict=False):
            same_offer = one.offer_for(own).id == other.offer_for(theirs).id
            if _overlap(one, other) or (same_offer and (own.apart or theirs.apart)):
                return False
        return True

    def place() -> bool:
        if len(found) == len(wanted):
            return True
        for one in fits[len(found)]:
            if goes_with(one):
                found.append(one)
                if place():
                    return True
                found.pop()
        return False

    return found if place() else None


def _worth_a_look(wanted: Wanted, choices: Sequence[Shelved]) -> Iterator[Shelved]:
    """Yield the cheapest of each time and offer, the cheapest first."""
    ordered = sorted(choices, key=lambda each: each.cost(wanted))
    *settled, rarity, _ = ordered[0].cost(wanted)
    seen: set[tuple[datetime | None, str | None]] = set()
    for each in ordered:
        *state, rarer, _ = each.cost(wanted)
        place = each.published.start, each.offer_for(wanted).id if wanted.apart else None
        if state == settled and rarer - rarity < _RARER and place not in seen and len(seen) < _TIMES:
            seen.add(place)
            yield each


def _overlap(one: Shelved, other: Shelved) -> bool:
    if one is other:
        return True
    (began, ended), (other_began, other_ended) = _times(one), _times(other)
    if began is None or ended is None or other_began is None or other_ended is None:
        return False
    return began == other_began or (began < other_ended and other_began < ended)


def _times(shelved: Shelved) -> tuple[datetime | None, datetime | None]:
    """Return when it begins and ends; a whole day where it does not say when it ends."""
    start = shelved.published.start
    return start, start and (shelved.published.end or later(start, _WITHOUT_END))
