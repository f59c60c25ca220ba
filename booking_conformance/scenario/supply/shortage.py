"""Why the open feeds show too little of what is wanted, and what can be done about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.openactive.opportunities.criteria import (
    ASSUMED,
    EXTENSIONS,
    LAST_SPACE,
    NEED_NOT_BE_SOLD,
    PLAIN,
    never_left,
)
from booking_conformance.recording import Lack
from booking_conformance.scenario.supply.wanted import Shortage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from booking_conformance.scenario.supply.restraint import Restraint
    from booking_conformance.scenario.supply.shelved import Shelved
    from booking_conformance.scenario.supply.wanted import Wanted

_LEAST = "Bookable"


def shortage_of(
    wanted: Sequence[Wanted],
    serving: Callable[[Wanted], Collection[Shelved]],
    shelved: Mapping[str, Sequence[Shelved]],
    restraint: Restraint,
) -> Shortage:
    """Return what there is least of, in comparison with what is wanted.

    ``serving`` returns what serves a want, of all that is ``shelved`` by type.
    """
    asked = Counter(wanted)
    there = {each: {one for way in each.ways for one in serving(way)} for each in asked}
    worst = max(asked, key=lambda each: asked[each] - len(there[each]))
    withheld = restraint.remedy(worst)
    may_be_unsold = bool(shelved[worst.kind]) and not there[worst] and not withheld
    if never := _why_never(worst, shelved[worst.kind], may_be_unsold=may_be_unsold):
        return Shortage(worst, never, more=0, lack=Lack.NONE)
    usable = sum(not one.set_aside for one in there[worst])
    more = max(asked[worst] - usable, 1)
    return Shortage(
        worst,
        _reason(len(there[worst]), usable, asked[worst]),
        more=more,
        remedy=withheld or _remedy(worst, more),
        lack=_lack(worst, withheld, sold=bool(serving(replace(worst, criteria=(_LEAST,), spaces=1)))),
    )


def _why_never(wanted: Wanted, shelved: Sequence[Shelved], *, may_be_unsold: bool) -> str:
    """Return why a system that is as it should be may have none of these, "" where nothing says so."""
    never = never_left(wanted.criterion, [one.published.capacity for one in shelved])
    return never or (NEED_NOT_BE_SOLD.get(wanted.criterion, "") if may_be_unsold else "")


def _reason(shown: int, usable: int, asked: int) -> str:
    kept = ", of which one is kept to make later changes with" if usable < shown else ""
    needed = f"; {asked} are needed at a time" if asked > 1 else ""
    return f"the open feeds show {shown or 'none'}{kept}{needed}"


def _remedy(wanted: Wanted, more: int) -> str:
    or_deny = f" Or declare {ASSUMED[wanted.criterion]} = false." if wanted.criterion in ASSUMED else ""
    return f"Publish {more} more {wanted}, of the {wanted.seller} Seller.{or_deny}"


def _lack(wanted: Wanted, withheld: str, *, sold: bool) -> Lack:
    """Return whether the run needed it.

    Nobody need publish more for a run than there is, nor what a feature has that is not shown: where anything is
    ``sold`` that can be booked, the rest is beyond the run. The last space of an opportunity may be one that a customer
    has left. What a setting keeps it from is beyond it, too, but for what every verdict rests on.
    """
    unasked = wanted.criterion in EXTENSIONS or wanted.criterion == LAST_SPACE
    return Lack.BEYOND if sold or unasked or (withheld and wanted.criterion not in PLAIN) else Lack.NEEDED
