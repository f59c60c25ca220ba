"""What the feeds show after Order Deletion."""

from booking_conformance.check import check, inform, not_applicable, not_shown, require
from booking_conformance.check.spaces import replacement_is_freed, spaces_before
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.recording import Reading
from booking_conformance.results import Level


@check("order-deletion.deleted-in-feed", cites=("od-005",), scenario="order-deletion")
def test_deleted_in_feed(conversation: Reading) -> None:
    """An Order that was in the Orders feed is marked as deleted there.

    Pass: the feed showed it with the state deleted and the kind that it had. Fail: it did not within `feed_timeout`,
    or under another kind. Not testable: no Order could be brought into the feed, or the deletion failed.
    """
    conversation.success("delete")
    conversation.unless_noted("not in feed")
    before = conversation.observation("cancel in feed")
    if not before.seen:
        not_shown("The Order did not appear in the Orders feed.")
    seen = conversation.observation("deleted in feed")
    require(
        seen.seen,
        "The Orders feed did not show the Order as deleted.",
        at=seen.item["state"],
        expected="deleted",
    )
    kind, message = before.item["kind"].text, "An item of another kind is another item: a Broker keeps the Order."
    require(seen.item["kind"].text == kind, message, at=seen.item["kind"], expected=kind)


@check(
    "order-deletion.not-deleted-if-never-in-feed",
    cites=("od-006",),
    level=Level.SHOULD,
    scenario="order-deletion",
)
def test_not_deleted_if_never_in_feed(conversation: Reading) -> None:
    """Deleting an Order that was never in the Orders feed does not put it there.

    Pass: when a later change has come through the feed, it does not show the Order. Warn: it shows the Order as
    deleted, as in version 1.0 of the specification. Not applicable: it showed the Order before. Not testable: the
    later change did not appear.
    """
    conversation.success("other delete")
    conversation.passed("orders")
    if conversation.observation("other in feed before").seen:
        not_applicable("The Order was in the Orders feed before its deletion.")
    seen = conversation.observation("other in feed at last")
    require(not seen.seen, "The Order was not in the Orders feed before.", at=seen.item, expected="no item")


@check("order-deletion.frees-replacement", cites=("od-011",), scenario="seller-replacement")
def test_frees_replacement(conversation: Reading) -> None:
    """Deleting an Order frees the space where a Seller has put its item.

    Pass: the open feed showed more spaces of the replacement after the deletion. Fail: it did not within
    `feed_timeout`. Not applicable: for the first type that is configured the item is cancelled; or the feed states no
    spaces. Not testable: the replacement did not appear, or the deletion was refused. Info: the replacement was there
    before, so others may book it too.
    """
    if conversation.has("cancel"):
        not_applicable("The item was cancelled.")
    replacement_is_freed(conversation, "delete")


@check("order-deletion.frees-capacity", cites=("od-011", "pre-001"), scenario="order-deletion")
def test_frees_capacity(conversation: Reading) -> None:
    """Deleting Orders frees their spaces in the open feed.

    Pass: with both Orders deleted, the feed shows as many spaces as before they were booked. Fail: it shows fewer.
    Not testable: the feed did not show the bookings. Not applicable: it states no capacity. Info: others may book.
    """
    for step in ("delete", "other delete"):
        conversation.success(step)
    shared = conversation.fact("opportunities")[conversation.fact("shared")]
    spaces_before(shared)
    before, last = conversation.observation("capacity before"), conversation.observation("capacity at last")
    if not before.seen and shared["exclusive"]:
        not_shown(f"The open feed did not show {before.awaited}.")
    place = last.item["data"]
    if not last.seen and not shared["exclusive"]:
        inform("The open feed shows a different capacity, but others may have booked.", at=place)
    require(
        last.seen,
        "The spaces of deleted Orders must be available again.",
        at=place,
        expected=last.awaited,
        got=f"{capacity_of(shared['type'], place.plain())} spaces left",
    )
