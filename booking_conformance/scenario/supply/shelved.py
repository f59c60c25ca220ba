"""An opportunity of the open feeds on the shelf: what it serves for, and what is lent of it at the moment."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from booking_conformance.openactive.opportunities.criteria import CRITERIA, EXACT_SPACES, services
from booking_conformance.openactive.opportunities.opportunity import prepayment_of
from booking_conformance.openactive.opportunities.published import is_closed
from booking_conformance.openactive.opportunities.published_offer import PublishedOffer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from booking_conformance.openactive.opportunities.published import PublishedOpportunity
    from booking_conformance.recording import Document
    from booking_conformance.scenario.supply.wanted import Wanted

_FREE = "has a free space"
_UNSTATED_SPACES = 4
# What is on the shelf is looked at once, and asked for later.
_STAYS = timedelta(minutes=10)


@dataclass(eq=False)
class Shelved:
    """``serves`` maps each criterion and flow that it meets to the offer to book it by; ``seller`` is a name.

    ``prepayments`` maps the @id of each offer to how it is paid (``openactive/opportunities/opportunity.py``).
    ``set_aside`` says that it is for sentinels, ``kept`` that it is for those who watch its last space being taken.
    ``spaces`` is how many may be lent, ``lent`` how many are. ``returned`` is when it last came back, by the monotonic
    clock, None when it was never lent; ``spent`` says that its spaces may not have come back with it,
    ``proposed`` that an open OrderProposal may hold some.
    """

    published: PublishedOpportunity
    seller: str
    serves: Mapping[tuple[str, str], Document]
    prepayments: Mapping[str, str]
    spaces: int
    rarity: float = 0.0
    set_aside: bool = False
    kept: bool = False
    lent: int = 0
    borrowers: int = 0
    alone: bool = False
    returned: float | None = None
    spent: bool = False
    proposed: bool = False

    def is_for(self, wanted: Wanted) -> bool:
        """Return whether it is what is wanted, were nothing of it lent."""
        offered = self.seller == wanted.seller and (wanted.criterion, wanted.flow) in self.serves
        return offered and _spaces_of(wanted) <= self.spaces

    def is_free_for(self, wanted: Wanted) -> bool:
        """Return whether it is what is wanted, and to be had now."""
        if self.alone or not self.is_for(wanted) or (wanted.alone and self.borrowers):
            return False
        return self.lent + _spaces_of(wanted) <= self.spaces

    def left_for(self, wanted: Wanted) -> int:
        """Return how many spaces it has for whoever was just lent it alone."""
        return self.spaces - self.lent + _spaces_of(wanted)

    def offer_for(self, wanted: Wanted) -> Document:
        """Return the offer to book it by."""
        return self.serves[wanted.criterion, wanted.flow]

    def prepayment(self, wanted: Wanted) -> str:
        """Return how that offer is paid, "" when it is free."""
        return self.prepayments[self.offer_for(wanted).id or ""]

    def cost(self, wanted: Wanted) -> tuple[bool, int, float, bool]:
        """Return how bad it would be to lend this: the least is lent.

        What is set aside is for sentinels. Who watches its spaces gets one whose spaces are as they were at first.
        What serves for little else comes first, so that what is rare is left for those who need it; and what is in use
        already is shared on.
        """
        unsettled = 2 if self.spent else int(self.returned is not None)
        return (self.set_aside is not wanted.sentinel, unsettled * wanted.alone, self.rarity, not self.borrowers)

    def lend(self, wanted: Wanted) -> None:
        """Count the spaces that a scenario was given."""
        self.lent += _spaces_of(wanted)
        self.borrowers += 1
        self.alone = wanted.alone

    def take_back(self, wanted: Wanted, *, booked: bool) -> None:
        """Have it back; ``booked`` says that an Order for it may be left."""
        self.borrowers -= 1
        self.alone = False
        self.returned = time.monotonic()
        if booked:
            self.spent = True
            self.proposed = self.proposed or wanted.flow == "approval"
        else:
            self.lent -= _spaces_of(wanted)

    def renew(self) -> None:
        """Take it as never lent: all its spaces are there."""
        self.lent, self.returned, self.spent = 0, None, False


def _spaces_of(wanted: Wanted) -> int:
    takes_some = _FREE in CRITERIA[wanted.criterion] or EXACT_SPACES.get(wanted.criterion)
    return wanted.spaces if takes_some else 0


def shelve(
    published: PublishedOpportunity, seller: str, now: datetime, may_use: Callable[[PublishedOffer], bool], spared: int
) -> Shelved | None:
    """Return an opportunity with what it serves for by its offers, each of which ``may_use`` allows or not.

    For what several offers serve, the one is chosen that serves for the least, of those that can be booked in advance:
    what another is refused for shows nothing of the opportunity. ``spared`` spaces are never lent.
    """
    serves: dict[tuple[str, str], Document] = {}
    offered = [PublishedOffer(published, offer, now, _STAYS) for offer in published.offers if offer.id]
    found = [(services(each), each.data) for each in offered if may_use(each)]
    for met, offer in sorted(found, key=lambda pair: (not is_closed(pair[1]), -len(pair[0]))):
        serves |= dict.fromkeys(met, offer)
    capacity = _UNSTATED_SPACES if published.capacity is None else published.capacity
    prepayments = {offer.id or "": prepayment_of(offer) for offer in serves.values()}
    return Shelved(published, seller, serves, prepayments, max(capacity - spared, 0)) if serves else None


def note_rarity(shelved: Sequence[Shelved]) -> None:
    """Note how rare each is: the rarer what it serves for, and the more of that, the rarer."""
    count = Counter((each.seller, service) for each in shelved for service in each.serves)
    for each in shelved:
        each.rarity = sum(1 / count[each.seller, service] for service in each.serves)
