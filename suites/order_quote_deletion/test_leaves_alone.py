"""What OrderQuote Deletion must not affect: Orders, OrderProposals, and other booking partners' quotes."""

from booking_conformance.check import check, inform, not_testable, outcome, require
from booking_conformance.check.comparison import CAPACITIES, agree
from booking_conformance.check.lease_checks import need_live_lease, status_and_errors
from booking_conformance.check.spaces import spaces_before
from booking_conformance.openactive.leases import lacks_spaces
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.recording import Exchange, Reading, show


@check(
    "order-quote-deletion.leaves-order",
    cites=("qd-007",),
    scenario="quote-deletion",
    feature="order-status",
)
def test_leaves_order(conversation: Reading) -> None:
    """OrderQuote Deletion leaves a booked Order unchanged.

    Pass: Order Status returns the same before and after it, apart from the spaces left. Fail: it differs, or the
    Order does not exist any more. Not testable: Order Status did not return the Order before.
    """
    before, after = conversation.success("status before"), conversation.step("status after")
    require(after.succeeded, "The Order must still exist.", at=after, expected="200", got=outcome(after))
    if not before.answer.find("orderedItem[*].orderItemStatus"):
        not_testable("Order Status returned no status of an OrderItem.", at=before)
    agree(after.answer, before.answer, "The Order must be the same after OrderQuote Deletion.", CAPACITIES)


@check("order-quote-deletion.leaves-booking-repeatable", cites=("qd-007",), scenario="quote-deletion")
def test_leaves_booking_repeatable(conversation: Reading) -> None:
    """After OrderQuote Deletion, a repeated B returns the booked Order and creates no other.

    Pass: the OrderItems have the same `@id` as in the first B. Fail: they differ, or B is refused.
    """
    first, again = conversation.success("B"), conversation.step("B again")
    require(
        again.succeeded, "B must return the Order that was booked.", at=again, expected="200 or 201", got=outcome(again)
    )
    ids = sorted(item.text or "" for item in first.answer.find("orderedItem[*].@id"))
    if not ids:
        not_testable("B returned no OrderItem with an @id.", at=first)
    same = sorted(item.text or "" for item in again.answer.find("orderedItem[*].@id"))
    require(
        same == ids,
        "B must return the Order that was booked.",
        at=again.answer["orderedItem"],
        expected=show(ids),
        got=show(same),
    )


@check("order-quote-deletion.leaves-capacity", cites=("qd-007", "pre-001"), scenario="quote-deletion")
def test_leaves_capacity(conversation: Reading) -> None:
    """OrderQuote Deletion frees no space of a booked Order.

    Pass: when a later change has come through the open feed, as many spaces are left as before. Fail: another
    number. Not testable: the later change did not appear. Not applicable: the feed states no capacity. Info: others
    may book.
    """
    conversation.step("delete quote of Order")
    before, after = conversation.observation("capacity before"), conversation.observation("capacity after")
    known = list(conversation.fact("opportunities").values())
    for opportunity in known:
        spaces_before(opportunity)
    conversation.passed("open")
    kind = conversation.values["type"]
    places = [capacity_of(kind, seen.item["data"].plain()) for seen in (before, after)]
    if None in places:
        not_testable("The open feed no longer states the capacity.")
    exclusive = all(opportunity["exclusive"] for opportunity in known)
    if places[0] != places[1] and not exclusive:
        inform("The capacity changed, but others may have booked.", at=after.item["data"])
    require(
        places[0] == places[1],
        "OrderQuote Deletion must not change the capacity of a booked opportunity.",
        at=after.item["data"],
        expected=f"{places[0]} spaces left",
        got=f"{places[1]} spaces left",
    )


@check("order-quote-deletion.leaves-feed-entry", cites=("qd-007",), scenario="quote-deletion")
def test_leaves_feed_entry(conversation: Reading) -> None:
    """OrderQuote Deletion leaves a booked Order's entry in the Orders feed unchanged.

    Pass: when a later change has come through the feed, state and data of the Order are the same as before; an
    Order that was not in the feed still is not. Fail: they differ. Not testable: the later change did not appear.
    """
    conversation.step("delete quote of Order")
    before, after = conversation.observation("feed before"), conversation.observation("feed after")
    conversation.passed("orders")
    message = "OrderQuote Deletion must not change the Order in the Orders feed."
    require(before.seen == after.seen, message, at=after.item, expected="no entry")
    if before.seen:
        agree(after.item["state"], before.item["state"], message)
        if not before.item["data"].find("orderedItem[*].orderItemStatus"):
            not_testable("The Orders feed showed no status of an item before the deletion.", at=before.item["data"])
        agree(after.item["data"], before.item["data"], message)


@check(
    "order-quote-deletion.leaves-proposal",
    cites=("qd-002", "qd-007"),
    scenario="quote-deletion",
    feature="approval",
    only={"flow": ("approval",)},
)
def test_leaves_proposal(conversation: Reading) -> None:
    """OrderQuote Deletion returns 204 for the Order UUID of an OrderProposal, and leaves it unchanged.

    Pass: it returns 204, and after the Seller's acceptance B books the proposal. Fail: another status, or the
    acceptance or B fails.
    """
    conversation.success("P")
    deletion = conversation.step("delete quote of proposal")
    require(
        deletion.status == 204,
        "OrderQuote Deletion must return 204 in every case.",
        at=deletion,
        expected="204",
        got=outcome(deletion),
        requirement="qd-002",
    )
    conversation.unless_noted("nobody acts")
    # Where Sellers accept proposals unasked, nobody has them do so.
    if conversation.has("SellerAcceptOrderProposal"):
        acceptance = conversation.step("SellerAcceptOrderProposal")
        _still_succeeds(acceptance, "The Seller must still be able to accept the OrderProposal.", "204")
    _still_succeeds(conversation.step("B"), "It must still be possible to book the OrderProposal.", "200 or 201")


def _still_succeeds(exchange: Exchange, message: str, expected: str) -> None:
    got = outcome(exchange)
    require(exchange.succeeded, message, at=exchange, expected=expected, got=got, requirement="qd-007")


@check(
    "order-quote-deletion.of-another-releases-nothing",
    cites=("auth-004",),
    scenario="quote-deletion-by-another",
    feature="leasing",
)
def test_of_another_releases_nothing(conversation: Reading) -> None:
    """OrderQuote Deletion does not release another booking partner's lease.

    Pass: with the only space leased, a quote under another Order UUID is refused before and after it. Fail: it is
    granted. Not testable: there is no evidence that the lease held the space, or it had ended.
    """
    lease, before = conversation.success("quote"), conversation.step("other while leased")
    deletion, after = conversation.step("delete quote of another"), conversation.step("other after deletion")
    if not lacks_spaces(before):
        not_testable("There is no evidence that the lease held its space.", at=before)
    need_live_lease(lease, deletion, after)
    require(
        lacks_spaces(after),
        "Another booking partner's lease must continue.",
        at=after,
        expected="409 with an item error",
        got=status_and_errors(after),
    )
