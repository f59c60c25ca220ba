"""B books what was quoted."""

from booking_conformance.check import check
from booking_conformance.check.comparison import CAPACITIES, ITEM_PARTS, TOTALS, agree, pairs
from booking_conformance.recording import Reading


@check("b.equals-c2", cites=("c2-006",), scenario="booking")
def test_b_equals_c2(conversation: Reading) -> None:
    """B, and P before it, state the same items and prices as C2.

    Pass: items, opportunities, offers, tax and totals are equal; the spaces left may differ, and so may what only
    an Order may have. Fail: one of them differs.
    """
    c2 = conversation.success("C2")
    conversation.success("B")
    for step in (step for step in ("P", "B") if conversation.has(step)):
        later = conversation.success(step)
        for here, there in pairs(later, c2):
            for part in ITEM_PARTS:
                agree(here[part], there[part], f"{step} returned a different {part} from C2.", CAPACITIES)
        for part in TOTALS:
            agree(later.answer[part], c2.answer[part], f"{step} returned a different {part} from C2.")
