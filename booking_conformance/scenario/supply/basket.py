"""What goes into one Order together, chosen from what there is for each of several wants."""

from __future__ import annotations

from collections import Counter
from heapq import nsmallest
from typing import TYPE_CHECKING

from booking_conformance.scenario.supply.apart import at_different_times
from booking_conformance.scenario.supply.matching import matched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.scenario.supply.shelved import Shelved
    from booking_conformance.scenario.supply.wanted import Wanted


def in_one_basket(wanted: Sequence[Wanted], choices: Sequence[Sequence[Shelved]]) -> list[Shelved] | None:
    """Return the cheapest for each that go into one Order together; None where there are none.

    They need not go together when they are paid in different ways (part 7, no. 23); what is free goes with everything.
    Nor need they when they take place at the same time (err-037): such are chosen only where there are no others.
    """
    fits = list(zip(wanted, choices, strict=True))
    paid = Counter(kind for each, fit in fits for one in fit if (kind := one.prepayment(each)))
    for kind in [kind for kind, _ in paid.most_common()] or [""]:
        alike = [[one for one in fit if one.prepayment(each) in {"", kind}] for each, fit in fits]
        cheapest = [_cheapest(len(wanted), each, fit) for each, fit in zip(wanted, alike, strict=True)]
        found = at_different_times(wanted, alike) or matched(cheapest)
        if found is not None:
            return found
    return None


def _cheapest(count: int, wanted: Wanted, choices: Sequence[Shelved]) -> list[Shelved]:
    """Return so many of these as can matter, the cheapest first."""
    if not wanted.apart:
        return nsmallest(count, choices, lambda each: each.cost(wanted))
    seen: Counter[str | None] = Counter()
    turns = []
    for each in sorted(choices, key=lambda each: each.cost(wanted)):
        offer = each.offer_for(wanted).id
        turns.append((seen[offer], each))
        seen[offer] += 1
    return [each for _, each in sorted(turns, key=lambda turn: turn[0])][:count]
