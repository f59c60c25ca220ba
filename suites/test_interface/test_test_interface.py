"""The Test Interface: what it creates, what it refuses to create, its actions as the Seller, what it deletes."""

from collections.abc import Iterator
from typing import Any

from booking_conformance.check import (
    answered,
    check,
    equal,
    fail,
    not_applicable,
    not_shown,
    not_testable,
    present,
    require,
)
from booking_conformance.check.refusals import all_refused
from booking_conformance.openactive.iso8601 import moment
from booking_conformance.openactive.opportunities.criteria import unmet
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.openactive.opportunities.published_offer import PublishedOffer
from booking_conformance.recording import Document, Exchange, Reading
from booking_conformance.results import Level

# So many are alike once in two thousand times where free and paid ones are as frequent.
_MANY = 12
_FORBIDDEN = ("BookableFreePrepaymentOptional", "BookableFreePrepaymentRequired")


@check("test-interface.creates", cites=("tst-007", "tst-002", "tst-004"), scenario="test-interface")
def test_creates(conversation: Reading) -> None:
    """The Test Interface creates an opportunity on demand and returns its @type and @id.

    Pass: 201 (or 200) with the requested `@type` and an `@id`. Fail: anything else.
    """
    for criterion in conversation.fact("criteria"):
        exchange = conversation.step(f"creation of {criterion}")
        answered(exchange, {200, 201}, f"The Test Interface must create an opportunity that meets {criterion}.")
        equal(
            exchange.answer["@type"],
            exchange.sent["@type"].plain(),
            "It must have the requested type.",
            requirement="tst-007",
        )
        message = "The response must contain the @id of the opportunity."
        present(exchange.answer["@id"], message, requirement="tst-007")


@check("test-interface.made-appears-in-feed", cites=("tst-008",), scenario="test-interface")
def test_appears(conversation: Reading) -> None:
    """What the Test Interface creates appears in the open feed.

    Pass: it did. Fail: it did not within `feed_timeout`. Not testable: it was not created.
    """
    for criterion in conversation.fact("criteria"):
        exchange = conversation.success(f"creation of {criterion}")
        seen = conversation.observation(f"{criterion} in the feed")
        require(seen.seen, "The opportunity must appear in the open feed.", at=exchange, expected=seen.awaited)


@check("test-interface.made-meets-criterion", cites=("tst-008",), scenario="test-interface")
def test_meets_criterion(conversation: Reading) -> None:
    """What the Test Interface creates meets the requested criterion and flow.

    Pass: an offer of it does. Fail: none does. Not testable: it did not appear in the feed.
    """
    for criterion in conversation.fact("criteria"):
        made = _made(conversation, criterion)
        missing = [_unmet(conversation, criterion, made, offer) for offer in made["offers"]] or [["has an offer"]]
        if all(missing):
            fail(
                f"The opportunity created for {criterion} does not meet it.",
                at=_shown(conversation, criterion),
                expected="; ".join(missing[-1]),
            )


@check("test-interface.made-for-seller", cites=("tst-008",), scenario="test-interface")
def test_for_seller(conversation: Reading) -> None:
    """What the Test Interface creates belongs to the requested Seller.

    Pass: its organizer or provider is that Seller. Fail: it is not. Not testable: it did not appear in the feed.
    """
    for criterion in conversation.fact("criteria"):
        made = _made(conversation, criterion)
        right = made["seller"] == made["wanted seller"]
        require(
            right,
            "The opportunity must belong to the requested Seller.",
            at=_shown(conversation, criterion),
            expected=made["wanted seller"],
            got=made["seller"],
        )


def _made(conversation: Reading, criterion: str) -> dict[str, Any]:
    conversation.success(f"creation of {criterion}")
    if not conversation.observation(f"{criterion} in the feed").seen:
        not_shown("The opportunity did not appear in the open feed.")
    made: dict[str, Any] = conversation.fact(criterion)
    return made


def _shown(conversation: Reading, criterion: str) -> Document:
    return conversation.observation(f"{criterion} in the feed").item["data"]


def _unmet(conversation: Reading, criterion: str, made: dict[str, Any], offer: dict[str, Any]) -> list[str]:
    now = moment(made["now"])
    if now is None:
        raise ValueError(f"the time noted is not a time: {made['now']}")
    opportunity = PublishedOpportunity.of(conversation.values["type"], *made["holders"])
    return unmet(criterion, made["flow"], PublishedOffer(opportunity, Document(offer), now))


@check("test-interface.refuses-free-prepayment", cites=("tst-010",), scenario="test-interface")
def test_refuses_free_prepayment(conversation: Reading) -> None:
    """The Test Interface creates no free opportunity with prepayment.

    Pass: each of the two criteria returns an error. Fail: one does not. Not testable: the Test Interface returns a
    server error that is not an OpenBookingError.
    """
    all_refused(
        (conversation.step(f"creation of {criterion}"), f"{criterion} contradicts the specification.", ())
        for criterion in _FORBIDDEN
    )


