"""Notices to the customer, and attendance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, not_shown, not_testable, outcome, require
from booking_conformance.results import Level
from booking_conformance.suites.order_cancellation.items import items, status

if TYPE_CHECKING:
    from booking_conformance.recording import Reading

NOTICE = "seller-notice"
ATTENDANCE = "seller-attendance"
# What each action may make of an item (attended: open reading 31), and the rows that say so.
_ATTENDED = {
    "AttendeeAttended": ({"AttendeeAttended", "CustomerAttended"}, ("notif-015", "tst-019")),
    "AttendeeAbsent": ({"AttendeeAbsent"}, ("tst-019",)),
}


@check(
    "notifications.customer-notice-shown-in-orders-feed",
    cites=("notif-009", "tst-017"),
    level=Level.MUST,
    scenario=NOTICE,
)
def test_notice_shown(conversation: Reading) -> None:
    """A customerNotice from the Seller appears with its item in the Orders feed.

    Pass: the feed showed one, and it is not blank. Fail: it did not within `feed_timeout`.
    Not testable: the Order was not booked.
    """
    conversation.success("CustomerNotice")
    seen = conversation.observation("feed")
    data = seen.item["data"]
    require(seen.seen, "The Orders feed did not show the notice.", at=data, expected=seen.awaited)
    notices = [item["customerNotice"].text or "" for item in items(data).values()]
    require(
        any(notice.strip() for notice in notices),
        "The notice is blank.",
        at=data["orderedItem"],
        expected="a customerNotice",
    )


@check("notifications.attendance-shown-in-orders-feed", cites=("notif-015", "tst-019"), scenario=ATTENDANCE)
def test_attendance_shown(conversation: Reading) -> None:
    """Attendance that the Seller records appears as the item's status in the Orders feed.

    Pass: AttendeeAttended or CustomerAttended if attendance was recorded, AttendeeAbsent if absence was. Fail: another
    status, or the feed did not show it within `feed_timeout`. Not testable: the Order was not booked.
    """
    conversation.success("attendance")
    seen = conversation.observation("feed")
    data = seen.item["data"]
    wanted, rows = _ATTENDED[conversation.values["attendance"]]
    require(seen.seen, "The Orders feed did not show the attendance.", at=data, expected=seen.awaited, requirement=rows)
    shown = {status(item) for item in items(data).values()}
    require(
        bool(shown & wanted),
        "The status does not match the recorded attendance.",
        at=data["orderedItem"],
        expected=" or ".join(sorted(wanted)),
        got=", ".join(sorted(shown)),
        requirement=rows,
    )


@check("notifications.attendance-outlasts-repeated-b", cites=("b-010",), scenario=ATTENDANCE, feature="order-status")
def test_attendance_outlasts_repeated_b(conversation: Reading) -> None:
    """A repeated B leaves recorded attendance as it is.

    Pass: Order Status shows the same orderItemStatus of each item as before. Fail: one differs. Not testable: Order
    Status did not return the Order before.
    """
    conversation.step("B again")
    before, after = conversation.success("status"), conversation.step("status after B again")
    then = {identifier: status(item) for identifier, item in items(before.answer).items() if status(item)}
    if not then:
        not_testable("Order Status showed the status of no item before.", at=before)
    now = items(after.answer)
    for identifier, expected in then.items():
        message = "A repeated B must not change the status of an item."
        at = now[identifier]["orderItemStatus"] if identifier in now else after.answer["orderedItem"]
        require(identifier in now and status(now[identifier]) == expected, message, at=at, expected=expected)


@check(
    "notifications.attendance-not-cancelled-afterwards",
    cites=("u-017",),
    level=Level.SHOULD,
    scenario=ATTENDANCE,
    only={"attendance": ("AttendeeAttended",)},
)
def test_not_cancelled_afterwards(conversation: Reading) -> None:
    """An attended OrderItem can no longer be cancelled.

    Pass: the cancellation was refused. Warn: it was not (the specification only calls this out of scope).
    Not testable: the attendance did not appear in the Orders feed.
    """
    if not conversation.observation("feed").seen:
        not_shown("The attendance did not appear in the Orders feed.")
    exchange = conversation.step("cancel afterwards")
    require(
        exchange.refused,
        "An attended item was cancelled.",
        at=exchange,
        expected="a refusal",
        got=outcome(exchange),
    )
