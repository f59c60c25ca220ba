"""Only the booking partner that made an Order can reach it."""

from booking_conformance.check import check, equal, fail, inform, not_testable, require
from booking_conformance.openactive.opportunity_types import capacity_of
from booking_conformance.recording import Document, Exchange, Reading

_CONFIRMED = "https://openactive.io/OrderItemConfirmed"
_FOREIGN = "order-of-another-partner"
_SHARED = "one-uuid-of-two-partners"
_TOUCHED = "Another booking partner's request must leave the Order as it is."


def _require_refused(exchange: Exchange) -> None:
    """Fail when another partner got a response of success with anything in it."""
    if exchange.succeeded and exchange.answer:
        fail(
            "Data of another booking partner must not be disclosed.",
            at=exchange,
            expected="401, 403 or 404",
            got=exchange.summary,
        )
    require(exchange.response is not None, "The request was not answered.", at=exchange)


def _items(status: Exchange) -> list[Document]:
    return status.answer["orderedItem"].each()


def _require_untouched(conversation: Reading, step: str) -> None:
    """Fail when the Order is not as it was booked, by its own Order Status or else by the open feed."""
    if not conversation.has("status before"):
        _require_capacity_taken(conversation, "opportunity")
        return
    conversation.success("status before")
    status = conversation.step(step)
    require(status.succeeded, _TOUCHED, at=status, expected="the Order", got=status.summary)
    require(bool(_items(status)), _TOUCHED, at=status.answer["orderedItem"], expected="the items that were booked")
    for item in _items(status):
        equal(item["orderItemStatus"], _CONFIRMED, _TOUCHED)


def _require_capacity_taken(conversation: Reading, name: str) -> None:
    """Fail when the open feed shows the booked place as free, where nobody else books."""
    opportunity = conversation.fact("opportunities")[conversation.fact(name)]
    if not opportunity["exclusive"] or opportunity["capacity"] is None or not conversation.fact("sentinel")["open"]:
        not_testable(
            "There is no Order Status, and no open feed that states the capacity of an opportunity of this run"
        )
    seen = conversation.observation("capacity")
    left = capacity_of(opportunity["type"], seen.item["data"].plain())
    require(left == opportunity["capacity"] - 1, _TOUCHED, at=seen.item["data"], expected="the space taken", got=left)


def _require_without_effect(conversation: Reading, step: str, afterwards: str) -> None:
    foreign = conversation.step(step)
    conversation.success("B")
    _require_untouched(conversation, afterwards)
    if foreign.succeeded:
        inform("The request of another booking partner had no effect, but the response reports success.", at=foreign)


@check(
    "access-control.foreign-order-not-readable",
    cites=("auth-003", "auth-004", "auth-011"),
    scenario=_FOREIGN,
)
def test_foreign_order_not_readable(conversation: Reading) -> None:
    """Order Status returns an Order only to the booking partner that created it.

    Pass: with the other partner's credentials nothing is reported. Fail: an Order is. Not testable: there is no Order
    Status, or it does not return the Order to its own partner.
    """
    conversation.success("B")
    if not conversation.has("status before"):
        inform("There is no Order Status, so nobody can read an Order.", at=conversation.step("B"))
    conversation.success("status before")
    _require_refused(conversation.step("foreign status"))


@check("access-control.foreign-cancellation-has-no-effect", cites=("auth-004", "auth-011"), scenario=_FOREIGN)
def test_foreign_cancellation_has_no_effect(conversation: Reading) -> None:
    """Order Cancellation with another partner's credentials leaves the Order untouched.

    Pass: it was refused, and the items are confirmed as before. Fail: an item is not. Info: it was answered as if it
    had been done. Not testable: what became of the Order could not be seen.
    """
    _require_without_effect(conversation, "foreign cancellation", "status after cancellation")


@check("access-control.foreign-deletion-has-no-effect", cites=("auth-004", "auth-011"), scenario=_FOREIGN)
def test_foreign_deletion_has_no_effect(conversation: Reading) -> None:
    """Order Deletion with another partner's credentials does not delete the Order.

    Pass: it was refused, and the Order is there as before. Fail: it is not. Info: it was answered as if it had been
    done. Not testable: what became of the Order could not be seen.
    """
    foreign = conversation.step("foreign deletion")
    conversation.success("B")
    if not conversation.has("status before"):
        _require_capacity_taken(conversation, "opportunity")
    else:
        conversation.success("status before")
        status = conversation.step("status after deletion")
        require(status.succeeded, _TOUCHED, at=status, expected="the Order", got=status.summary)
    if foreign.succeeded:
        inform("The deletion by another booking partner had no effect, but the response reports success.", at=foreign)


@check("access-control.uuids-are-scoped-to-partners", cites=("auth-006",), scenario=_SHARED)
def test_uuids_are_scoped_to_partners(conversation: Reading) -> None:
    """Two booking partners can each have an Order under the same Order UUID.

    Pass: C1, C2 and B of the second partner succeed under the first one's UUID, with its own item. Fail: one of them
    is refused, or returns another item.
    """
    conversation.success("B")
    message = "An Order UUID that another booking partner used must be free for this one."
    for step in ("other C1", "other C2", "other B"):
        made = conversation.step(step)
        require(made.succeeded, message, at=made, expected="success", got=made.summary)
    named = [item["orderedItem"].id for item in _items(conversation.step("other B"))]
    expected = [conversation.fact("theirs")]
    require(
        named == expected,
        "B must book what its own request names.",
        at=conversation.step("other B").answer["orderedItem"],
        expected=expected,
        got=named,
    )


