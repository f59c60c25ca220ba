"""A Seller negotiates and writes only where the open feeds say so."""

from booking_conformance.check import check, equal, not_applicable, not_shown, not_testable, require
from booking_conformance.recording import Document, Reading

_OPEN = "https://openactive.io/OpenBooking"
SCENARIO = "proposal-fixed"


def _rejected(conversation: Reading, flag: str) -> Document:
    """Return the rejected proposal of the feed, if the open feed does not list the requirement for its offer."""
    offers = [Document(known["offer"]) for known in conversation.fact("opportunities").values()]
    listed = [entry.text for offer in offers for entry in offer["openBookingFlowRequirement"].each()]
    if f"{_OPEN}{flag}" in listed:
        not_applicable(f"The offer lists OpenBooking{flag}.")
    seen = conversation.observation("rejection")
    if not seen.seen:
        not_shown("The feed did not show the rejected proposal.", at=conversation.success("P"))
    return seen.item["data"]


@check("proposals-feed.negotiation-is-announced", cites=("p-040",), scenario=SCENARIO)
def test_negotiation_is_announced(conversation: Reading) -> None:
    """A Seller amends a proposal only if the open feed states OpenBookingNegotiation for one of its offers.

    Pass: a proposal of an offer without it keeps the orderProposalVersion of P, though the Test Interface was asked to
    amend it. Fail: it has another. Not testable: P or the rejection that ends it failed, or was not seen.
    """
    proposal = conversation.success("P")
    version = proposal.answer["orderProposalVersion"].plain()
    if not version:
        not_testable("P returned no orderProposalVersion.", at=proposal)
    conversation.step("amendment")
    data = _rejected(conversation, "Negotiation")
    equal(data["orderProposalVersion"], version, "The proposal was amended, but no offer lists OpenBookingNegotiation.")


@check("proposals-feed.messages-are-announced", cites=("p-044",), scenario=SCENARIO, feature="message-exchange")
def test_messages_are_announced(conversation: Reading) -> None:
    """A Seller writes on a proposal only if the open feed states OpenBookingMessageExchange for one of its offers.

    Pass: a proposal of an offer without it has no orderSellerNote, though the Test Interface was asked to amend it.
    Fail: it has one. Not testable: P or the rejection that ends it failed, or was not seen.
    """
    conversation.step("amendment")
    note = _rejected(conversation, "MessageExchange")["orderSellerNote"]
    message = "The Seller wrote a note, but no offer lists OpenBookingMessageExchange."
    require(not note, message, at=note, expected="nothing")
