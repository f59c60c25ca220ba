"""What C1 asks for, the open feed has said of the offer."""

from booking_conformance.check import not_testable, require
from booking_conformance.recording import Document, Reading


def require_flagged(conversation: Reading, announced: str, requirement: str, what: str) -> None:
    """Fail unless the open feed lists a flow requirement for the offer of each item on which C1 announces details.

    ``announced`` is the property that announces them; ``what`` is what C1 has to announce for this to be testable.
    """
    asking = [item for item in conversation.success("C1").answer["orderedItem"].each() if item[announced].each()]
    if not asking:
        not_testable(f"C1 announced no {what}.")
    known = conversation.fact("opportunities")
    message = f"The offer in the open feed must list {requirement.rpartition('/')[2]}."
    for item in asking:
        offer = Document(known.get(item["orderedItem"].id, {}).get("offer"))
        flags = [entry.text for entry in offer["openBookingFlowRequirement"].each()]
        require(requirement in flags, message, at=item[announced], expected=requirement)
