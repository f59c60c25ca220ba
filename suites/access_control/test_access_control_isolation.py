"""Only the booking partner that made an Order can reach it."""

from booking_conformance.check import check, equal, fail, inform, not_testable, require
from booking_conformance.openactive.answers import is_error_document
from booking_conformance.openactive.opportunity_types import capacity_of
from booking_conformance.recording import Document, Exchange, Reading

_CONFIRMED = "https://openactive.io/OrderItemConfirmed"
_FOREIGN = "order-of-another-partner"
_SHARED = "one-uuid-of-two-partners"
_TOUCHED = "Another booking partner's request must leave the Order as it is."


def _require_refused(exchange: Exchange) -> None:
    """Fail when another partner's request succeeded and returned anything."""
    if exchange.succeeded and exchange.answer:
        fail(
            "Data of another booking partner must not be disclosed.",
            at=exchange,
            expected="401, 403 or 404",
            got=exchange.summary,
        )
    if not 400 <= exchange.status < 500 and not is_error_document(exchange.answer):
        not_testable("The request was neither answered with data nor refused", at=exchange)


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
    """Fail when the open feed shows the booked space as free, where nobody else books."""
    opportunity = conversation.fact("opportunities")[conversation.fact(name)]
    if not opportunity["exclusive"] or opportunity["capacity"] is None or not conversation.fact("sentinel")["open"]:
        not_testable(
            "There is neither Order Status nor an open feed that states the capacity of an opportunity of this run"
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

    Pass: with the other partner's credentials it is refused. Fail: it returns anything. Not testable: there is no
    Order Status, it does not return the Order to its own partner, or it neither refuses nor returns anything.
    """
    conversation.success("B")
    if not conversation.has("status before"):
        inform("There is no Order Status, so no Order can be read.", at=conversation.step("B"))
    conversation.success("status before")
    _require_refused(conversation.step("foreign status"))


@check("access-control.foreign-cancellation-has-no-effect", cites=("auth-004", "auth-011"), scenario=_FOREIGN)
def test_foreign_cancellation_has_no_effect(conversation: Reading) -> None:
    """Order Cancellation with another partner's credentials leaves the Order untouched.

    Pass: it was refused, and the items are still confirmed. Fail: an item is not. Info: the response reports
    success, but nothing changed. Not testable: nothing shows what became of the Order.
    """
    _require_without_effect(conversation, "foreign cancellation", "status after cancellation")


@check("access-control.foreign-deletion-has-no-effect", cites=("auth-004", "auth-011"), scenario=_FOREIGN)
def test_foreign_deletion_has_no_effect(conversation: Reading) -> None:
    """Order Deletion with another partner's credentials does not delete the Order.

    Pass: it was refused, and the Order is unchanged. Fail: the Order is gone or changed. Info: the response reports
    success, but nothing changed. Not testable: nothing shows what became of the Order.
    """
    foreign = conversation.step("foreign deletion")
    conversation.success("B")
    if not conversation.has("status before"):
        _require_capacity_taken(conversation, "opportunity")
    else:
        conversation.success("status before")
        status = conversation.step("status after deletion")
        there = status.succeeded and bool(status.answer.find("orderedItem[*].orderItemStatus"))
        require(there, _TOUCHED, at=status, expected="the Order with its items", got=status.summary)
    if foreign.succeeded:
        inform("The deletion by another booking partner had no effect, but the response reports success.", at=foreign)


@check("access-control.uuids-are-scoped-to-partners", cites=("auth-006",), scenario=_SHARED)
def test_uuids_are_scoped_to_partners(conversation: Reading) -> None:
    """Two booking partners can each have an Order under the same Order UUID.

    Pass: C1, C2 and B of the second partner succeed under the first one's UUID, with its own item. Fail: one of
    them is refused, or returns another item.
    """
    conversation.success("B")
    message = "An Order UUID that another booking partner has used must be available to this one."
    for step in ("other C1", "other C2", "other B"):
        made = conversation.step(step)
        require(made.succeeded, message, at=made, expected="success", got=made.summary)
    named = [item["orderedItem"].id for item in _items(conversation.step("other B"))]
    expected = [conversation.fact("theirs")]
    require(
        named == expected,
        "B must book what its own request lists.",
        at=conversation.step("other B").answer["orderedItem"],
        expected=expected,
        got=named,
    )


@check("access-control.orders-of-one-uuid-are-independent", cites=("auth-004", "auth-006"), scenario=_SHARED)
def test_orders_of_one_uuid_are_independent(conversation: Reading) -> None:
    """Two partners' Orders with the same Order UUID do not affect each other.

    Pass: each partner's Order Status returns its own Order, even after the other was deleted; without Order Status,
    the booked space is still taken. Fail: it does not. Not testable: there was only one Order, or nothing shows it.
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

    Pass: each Order appeared in its own partner's feed and, by then, not in the other's. Fail: it appeared in the
    other's. Not testable: an Order did not appear in its own feed, so its absence from the other proves nothing.
    """
    conversation.success("B")
    conversation.success("other B")
    _require_separate(
        conversation, "An Order must only appear in the Orders feed of the booking partner that created it."
    )


@check(
    "access-control.proposals-feeds-are-separate",
    cites=("auth-005", "opf-005"),
    scenario="proposal-of-another-partner",
)
def test_proposals_feeds_are_separate(conversation: Reading) -> None:
    """A booking partner's feed of OrderProposals contains no proposals of other partners.

    Pass: each OrderProposal appeared in its own partner's feed and, by then, not in the other's. Fail: it appeared
    in the other's. Not testable: a proposal did not appear in its own feed, so its absence from the other proves
    nothing.
    """
    conversation.success("P")
    conversation.success("other P")
    _require_separate(
        conversation, "An OrderProposal must only appear in the feed of the booking partner that created it."
    )


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

    Pass: after the attempt to reject it, the Seller could still accept it, and the feed shows that. Fail: Order
    Status or the feed shows it as rejected. Info: the response reports success, but nothing changed.
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
    """A Broker that was never seen before is accepted without registration.

    Pass: C1, C2 and B succeed with a `broker` that has a new name. Fail: one of them is refused, although they
    succeed for another Broker.
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

    Pass: both Orders appeared. Fail: one did not within `feed_timeout`. Not testable: one was not booked, or was
    not changed in a way that would put it in the feed.
    """
    for prefix, name in (("", "the Order for the known Broker"), ("new broker's ", "the Order for the new Broker")):
        conversation.success(f"{prefix}B")
        seen = conversation.observation(name)
        require(seen.seen, f"The Orders feed did not show {name[4:]}.", at=seen.item, expected=seen.awaited)
