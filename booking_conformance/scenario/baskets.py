"""What the target takes in one Order: which items cannot be booked together is for it to say (err-037)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from booking_conformance.openactive.answers import errors_of
from booking_conformance.scenario.act_again import ActAgain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.openactive.opportunities.opportunity import Opportunity
    from booking_conformance.recording import Exchange

_IN_CONFLICT = "OpportunityIsInConflictError"
# No type of error is defined for an Order that is too large (part 7, no. 20).
_OF_NO_TYPE = "OpenBookingError"
_FEWEST = 2


class Parted(ActAgain):
    """The target does not take items together: a scenario that is acted out again does without such a basket."""


class Baskets:
    """What is known of the target's limits, from the baskets that it refused. At first it may take any.

    ``most`` is how many items it takes, ``lessons`` how many refusals taught something. So few can that a scenario is
    acted out again a few times at most. A single item that is refused teaches nothing, nor do items that were taken
    together before: that is for the checks to judge.
    """

    def __init__(self) -> None:
        self.most: float = math.inf
        self.lessons = 0
        self._taken: set[tuple[str, ...]] = set()
        self._least_with_repeats: float = math.inf

    @property
    def takes_repeats(self) -> bool:
        """Whether an Order may have several spaces of one opportunity, for all that is known."""
        return self._least_with_repeats > self.most or math.isinf(self._least_with_repeats)

    @property
    def takes_pairs(self) -> bool:
        """Whether an Order may have two spaces of one opportunity."""
        return self.most >= _FEWEST and self.takes_repeats

    @property
    def most_taken(self) -> int:
        """How many items it was seen to take together; 0 where it has taken none yet."""
        return max(map(len, self._taken), default=0)

    def fitting(self, opportunities: Sequence[Opportunity]) -> list[Opportunity]:
        """Return as many of these, from the first on, as the target takes in one Order, for all that is known."""
        several = opportunities if self.takes_repeats else {each.id: each for each in opportunities}.values()
        return list(several)[: len(opportunities) if math.isinf(self.most) else int(self.most)]

    def take(self, opportunities: Sequence[str]) -> None:
        """Take note that the target has taken these, by @id, together."""
        self._taken.add(tuple(sorted(opportunities)))

    def refuses(self, opportunities: Sequence[str]) -> str:
        """Return what is known that keeps the target from taking these, by @id, together; "" when it may."""
        if len(opportunities) > self.most:
            return f"takes no more than {'one item' if self.most == 1 else f'{self.most:g} items'} in one Order"
        if len(set(opportunities)) < len(opportunities) and not self.takes_repeats:
            return "takes no two spaces of an opportunity in one Order"
        return ""

    def may_learn(self, quote: Exchange, opportunities: Sequence[str]) -> bool:
        """Return whether the answer to C1 or C2 refuses these together, which is not known yet."""
        return self._is_refusal(quote, opportunities) and not self.refuses(opportunities)

    def _is_refusal(self, quote: Exchange, opportunities: Sequence[str]) -> bool:
        several = len(opportunities) >= _FEWEST and tuple(sorted(opportunities)) not in self._taken
        return several and refused_together(quote) > 0

    def learn(self, quote: Exchange, opportunities: Sequence[str]) -> str:
        """Return why the answer to C1 or C2 refuses these together, and remember it; "" where it does not."""
        if not self._is_refusal(quote, opportunities):
            return ""
        known = self.refuses(opportunities)
        if known:
            return known
        size, flagged = len(opportunities), refused_together(quote)
        if len(set(opportunities)) < size and self.takes_repeats:
            self._least_with_repeats = size
        elif size > self.most_taken:
            self.most = max(size - flagged, self.most_taken, 1)
        else:
            return "does not take these items in one Order"
        self.lessons += 1
        return self.refuses(opportunities)


def refused_together(quote: Exchange) -> int:
    """Return how many items were refused for those beside them, less than all; 0 where that was not the reason."""
    if not quote.is_whole or not 400 <= quote.status < 500:
        return 0
    items = quote.answer["orderedItem"].each()
    if not items:
        return int(quote.answer.type == _OF_NO_TYPE)
    flagged = sum(any(error.type == _IN_CONFLICT for error in errors_of(item)) for item in items)
    return flagged if flagged < len(items) else 1