@check("test-interface.acts", cites=("tst-012",), scenario="test-interface", feature="seller-requested-cancellation")
def test_acts(conversation: Reading) -> None:
    """The Test Interface acts as the Seller on request.

    Pass: 204. Fail: any other status. Not testable: nothing was booked.
    """
    conversation.success("B")
    answered(conversation.step("action"), {204}, "The Test Interface must perform the action.")


@check("test-interface.dataset-deletion-succeeds", cites=("tst-005",), scenario="test-interface")
def test_deletion(conversation: Reading) -> None:
    """The Test Interface deletes a dataset on request.

    Pass: 204. Fail: any other status. Not testable: nothing was created.
    """
    answered(conversation.step("deletion of the dataset"), {204}, "The dataset must be deleted.")


@check("test-interface.dataset-deletion-removes-opportunities", cites=("tst-005",), scenario="test-interface")
def test_deletion_removes_opportunities(conversation: Reading) -> None:
    """The opportunities of a deleted dataset are marked as deleted in the open feed.

    Pass: the state became deleted. Fail: it did not within `feed_timeout`. Not testable: the deletion failed.
    """
    exchange = conversation.success("deletion of the dataset")
    seen = conversation.observation("opportunity deleted")
    require(seen.seen, "An opportunity of a deleted dataset must be deleted.", at=exchange, expected=seen.awaited)


@check("test-interface.deleted-opportunities-stay-deleted", cites=("tst-005", "rpde-021"), scenario="test-interface")
def test_deleted_stay_deleted(conversation: Reading) -> None:
    """What is marked as deleted in the open feed stays so when a quote for it is deleted afterwards.

    Pass: its state is deleted still, or the item has left the feed, when a later change has come through. Fail: it has
    become updated again. Not testable: it had not been marked as deleted, or the later change did not appear.
    """
    if not conversation.observation("opportunity deleted").seen:
        not_testable("The opportunity was not marked as deleted.")
    conversation.passed("open")
    later = conversation.observation("opportunity later").item
    require(later["state"].text != "updated", "It must not come back.", at=later["state"], expected="deleted")


@check("test-interface.dataset-deletion-removes-orders", cites=("tst-005",), scenario="test-interface")
def test_deletion_removes_orders(conversation: Reading) -> None:
    """Deleting a dataset deletes the Orders for its opportunities.

    Pass: the Orders feed shows the Order as deleted, or Order Status no longer finds it. Fail: neither. Not
    testable: the deletion failed, or the Order was not in the feed before and there is no Order Status.
    """
    exchange = conversation.success("deletion of the dataset")
    if conversation.observation("Order deleted").seen:
        return
    if conversation.has("status after deletion of the dataset"):
        status = conversation.step("status after deletion of the dataset")
        answered(status, {404, 410}, "An Order for an opportunity of a deleted dataset must be deleted.")
        return
    if not conversation.observation("Order in the feed").seen:
        not_testable("The Order was not in the Orders feed", at=exchange)
    fail(
        "An Order for an opportunity of a deleted dataset must be deleted.",
        at=exchange,
        expected="deleted in the Orders feed",
    )


@check(
    "test-interface.bookable-is-free-or-paid",
    cites=("tst-011",),
    level=Level.SHOULD,
    scenario="test-interface",
    feature="free+paid",
)
def test_bookable_is_free_or_paid(conversation: Reading) -> None:
    """Where there are free and paid opportunities, the Test Interface takes either for TestOpportunityBookable.

    Pass: of those that were created and quoted in this run, some were free and some were not. Warn: of twelve or more,
    all were free, or none. Not applicable: there were fewer. Not testable: the first was not created.
    """
    conversation.success("creation of Bookable")
    creations = [exchange for exchange in conversation.everything if _created_bookable(exchange)]
    made = {creation.answer["@id"].text for creation in creations}
    free = {place.id: offer["price"].decimal == 0 for place, offer in _quoted(conversation) if place.id in made}
    if len(free) < _MANY:
        not_applicable(f"Fewer than {_MANY} were created and quoted.")
    known = f"{len(free)} opportunities, {'all' if all(free.values()) else 'none'} of them free"
    message = "TestOpportunityBookable is always met in the same way."
    require(len(set(free.values())) > 1, message, at=creations[-1], expected="free and paid ones", got=known)


def _created_bookable(exchange: Exchange) -> bool:
    criterion = exchange.sent["test:testOpportunityCriteria"].text if exchange.call == "test-opportunity" else None
    return exchange.succeeded and (criterion or "").endswith("#TestOpportunityBookable")


def _quoted(conversation: Reading) -> Iterator[tuple[Document, Document]]:
    """Yield each opportunity that was quoted in the run with the offer that it was quoted for."""
    for quote in conversation.everything:
        if quote.call in {"C1", "C2"} and quote.succeeded:
            for item in quote.answer["orderedItem"].each():
                if item["acceptedOffer"]["price"]:
                    yield item["orderedItem"], item["acceptedOffer"]
