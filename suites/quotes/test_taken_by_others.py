"""What a quote says of the spaces that others have taken."""

from booking_conformance.check import check, inform, not_applicable, not_testable, require
from booking_conformance.check.comparison import bought, items
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.recording import Reading


@check("quotes.count-spaces-of-others", cites=("c1-005",), scenario="overtaken")
def test_count_spaces_of_others(conversation: Reading) -> None:
    """The spaces left that a quote states do not include those that another Order has booked.

    Another Order has booked the last space. Pass: C1 and C2 then state no space left for it. Fail: one states that
    there is one. Not applicable: neither states the spaces left, which is only recommended. Not testable: the other
    Order was not booked.
    """
    rival = conversation.success("rival B")
    # A B after approval names no items.
    taken = [bought(item)[0] for item in conversation.success("rival C2").sent["orderedItem"].each()]
    known = conversation.fact("opportunities")
    listed = [item for step in ("C1", "C2") for item in items(conversation.step(f"{step} when taken"))]
    stated = [
        (item["orderedItem"], left)
        for item in listed
        if (opportunity := bought(item)[0]) in taken
        and (left := capacity_of(known[opportunity]["type"], item["orderedItem"].plain())) is not None
    ]
    if not listed:
        not_testable("Neither C1 nor C2 listed an item.", at=rival)
    if not stated:
        not_applicable("Neither C1 nor C2 states the spaces left, which is only recommended.")
    for place, left in stated:
        if left != 0 and not known[place.id or ""]["exclusive"]:
            inform(f"{left} spaces are stated, but others may have given them back.", at=place)
        message = "A quote must not count a space as left that another Order has booked."
        require(left == 0, message, at=place, expected="0 spaces", got=f"{left} spaces")
