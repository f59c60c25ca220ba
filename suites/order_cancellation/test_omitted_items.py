"""The items that a cancellation does not list, and must leave unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, each, not_shown, not_testable, require
from booking_conformance.check.comparison import agree
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.openactive.order_life import listed
from booking_conformance.suites.order_cancellation.cases import Case, capacities_known, each_case
from booking_conformance.suites.order_cancellation.items import ACCESS, items, require_same, status

if TYPE_CHECKING:
    from booking_conformance.recording import Reading


@check("order-cancellation.omitted-items-keep-status", cites=("u-003",), scenario="cancellation")
def test_omitted_items_keep_status(conversation: Reading) -> None:
    """A cancellation leaves the status of unlisted items unchanged.

    Pass: for every subset of a basket of three and random ones of a larger basket, Order Status (where declared)
    and the Orders feed show the other items with the status they had. Fail: one changed or is missing. Not
    testable: the cancellation was refused, or nothing shows the Order.
    """

    def judge(case: Case) -> bool:
        omitted = case.omitted
        before = items(case.success("B").answer)
        places = [case.success("status after").answer] if conversation.has(f"{case.prefix}status after") else []
        later = case.seen("feed later").item["data"]
        places += [later] if later else []
        if not places:
            not_testable("Neither Order Status nor the Orders feed shows the Order.")
        if omitted and not any(status(before[identifier]) for identifier in omitted):
            not_testable("B returned no orderItemStatus.", at=case.success("B"))
        for order in places:
            found = items(order)
            for identifier in omitted:
                require(
                    identifier in found,
                    "An item that was not listed is missing.",
                    at=order["orderedItem"],
                    expected=identifier,
                )
                message = "The status of an item that the cancellation did not list has changed."
                require(
                    status(found[identifier]) == status(before[identifier]),
                    message,
                    at=found[identifier]["orderItemStatus"],
                    expected=status(before[identifier]),
                )
        return bool(omitted)

    each_case(conversation, judge)


@check("order-cancellation.omitted-items-keep-access-data", cites=("u-003",), scenario="cancellation")
def test_omitted_items_keep_access_data(conversation: Reading) -> None:
    """A cancellation leaves the access data of unlisted items unchanged.

    Pass: afterwards it is the same as in B, or in Order Status before. Fail: some is missing or different.
    Not testable: no item has access data, or the cancellation was refused.
    """

    def judge(case: Case) -> bool:
        omitted = case.omitted
        status_known = conversation.has(f"{case.prefix}status before")
        before = items(case.success("status before" if status_known else "B").answer)
        order = case.success("status after").answer if status_known else case.feed_data
        found = items(order)
        message = "{name} of an item that the cancellation did not list has changed."
        kept = [i for i in omitted if i in found and i in before]
        return sum(require_same(before[i], found[i], ACCESS, message) for i in kept) > 0

    each_case(conversation, judge)


@check("order-cancellation.omitted-items-keep-notice", cites=("u-003",), scenario="seller-notice")
def test_omitted_items_keep_notice(conversation: Reading) -> None:
    """A cancellation leaves the customerNotice of unlisted items unchanged.

    Pass: the Orders feed shows the notice of the other item as before the cancellation. Fail: it is missing or
    different. Not applicable: only the cancelled item had one, or cancellation is not permitted. Not testable: the
    cancellation was refused otherwise, or it or the notice did not appear in the feed.
    """
    seen = [conversation.observation(name) for name in ("feed", "feed after cancellation")]
    cancelled = listed(conversation.success("cancel"))
    if not all(shown.seen for shown in seen):
        not_shown("The notice or the cancellation did not appear in the Orders feed.")
    before, after = (items(shown.item["data"]) for shown in seen)
    noted = [item for identifier, item in before.items() if identifier not in cancelled and item["customerNotice"]]
    for item in each(noted, "No item that was not listed had a notice."):
        message = "The notice of an item that the cancellation did not list has changed."
        agree(after.get(item["@id"].text or "", item["none"])["customerNotice"], item["customerNotice"], message)


@check("order-cancellation.omitted-items-keep-capacity", cites=("u-003",), scenario="cancellation")
def test_omitted_items_keep_capacity(conversation: Reading) -> None:
    """A cancellation leaves the capacity of unlisted items unchanged.

    Pass: after every subset, and once a later change had come through the open feed, no more spaces were free than
    the listed items had taken. Fail: more were, or fewer if no item was listed. Not testable: the cancellation was
    refused, or the open feed does not state the capacity. Info: the run did not create the opportunities, so others
    may book them too.
    """
    capacities_known(conversation)

    def judge(case: Case) -> bool:
        case.cancelled()
        conversation.passed("open")
        rows = [(i, row) for i, row in enumerate(case.capacities) if row["exclusive"] and row["before"] is not None]
        for index, row in rows:
            item = case.seen(f"capacity {index} later").item
            expected = row["before"] - row["booked"] + row["freed"]
            shown = capacity_of(row["type"], item["data"].plain())
            if shown is None:
                not_testable("The open feed does not state the capacity.", at=item["data"])
            right = shown <= expected if row["freed"] else shown == expected
            message = "The capacity of items that were not listed has changed."
            require(right, message, at=item["data"], expected=f"{expected} spaces left", got=f"{shown} spaces left")
        return bool(rows)

    each_case(conversation, judge)