@check("access-control.orders-of-one-uuid-are-independent", cites=("auth-004", "auth-006"), scenario=_SHARED)
def test_orders_of_one_uuid_are_independent(conversation: Reading) -> None:
    """Two partners' Orders with the same Order UUID do not affect each other.

    Pass: each partner's Order Status returns its own Order, also after the other was deleted; without Order Status, the
    booked place is still taken. Fail: it does not. Not testable: there was only one Order, or it could not be seen.
    """
    conversation.success("other B")
    conversation.success("other delete")
    if not conversation.has("status"):
        _require_capacity_taken(conversation, "mine")
        return
    for step, whose in (("status", "mine"), ("other status", "theirs"), ("status after deletion", "mine")):
        status = conversation.step(step)
        require(status.succeeded, _TOUCHED, at=status, expected="the Order", got=status.summary)
        named = [item["orderedItem"].id for item in _items(status)]
        expected = [conversation.fact(whose)]
        require(named == expected, _TOUCHED, at=status.answer["orderedItem"], expected=expected, got=named)


@check(
    "access-control.orders-feeds-are-separate",
    cites=("auth-003", "auth-005", "auth-011"),
    scenario="orders-feeds-of-two-partners",
)
def test_orders_feeds_are_separate(conversation: Reading) -> None:
    """A booking partner's Orders feed contains no Orders of other partners.

    Pass: each Order came in the feed of its own partner, and by then had not come in the other's. Fail: it had. Not
    testable: one did not come in its own feed, so that nothing can be said of what is missing in the other.
    """
    conversation.success("B")
    conversation.success("other B")
    _require_separate(conversation, "An Order must only be in the Orders feed of the booking partner that made it.")


@check(
    "access-control.proposals-feeds-are-separate",
    cites=("auth-005", "opf-005"),
    scenario="proposal-of-another-partner",
)
def test_proposals_feeds_are_separate(conversation: Reading) -> None:
    """A booking partner's feed of OrderProposals contains none of other partners.

    Pass: each OrderProposal came in the feed of its own partner, and by then had not come in the other's. Fail: it
    had. Not testable: one did not come in its own feed, so that nothing can be said of what is missing in the other.
    """
    conversation.success("P")
    conversation.success("other P")
    _require_separate(conversation, "An OrderProposal must only be in the feed of the booking partner that made it.")


def _require_separate(conversation: Reading, message: str) -> None:
    for name in ("mine in the feed of the other", "theirs in my feed"):
        leaked = conversation.observation(name)
        require(not leaked.seen, message, at=leaked.item, expected="no such item", got=leaked.item["id"].plain())
    for name in ("mine", "theirs", "mine deleted"):
        if not conversation.observation(name).seen:
            not_testable(f"The feed did not show {conversation.observation(name).awaited}")


@check(
    "access-control.foreign-proposal-update-has-no-effect",
    cites=("auth-004",),
    scenario="proposal-of-another-partner",
)
def test_foreign_proposal_update_has_no_effect(conversation: Reading) -> None:
    """OrderProposal Update with another partner's credentials leaves the OrderProposal untouched.

    Pass: after the attempt to reject it the Seller could accept it, and the feed shows that. Fail: its Order Status or
    the feed shows it as rejected. Info: the attempt was answered as if it had been done.
    """
    update = conversation.step("foreign update")
    if conversation.has("status after update"):
        status = conversation.step("status after update").answer["orderProposalStatus"]
        require(
            "CustomerRejected" not in str(status.plain()), _TOUCHED, at=status, expected="AwaitingSellerConfirmation"
        )
    seen = conversation.observation("mine")
    require(seen.seen, _TOUCHED, at=seen.item["data"]["orderProposalStatus"], expected="SellerAccepted")
    if update.succeeded:
        inform("The update by another booking partner had no effect, but the response reports success.", at=update)


@check(
    "access-control.foreign-proposal-not-bookable",
    cites=("auth-004", "auth-006"),
    scenario="proposal-of-another-partner",
)
def test_foreign_proposal_not_bookable(conversation: Reading) -> None:
    """An accepted OrderProposal can be neither read nor booked with another partner's credentials.

    Pass: Order Status and B are refused, and its own partner can book it. Fail: one of them succeeds, or the own B
    does not.
    """
    if conversation.has("foreign status"):
        _require_refused(conversation.step("foreign status"))
    _require_refused(conversation.step("foreign B"))
    own = conversation.step("B")
    require(
        own.succeeded,
        "Its own booking partner must still be able to book the OrderProposal.",
        at=own,
        expected="success",
        got=own.summary,
    )


@check("access-control.any-broker-name", cites=("auth-009",), scenario="two-brokers-of-one-partner")
def test_any_broker_name(conversation: Reading) -> None:
    """A Broker that was never seen before is served without registration.

    Pass: C1, C2 and B with a `broker` of a new name succeed. Fail: one of them is refused, though they succeed for
    another Broker.
    """
    conversation.success("B")
    for step in ("C1", "C2", "B"):
        made = conversation.step(f"new broker's {step}")
        require(
            made.succeeded,
            "A Broker that was never seen before must be accepted.",
            at=made,
            expected="success",
            got=made.summary,
        )


@check("access-control.brokers-do-not-partition", cites=("auth-010",), scenario="two-brokers-of-one-partner")
def test_brokers_do_not_partition(conversation: Reading) -> None:
    """All Orders of a booking partner are in its one Orders feed, whatever the Broker's name.

    Pass: both Orders came. Fail: one did not within `feed_timeout`. Not testable: one was not booked, or changed by
    nothing that would bring it into the feed.
    """
    for prefix, name in (("", "the Order for the known Broker"), ("new broker's ", "the Order for the new Broker")):
        conversation.success(f"{prefix}B")
        seen = conversation.observation(name)
        require(seen.seen, f"The Orders feed did not show {name[4:]}.", at=seen.item, expected=seen.awaited)
