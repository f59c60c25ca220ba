"""What the open feeds published of the opportunities that were quoted and booked afterwards."""

from booking_conformance.check import check, not_applicable, require, verify
from booking_conformance.openactive.opportunities.criteria import APPROVAL
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document, Reading

_SCENARIO = "booking"
_QUOTES = ("C1", "C2")
_OF_PROPOSALS = (APPROVAL, f"{OPENACTIVE}OpenBookingMessageExchange")


def _requirements(conversation: Reading, item: Document) -> list[str | None]:
    """Return the openBookingFlowRequirement of the offer by which an item was asked for."""
    offer = Document(conversation.fact("opportunities").get(item["orderedItem"].id, {}).get("offer"))
    return [entry.text for entry in offer["openBookingFlowRequirement"].each()]


@check("opportunity-feeds.flow-requirement-needed", cites=("bkb-007",), scenario=_SCENARIO, only={"flow": ("simple",)})
def test_flow_requirement_needed(conversation: Reading) -> None:
    """openBookingFlowRequirement lists only what booking the offer needs.

    Pass: no offer that was booked without a proposal lists OpenBookingApproval or OpenBookingMessageExchange. Fail: one
    does. Not testable: nothing was booked.
    """
    booked = conversation.success("B")
    for item in verify.each(booked.sent["orderedItem"].each(), "No item was booked."):
        listed = _requirements(conversation, item)
        for name in _OF_PROPOSALS:
            message = f"The offer lists {name}, but was booked without it."
            require(name not in listed, message, at=booked, expected="no such value", got=", ".join(map(str, listed)))


@check("opportunity-feeds.approval-listed", cites=("p-024",), scenario=_SCENARIO, feature="approval")
def test_approval_listed(conversation: Reading) -> None:
    """An offer that needs approval lists OpenBookingApproval in the open feed.

    Pass: where C1 or C2 states orderRequiresApproval, an offer of its items lists it. Fail: none does. Not applicable:
    no quote needs approval.
    """
    quotes = [conversation.success(step) for step in _QUOTES if conversation.has(step)]
    needing = [quote for quote in quotes if quote.answer["orderRequiresApproval"].boolean is True]
    for quote in verify.each(needing, "No quote needs approval."):
        listed = [name for item in quote.sent["orderedItem"].each() for name in _requirements(conversation, item)]
        message = "The quote needs approval, but none of its offers says so in the open feed."
        require(APPROVAL in listed, message, at=quote.answer["orderRequiresApproval"], expected=APPROVAL, got=listed)


@check("opportunity-feeds.tax-mode-as-answered", cites=("tax-006",), scenario=_SCENARIO)
def test_tax_mode_as_answered(conversation: Reading) -> None:
    """A Seller has the same taxMode in the open feeds as in responses.

    Pass: the Seller of each opportunity that was booked has it. Fail: one has another. Not applicable: the open feeds
    give the Seller by its @id, or the response has no taxMode.
    """
    sellers = [_published_seller(opportunity) for opportunity in conversation.fact("opportunities").values()]
    answered = conversation.success("C1").answer["seller"]
    same = [seller for seller in sellers if seller.id == answered.id and seller["taxMode"]]
    if not answered["taxMode"]:
        not_applicable("The response has no taxMode.")
    for seller in verify.each(same, "The open feeds do not describe the Seller of the response."):
        published, message = seller["taxMode"].text, "The open feed has a different taxMode for this Seller."
        require(answered["taxMode"].text == published, message, at=answered["taxMode"], expected=published)


def _published_seller(known: dict[str, object]) -> Document:
    return PublishedOpportunity.of(str(known["type"]), known["data"], known["parent"]).seller


@check("opportunity-feeds.withdrawn-is-deleted", cites=("rpde-021",), scenario="opportunity-withdrawn")
def test_withdrawn_is_deleted(conversation: Reading) -> None:
    """What an open feed has shown, and shows no longer, is marked as deleted there.

    Pass: an opportunity that its Seller withdrew became deleted. Fail: it did not within `feed_timeout`: a Broker goes
    on offering it. Not run: the Test Interface cannot withdraw opportunities, which is an extension.
    """
    conversation.success("withdrawal")
    seen = conversation.observation("withdrawn")
    require(seen.seen, "The feed does not mark it as deleted.", at=seen.item["state"], expected=seen.awaited)
