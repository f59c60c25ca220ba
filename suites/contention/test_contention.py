"""Calls that come at the same time leave one outcome, and no space is lost or given away twice."""

from booking_conformance.check import answered, beyond, check, fail, not_applicable, not_testable, outcome, require
from booking_conformance.check.spaces import beyond_without_capacity
from booking_conformance.openactive.leases import had_ended, lease_ends
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.recording import Exchange, Reading

_ADD_UP = "Spaces left and spaces booked must add up to the capacity."
_TOO_MANY = "No more spaces must be booked than there are."
_AGAIN = "What the Seller has cancelled can be cancelled again."
_MAY_REFUSE = {"CancellationNotPermittedError", "TemporarilyUnableToUpdateOrderError"}


def _require_taken(conversation: Reading, taken: int, rows: str, kept: int = 0) -> None:
    """Fail unless the open feed shows so many spaces taken; ``kept`` are those that may be taken, or not."""
    opportunity = conversation.fact("opportunities")[conversation.fact("opportunity")]
    if not opportunity["exclusive"] or opportunity["capacity"] is None:
        beyond_without_capacity()
    conversation.passed("open")
    data = conversation.observation("capacity").item["data"]
    most = opportunity["capacity"]
    require(taken <= most, _TOO_MANY, at=data, expected=f"at most {most} booked", got=taken, requirement=rows)
    left, expected = capacity_of(opportunity["type"], data.plain()), most - taken
    added_up = left is not None and expected - kept <= left <= expected
    require(added_up, _ADD_UP, at=data, expected=f"{expected} spaces left", got=left, requirement=rows)


@check("contention.quote-deletion-spares-order", cites=("b-007", "qd-002", "qd-007"), scenario="b-meets-quote-deletion")
def test_quote_deletion_spares_order(conversation: Reading) -> None:
    """When a quote is booked and deleted at the same time, it is booked.

    B needs no quote, and OrderQuote Deletion spares an Order, whichever comes first. Pass: both succeed, Order Status,
    where declared, shows the Order, and the open feed shows its space as taken. Fail: one is refused, or the Order is
    lost. Not run: the open feed does not state the capacity, or others may book the opportunity.
    """
    made = conversation.step("B")
    require(made.succeeded, "B must succeed.", at=made, expected="success", got=outcome(made), requirement="b-007")
    answered(conversation.step("delete quote"), {204}, "OrderQuote Deletion must return 204.", requirement="qd-002")
    if conversation.has("status"):
        status = conversation.step("status")
        message = "OrderQuote Deletion must spare the Order."
        require(status.succeeded, message, at=status, expected="the Order", got=outcome(status), requirement="qd-007")
    _require_taken(conversation, 1, "qd-007")


@check("contention.order-deletion-frees-once", cites=("od-002", "od-011"), scenario="b-meets-order-deletion")
def test_order_deletion_frees_once(conversation: Reading) -> None:
    """When B is repeated while its Order is deleted, there is either an Order that takes a space, or none that does.

    A repeat that comes after the deletion may be refused, or book anew where the booking system keeps no trace. Pass:
    Order Deletion returns 204, and the open feed shows the space as taken if Order Status returns the Order, and as
    free otherwise. Fail: they disagree. Not run: there is no Order Status, or no capacity that only this run changes.
    """
    answered(conversation.step("delete"), {204}, "Order Deletion must return 204.", requirement="od-002")
    conversation.step("B again")
    if not conversation.has("status"):
        beyond("Nothing shows whether there is an Order.", remedy="Declare order-status.")
    status = conversation.step("status")
    if status.status >= 500:
        not_testable("Order Status does not say whether there is an Order", at=status)
    _require_taken(conversation, int(status.succeeded), "od-011")


@check("contention.cancellations-free-once", cites=("u-004", "u-016"), scenario="customer-meets-seller")
def test_cancellations_free_once(conversation: Reading) -> None:
    """When the customer and the Seller cancel the same item at the same time, its space is free again once.

    Pass: Order Cancellation succeeds, or is not permitted, and the open feed shows the space as free again, or,
    where the Seller cancelled first, at least no space more than there was. Fail: another answer, or another number
    of spaces. Not testable: the Orders feed does not show the item as cancelled. Not run: others may book the
    opportunities, or none states its capacity.
    """
    cancelled = conversation.step("cancel")
    allowed = cancelled.succeeded or cancelled.error_type in _MAY_REFUSE
    require(allowed, _AGAIN, at=cancelled, expected="204", got=outcome(cancelled), requirement="u-004")
    seen = conversation.observation("feed")
    if not seen.seen:
        not_testable("The Orders feed does not show the item as cancelled")
    by_seller = "SellerCancelled" in str(seen.item["data"]["orderedItem"].plain())
    _require_taken(conversation, 0, "u-016", kept=1 if by_seller else 0)


