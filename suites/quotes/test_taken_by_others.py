"""What a quote says of the spaces that others have taken."""

from collections import Counter

from booking_conformance.check import check, inform, not_applicable, not_testable, require
from booking_conformance.check.comparison import bought, items
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.recording import Reading

_ALONE = "C2 of the rest"
_WHEN_TAKEN = ("C1 when taken", "C2 when taken")


@check("quotes.count-spaces-of-others", cites=("c1-005",), scenario="overtaken")
def test_count_spaces_of_others(conversation: Reading) -> None:
    """The spaces left that a quote states do not include those that another Order has booked.

    Another Order, of another booking partner if there is one, has booked the last space, and one of the control item
    where that had more. Pass: C1 and C2 then state none for the former, and one less for the latter, also where that is
    quoted alone. Fail: one states another number. Not applicable: none states the spaces left, which is only
    recommended. Not testable: the other Order was not booked. Info: others may have booked.
    """
    rival = conversation.success("rival B")
    # A B after approval names no items.
    taken = Counter(bought(item)[0] for item in conversation.success("rival C2").sent["orderedItem"].each())
    known = conversation.fact("opportunities")
    alone = [conversation.step(_ALONE)] if conversation.has(_ALONE) else []
    asked = [*(quote for quote in alone if quote.succeeded), *map(conversation.step, _WHEN_TAKEN)]
    listed = [item for quote in asked for item in items(quote)]
    stated = [
        (item["orderedItem"], left, known[opportunity]["capacity"] - taken[opportunity])
        for item in listed
        if known.get(opportunity := bought(item)[0], {}).get("capacity") is not None
        and (left := capacity_of(known[opportunity]["type"], item["orderedItem"].plain())) is not None
    ]
    if not listed:
        not_testable("Neither C1 nor C2 listed an item.", at=rival)
    if not stated:
        not_applicable("Neither C1 nor C2 states the spaces left, which is only recommended.")
    for place, left, expected in stated:
        if left != expected and not known[place.id or ""]["exclusive"]:
            inform(f"{left} spaces are stated, but others may have booked or cancelled.", at=place)
        message = "A quote must not count a space as left that another Order has booked."
        require(left == expected, message, at=place, expected=f"{expected} spaces", got=f"{left} spaces")
