"""What appears in the Orders feed, and what does not."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from booking_conformance.check import check, each, not_applicable, not_shown, not_testable, require
from booking_conformance.openactive.rpde import follows, id_of, items_of, position_of
from booking_conformance.suites.order_cancellation.items import CANCELLED, items, same, status
from booking_conformance.suites.orders_feed.feed import (
    booked,
    changed_by_seller,
    changed_data,
    is_order,
    name_of,
    need_second_change,
    page_items,
    whole_read,
)

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, Reading

FEED = "orders-feed"
_PAGE = 200


@check("orders-feed.new-order-stays-out", cites=("of-004", "of-003"), scenario=FEED)
def test_new_order_stays_out(conversation: Reading) -> None:
    """An Order does not appear in the Orders feed until it changes after B.

    Pass: the feed did not show it by the time a later change to another Order had come through. Fail: it did. Not
    testable: no later change came through.
    """
    conversation.success("new B")
    _require_unseen(conversation, "new later")


@check(
    "orders-feed.approved-order-stays-out",
    cites=("of-004",),
    scenario="booking",
    feature="approval",
    only={"flow": ("approval",), "basket": ("one",)},
)
def test_approved_order_stays_out(conversation: Reading) -> None:
    """An Order that was an OrderProposal first does not appear in the Orders feed until it changes after B either.

    Pass: the feed did not show it by the time a later change to another Order had come through. Fail: it did. Not
    testable: no later change came through.
    """
    conversation.success("B")
    _require_unseen(conversation, "feed after B again")


def _require_unseen(conversation: Reading, name: str) -> None:
    """Require that the Orders feed had not shown an Order when a later change to another had come through."""
    conversation.passed("orders")
    seen = conversation.observation(name)
    message = "The Orders feed shows an Order that has not changed since B."
    require(not seen.seen, message, at=seen.item["data"], expected="nothing")


@check("orders-feed.second-change-arrives", cites=("of-005", "of-009", "rpde-003"), scenario=FEED)
def test_second_change_arrives(conversation: Reading) -> None:
    """An Order that is already in the Orders feed is shown again when it changes again.

    Pass: a reader that has passed it, and follows `next`, finds it on a later page with its second item cancelled
    too. Fail: it did not within `feed_timeout`. Not testable: the second item could not be cancelled, or the first
    change did not appear. Not run: the Seller cancelled every item at once.
    """
    changed_data(conversation)
    need_second_change(conversation)
    seen = conversation.observation("changed second change in feed")
    require(seen.seen, f"The Orders feed did not show {seen.awaited}.", at=seen.item["data"], expected=seen.awaited)


@check("orders-feed.modified-grows", cites=("of-008", "rpde-022"), scenario=FEED)
def test_modified_grows(conversation: Reading) -> None:
    """Whenever an Order or an OrderItem in it changes in the feed, the item's modified increases.

    Pass: from the first change to the second, and to the reading of the whole feed, different data always had a
    greater modified, or another one where it is text but no time, since a system may sort texts in its own way. Fail:
    they had the same or a smaller one. Not testable: no second change was made, or the feed never showed it. Not run:
    the Seller cancelled every item at once.
    """
    changed_data(conversation)
    need_second_change(conversation)
    awaited = [conversation.observation(f"changed {which} change in feed") for which in ("first", "second")]
    versions = [*(change.item for change in awaited if change.seen), *_read_again(conversation)]
    changed = [pair for pair in itertools.pairwise(versions) if not same(pair[0]["data"], pair[1]["data"])]
    if not changed:
        not_testable("The feed never showed other data of the Order.", at=versions[-1]["data"])
    for earlier, later in changed:
        require(
            _grown(earlier, later),
            "The data of the Order changed, but its item's modified did not increase.",
            at=later["modified"],
            expected=f"more than {earlier['modified'].plain()}",
        )


def _read_again(conversation: Reading) -> list[Document]:
    uuid = conversation.fact("orders")["changed"]
    known_as = name_of(conversation.observation("changed first change in feed").item)
    return [item for item in page_items(whole_read(conversation)) if is_order(item, uuid, known_as)]


def _grown(earlier: Document, later: Document) -> bool:
    if earlier["modified"].plain() == later["modified"].plain():
        return False
    return follows(position_of(later), position_of(earlier), unique=True) is not False


@check("orders-feed.change-comes-last", cites=("rpde-016",), scenario=FEED)
def test_change_comes_last(conversation: Reading) -> None:
    """A change puts an item behind everything that the feed has shown before.

    Pass: in the reading of the whole feed, modified of the changed Order is not smaller than any that a page had
    before it was changed for the last time. Fail: it is. Not testable: no second change was made, or it is not in
    the feed. Not run: the Seller cancelled every item at once.
    """
    need_second_change(conversation)
    change = conversation.step("changed second change")
    earlier = [page for page in conversation.everything if page.call == "orders-feed" and _is_before(page, change)]
    shown = [item for item in _read_again(conversation) if item["data"]]
    if not shown:
        not_testable("The whole reading does not hold the Order, which another check reports.")
    if shown[-1]["data"].plain() == changed_data(conversation).plain():
        not_applicable("The second change left the Order as it was.")
    last = shown[-1]["modified"]
    known = [item for page in earlier for item in items_of(page) if item["modified"] and last]
    for item in each(known, "No page before the change gave an item's modified, or the changed Order has none."):
        before = item["modified"].plain()
        fallen = before != last.plain() and follows(position_of(item), position_of(shown[-1])) is True
        message = f"The Order was changed, and comes before what exchange {item.exchange} had shown."
        require(not fallen, message, at=last, expected=f"at least {before}")


def _is_before(page: Exchange, change: Exchange) -> bool:
    return page.partner == change.partner and page.status == _PAGE and page.ended <= change.started


@check("orders-feed.cancelled-order-stays", cites=("of-010", "rpde-006"), scenario=FEED)
def test_cancelled_order_stays(conversation: Reading) -> None:
    """An Order whose items are all cancelled stays in the feed as updated.

    Pass: the feed, read in full, contains it as updated. Fail: it contains it as deleted, or not at all.
    Not testable: not all its items were cancelled, or the feed was not read to its end.
    """
    by_seller = changed_by_seller(conversation)
    conversation.success("changed first change by Seller" if by_seller else "changed second change")
    found = _read_again(conversation)
    if not found and not _listed_once(conversation):
        not_shown("The Order never appeared in the Orders feed.")
    message, last = "The Order is no longer in the Orders feed.", whole_read(conversation)[-1]
    require(bool(found), message, at=last, expected="updated", requirement="rpde-006")
    state, message = found[-1]["state"], "The Orders feed shows the Order as deleted, but it was cancelled."
    require(state.text == "updated", message, at=state, expected="updated", requirement="of-010")


def _listed_once(conversation: Reading) -> bool:
    return conversation.observation("changed first change in feed").seen


@check("orders-feed.deleted-order-stays-as-deleted", cites=("rpde-006", "od-005"), scenario=FEED)
def test_deleted_order_stays(conversation: Reading) -> None:
    """An Order that was in the feed and was then deleted stays there as deleted.

    Pass: the feed, read in full, contains it as deleted. Fail: it contains it as updated, again or anew, or not at all.
    Not testable: the deletion did not appear in the feed, which another check reports, or it was not read to its end.
    """
    conversation.success("gone delete")
    deleted = conversation.observation("gone deleted")
    shown = deleted.item if deleted.seen else conversation.observation("gone change in feed").item
    pages = whole_read(conversation)
    found = [item for item in page_items(pages) if name_of(item) == name_of(shown)]
    if not deleted.seen and not (found and _grown(shown, found[-1])):
        not_shown("The deletion did not appear in the Orders feed.")
    message = "The deleted Order is missing from the feed."
    require(bool(found), message, at=pages[-1], expected="deleted", requirement="rpde-006")
    state, message = found[-1]["state"], "The deleted Order exists again."
    require(state.text == "deleted", message, at=state, expected="deleted", requirement="od-005")


@check("orders-feed.each-order-once", cites=("rpde-002",), scenario=FEED)
def test_each_order_once(conversation: Reading) -> None:
    """In one reading of the feed, each Order appears once, unless it changes in the meantime.

    Pass: no item of a kind and id appeared twice with the same modified. Fail: one did.
    Not testable: the feed was not read to its end, or it is empty.
    """
    booked(conversation)
    pages = whole_read(conversation)
    if not page_items(pages):
        not_testable("The Orders feed is empty.", at=pages[-1])
    known = (item for item in page_items(pages) if id_of(item) and item["modified"])
    seen: set[tuple[str, str, str]] = set()
    for item in each(known, "No item of the feed has an id and modified."):
        version = str(item["kind"].plain()), name_of(item), str(item["modified"].plain())
        require(version not in seen, "An item appeared twice in one reading of the feed.", at=id_of(item))
        seen.add(version)


@check("orders-feed.whole-reading-is-current", cites=("of-009", "of-033"), scenario=FEED)
def test_whole_reading_is_current(conversation: Reading) -> None:
    """A reading from the first page finds each Order in its latest state.

    Pass: it contains the changed Order with the same data as when it last changed, in whatever order, and the items
    that the first change cancelled still are. Fail: it contains other data, or an item is no longer cancelled. Not
    testable: no change appeared in the feed, or it was not read to its end.
    """
    booked(conversation)
    last = conversation.observation("changed second change in feed")
    if not last.seen:
        not_shown("The last change did not appear in the Orders feed.")
    found = [item for item in _read_again(conversation) if item["data"]]
    if not found:
        not_testable("The feed, read in full, does not contain the Order, which another check reports.")
    now = found[-1]["data"]
    _still_cancelled(changed_data(conversation), now)
    message = "The feed, read from its first page, does not show the Order as it was when it last changed."
    require(same(now, last.item["data"]), message, at=now, requirement="of-009")


def _still_cancelled(before: Document, now: Document) -> None:
    later, shown = items(now), items(before)
    cancelled = [later[one] for one in shown if status(shown[one]) in CANCELLED and one in later]
    for item in each(cancelled, "The feed showed no item as cancelled that it still shows."):
        place, message = item["orderItemStatus"], "The item was cancelled before."
        require(status(item) in CANCELLED, message, at=place, requirement="of-033")