@check("contention.leases-fit-and-hold", cites=("b-018", "lease-006", "lease-009"), scenario="lease-storm")
def test_leases_fit_and_hold(conversation: Reading) -> None:
    """When more Orders want spaces than there are, no more leases are made than spaces, and each can be booked.

    Six Orders are quoted at C1 and C2 at the same time where five spaces are left; then those that were quoted are
    booked at the same time. Pass: at most five have a lease, each of these is booked unless its lease ended before,
    and the open feed shows as many spaces taken as were booked. Fail: there are more leases, one cannot be booked, or
    the spaces do not add up. Not applicable: no lease was made that lasted so long. Not run: others may book the
    opportunities, or none states its capacity.
    """
    leased = [_last_quote(conversation, number) for number in range(1, 7)]
    holders = [quote for quote in leased if quote.succeeded and _lasted(quote, until=leased)]
    if not holders:
        not_applicable("No lease was made.")
    _require_fitting(conversation, holders)
    for quote in holders:
        made = conversation.step(quote.step.replace("C2", "B"))
        message = "Whoever holds a lease must be able to book."
        booked_or_late = made.succeeded or not _lasted(quote, until=[made])
        require(booked_or_late, message, at=made, expected="success", got=outcome(made), requirement="lease-006")
    booked = [made for made in conversation.exchanges if made.call == "B" and made.succeeded]
    _require_taken(conversation, len(booked), "b-018")


@check("contention.proposals-keep-leases", cites=("b-018", "lease-009"), scenario="proposal-storm")
def test_proposals_keep_leases(conversation: Reading) -> None:
    """When leased spaces are proposed while others want them, they are proposed, and nobody else leases them.

    Two of five spaces are leased and proposed, while four further Orders are quoted at C1 and C2, and then once
    more. Pass: what was leased can be proposed, OrderProposals and quotes have leases for at most five spaces
    together, and in the end the open feed shows as many spaces taken as were booked. Fail: P is refused, there are
    more leases, or the spaces do not add up. Not applicable: no lease was made that lasted so long. Not run: others
    may book the opportunities, or none states its capacity.
    """
    asked = [conversation.step(f"{number} C2 again") for number in range(3, 7)]
    leased = [quote for quote in (conversation.step("1 C2"), conversation.step("2 C2")) if _lasted(quote, until=asked)]
    if not leased:
        not_applicable("No lease was made.")
    proposals = [conversation.step(quote.step.replace("C2", "P")) for quote in leased]
    for made in proposals:
        message = "Whoever holds a lease must be able to propose."
        require(made.succeeded, message, at=made, expected="success", got=outcome(made), requirement="lease-009")
    holding = [answer for answer in (*proposals, *asked) if answer.succeeded and _lasted(answer, until=asked)]
    _require_fitting(conversation, holding)
    booked = [made for made in conversation.exchanges if made.call == "B" and made.succeeded]
    _require_taken(conversation, len(booked), "b-018")


def _require_fitting(conversation: Reading, holders: list[Exchange]) -> None:
    """Fail when more leases than the opportunity has spaces are held at once."""
    capacity = conversation.fact("opportunities")[conversation.fact("opportunity")]["capacity"]
    if capacity is not None and len(holders) > capacity:
        message = "No more spaces may be leased than there are."
        expected, got = f"at most {capacity} leases", f"{len(holders)}"
        fail(message, at=holders[-1], expected=expected, got=got, requirement="lease-009")


def _lasted(quote: Exchange, until: list[Exchange]) -> bool:
    """Return whether a quote has a lease that had not ended when the last of others was answered."""
    return lease_ends(quote) is not None and not any(had_ended(quote, other) for other in until)


def _last_quote(conversation: Reading, number: int) -> Exchange:
    return conversation.step(f"{number} C2")
