"""A Seller negotiates and writes only where the open feeds say so."""

from datetime import timedelta

from booking_conformance.check import check, each, equal, not_applicable, not_shown, not_testable, require
from booking_conformance.recording import Document, Reading

_OPEN = "https://openactive.io/OpenBooking"
SCENARIO = "proposal-fixed"
_BETWEEN_NOTES = timedelta(minutes=5)


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


@check("proposals-feed.notes-are-rare", cites=("p-047",), scenario="proposal-notes")
def test_notes_are_rare(conversation: Reading) -> None:
    """A Seller publishes at most one note on an OrderProposal in five minutes.

    Pass: of a proposal that its Seller amended twice within five minutes, the feed showed one note. Fail: it showed
    another one before five minutes had passed since P. Not applicable: it showed none.
    """
    proposed = conversation.success("P")
    seen = [conversation.observation(name) for name in ("amendment", "second amendment", "rejection")]
    shown = [entry.item["data"]["orderSellerNote"] for entry in seen if entry.seen]
    notes = each((note for note in shown if note.text), "The feed showed no note from the Seller.")
    first = next(notes)
    for later in notes:
        page = next(exchange for exchange in conversation.everything if exchange.id == later.exchange)
        rare = later.text == first.text or page.ended - proposed.started >= _BETWEEN_NOTES
        require(rare, "There is a second note within five minutes.", at=later, expected=first.text)
