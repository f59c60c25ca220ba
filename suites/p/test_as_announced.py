"""B for what was neither proposed nor approved though a quote announced it, and for what was, in whatever recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, not_applicable, outcome, require
from booking_conformance.check.anew import asks_anew
from booking_conformance.check.comparison import wanted
from booking_conformance.recording import NotRecorded
from booking_conformance.recording.booking import sold_as

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, History

_QUOTES = frozenset({"C1", "C2"})
_DETAILS = ("attendee", "orderItemIntakeFormResponse")


@check("p.never-booked-unproposed", cites=("p-039",), calls=("B",), feature="approval", examples=("proposal",))
def test_never_booked_unproposed(exchange: Exchange, history: History) -> None:
    """B makes no Order of what needs the Seller's approval, where nothing was proposed.

    Pass: B without an orderProposalVersion is refused if the latest quote for the same items under its Order UUID
    stated orderRequiresApproval true. Fail: it succeeds. Not applicable: the quote stated no such thing or is not in
    the recording, or something was booked or proposed before.
    """
    if not exchange.sent["orderedItem"].each() or not asks_anew(exchange, history):
        not_applicable("B takes up or repeats what was made before.")
    if not _needs_approval(exchange, history) or not (exchange.succeeded or exchange.error_type):
        not_applicable("No quote for the same items was recorded that states a need of approval.")
    message = "B succeeded though the quote states that the Seller has to approve, and nothing was proposed."
    require(not exchange.succeeded, message, at=exchange, expected="a refusal", got=outcome(exchange))


def _needs_approval(exchange: Exchange, history: History) -> bool:
    quotes = [one for one in history.before(exchange) if one.call in _QUOTES]
    if not quotes or not quotes[-1].succeeded or not quotes[-1].surely_before(exchange):
        return False
    quote = quotes[-1]
    try:
        return quote.answer["orderRequiresApproval"].boolean is True and wanted(quote) == wanted(exchange)
    except NotRecorded:
        return False


@check("p.order-keeps-what-was-proposed", cites=("p-034",), calls=("B",), feature="approval",
       examples=("proposal-approval", "proposed-offer-changed"))  # fmt: skip
def test_order_keeps_what_was_proposed(exchange: Exchange, history: History) -> None:
    """What B makes of a proposal that was not amended has its prices, and the details of as many people.

    Pass: an item of the same opportunity and offer costs what P returned, and as many items have an attendee and
    responses to an intake form as were sent with P. Fail: one costs something else, or fewer have. Not applicable: no P
    is recorded that returned the version which B states, or the Order has another number of items.
    """
    proposal = _proposal(exchange, history) if exchange.succeeded else None
    if proposal is None:
        not_applicable("B makes nothing of a proposal whose version P returned.")
    sent, proposed = proposal.sent["orderedItem"].each(), proposal.answer["orderedItem"].each()
    got = exchange.answer["orderedItem"].each()
    if not len(sent) == len(proposed) == len(got) > 0:
        not_applicable("The Order has not as many items as the proposal.")
    supplied = [name for name in _DETAILS if any(item[name] for item in sent)]
    compared = _require_prices(got, proposed, proposal)
    if not compared and not supplied:
        not_applicable("The proposal shows neither prices nor details.")
    for name in supplied:
        then, now = (sum(bool(item[name]) for item in items) for items in (sent, got))
        message = f"Fewer items have {name} than were proposed with one ({proposal.id})."
        at = exchange.answer["orderedItem"]
        require(now >= then, message, at=at, expected=f"{then} with {name}", got=now, requirement="p-034")


def _proposal(exchange: Exchange, history: History) -> Exchange | None:
    version, proposal = exchange.sent["orderProposalVersion"].text, history.last_success(exchange, "P")
    if not version or proposal is None or not proposal.surely_before(exchange):
        return None
    return proposal if proposal.answer["orderProposalVersion"].text == version else None


def _require_prices(got: list[Document], proposed: list[Document], proposal: Exchange) -> int:
    """Fail where an item costs something else than was proposed; return how many were compared."""
    compared = 0
    prices = {sold.bought: sold.price for sold in map(sold_as, proposed) if sold.price is not None and all(sold.bought)}
    for item in got:
        sold = sold_as(item)
        if sold.price is not None and sold.bought in prices:
            message = f"The offer costs something else than P returned ({proposal.id})."
            at, expected = item["acceptedOffer"]["price"], prices[sold.bought]
            require(sold.price == expected, message, at=at, expected=expected, requirement="p-034")
            compared += 1
    return compared
