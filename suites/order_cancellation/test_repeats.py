"""Cancelling what is already cancelled, and two cancellations at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import answered, check, not_applicable, not_shown, not_testable, require
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.suites.order_cancellation.cases import NOT_PERMITTED
from booking_conformance.suites.order_cancellation.items import (
    CANCELLED,
    CUSTOMER_CANCELLED,
    items,
    require_statuses,
    status,
)

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Reading

REPEATED = "cancellation-repeated"


@check("order-cancellation.partly-repeated-succeeds", cites=("u-004",), scenario=REPEATED)
def test_partly_repeated_succeeds(conversation: Reading) -> None:
    """A cancellation of which some items are already cancelled returns 204.

    Pass: it does. Fail: another response. Not applicable: it was not permitted, and the other item is not advertised
    as cancellable. Not testable: the first cancellation was refused.
    """
    both = conversation.step("cancel also another")
    if both.error_type == NOT_PERMITTED and not _is_advertised(conversation, conversation.fact("items")[2]):
        not_applicable("What is cancelled besides is not advertised as cancellable.")
    answered(both, {204}, "Items that are already cancelled must not prevent a cancellation.")


def _is_advertised(conversation: Reading, item_id: str) -> bool:
    """Return whether an item of the Order is of an opportunity that was chosen because it can be cancelled."""
    item = items(conversation.success("B").answer)[item_id]
    return "Cancellable" in conversation.fact("opportunities")[item["orderedItem"].id]["criterion"]


@check("order-cancellation.repeat-changes-nothing", cites=("u-003", "u-004"), scenario=REPEATED)
def test_repeat_changes_nothing(conversation: Reading) -> None:
    """A repeated cancellation cancels nothing more, and frees no space a second time.

    Pass: after all repeats, only the listed items are cancelled, and the open feed shows one more space for each.
    Fail: another item is cancelled, or more spaces are free. Not testable: the first cancellation was refused, or
    neither Order Status nor Orders feed shows the Order.
    """
    again = conversation.success("cancel again")
    ids = conversation.fact("items")
    later = conversation.has("status after all")
    for name, listed in (("status after repeat", ids[:1]), ("status after all", [ids[0], ids[2]])):
        if later:
            _only_cancelled(conversation.success(name).answer, listed)
    seen = conversation.observation("feed")
    if seen.seen:
        _only_cancelled(seen.item["data"], [ids[0], ids[2]])
    if not later and not seen.seen:
        not_testable("Neither Order Status nor the Orders feed shows the Order.", at=again)
    for name in ("first", "second"):
        _no_more_places(conversation, name, "Repeated cancellations freed more spaces than were booked.", "u-004")


def _only_cancelled(order: Document, listed: list[str]) -> None:
    found = items(order)
    if not any(map(status, found.values())):
        not_testable("The Order is shown without the status of its items.", at=order["orderedItem"])
    for identifier, item in found.items():
        if identifier not in listed:
            message = "A repeated cancellation cancelled an item that was not listed."
            require(status(item) != CUSTOMER_CANCELLED, message, at=item["orderItemStatus"], requirement="u-003")


def _no_more_places(conversation: Reading, name: str, message: str, row: str) -> None:
    expected = conversation.facts.get(f"{name} expected")
    if expected is None or not conversation.fact("sentinel")["open"]:
        return
    data, shown = _places_left(conversation, name)
    right, most = shown is None or shown <= expected, f"at most {expected}"
    require(right, message, at=data, expected=most, got=shown, requirement=row)


def _places_left(conversation: Reading, name: str) -> tuple[Document, int | None]:
    """Return what the open feed shows in the end of an opportunity, and how many spaces that has left."""
    data = conversation.observation(f"{name} later").item["data"]
    kind = next(iter(conversation.fact("opportunities").values()))["type"]
    return data, capacity_of(kind, data.plain())


@check("order-cancellation.item-listed-twice-frees-once", cites=("u-016", "med-012"), scenario=REPEATED)
def test_listed_twice_frees_once(conversation: Reading) -> None:
    """A cancellation that lists one item twice frees no more than its one space.

    It may be refused. Pass: when a later change has come through the open feed, it shows no more spaces left than all
    but those that are still booked. Fail: it shows more. Not applicable: the run makes no opportunities of its own, or
    none that state their capacity. Not testable: the open feed did not show the opportunity afterwards.
    """
    if "third expected" not in conversation.facts:
        conversation.step("cancel again")
        not_applicable("No opportunity that only this run books states its capacity.")
    conversation.step("cancel one listed twice")
    conversation.passed("open")
    if _places_left(conversation, "third")[1] is None:
        not_shown("The open feed does not show how many spaces are left.")
    _no_more_places(conversation, "third", "An item that is listed twice freed more than one space.", "u-016")


@check("order-cancellation.two-at-once-both-hold", cites=("u-003",), scenario="cancellations-at-once")
def test_two_at_once_both_hold(conversation: Reading) -> None:
    """Two cancellations of different items at the same time both hold.

    Pass: each item whose cancellation was answered with success is cancelled afterwards, in Order Status or in the
    Orders feed. Fail: one is not: the other cancellation overwrote it. Not applicable: fewer than two succeeded.
    """
    calls = [conversation.step(step) for step in ("cancel first", "cancel second")]
    done = conversation.fact("cancelled")
    if len(done) < len(calls):
        not_applicable("The two cancellations did not both succeed.")
    message = "A cancellation that succeeded must not be undone by another one at the same time."
    if conversation.has("status after both"):
        order = conversation.success("status after both").answer
        if any(map(status, items(order).values())):
            require_statuses(items(order), done, CANCELLED, message, order)
            return
    seen = conversation.observation("feed")
    require(seen.seen, message, at=seen.item, expected="both items cancelled in the Orders feed")
