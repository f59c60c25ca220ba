"""Notices to the customer, attendance, and changes of when, where and under which name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, not_testable, outcome, require
from booking_conformance.results import Level
from booking_conformance.suites.order_cancellation.items import items, status

if TYPE_CHECKING:
    from booking_conformance.recording import Reading

NOTICE = "seller-notice"
ATTENDANCE = "seller-attendance"
# What each action may make of an item: CR3 knows CustomerAttended only (open reading 31).
_ATTENDED = {
    "AttendeeAttended": {"AttendeeAttended", "CustomerAttended"},
    "AttendeeAbsent": {"AttendeeAbsent", "CustomerAttended"},
}


@check(
    "notifications.customer-notice-shown-in-orders-feed",
    cites=("notif-009", "tst-017"),
    level=Level.MUST,
    scenario=NOTICE,
)
def test_notice_shown(conversation: Reading) -> None:
    """A customerNotice that the Seller gives is shown with its item in the Orders feed.

    Pass: the feed came to show one, and it is not blank. Fail: it did not within `feed_timeout`.
    Not testable: the Order was not booked.
    """
    conversation.success("CustomerNotice")
    seen = conversation.observation("feed")
    data = seen.item["data"]
    require(seen.seen, "The Orders feed did not come to show the notice.", at=data, expected=seen.awaited)
    notices = [item["customerNotice"].text or "" for item in items(data).values()]
    require(
        any(notice.strip() for notice in notices),
        "The notice is blank.",
        at=data["orderedItem"],
        expected="a customerNotice",
    )


@check("notifications.attendance-shown-in-orders-feed", cites=("notif-015", "tst-019"), scenario=ATTENDANCE)
def test_attendance_shown(conversation: Reading) -> None:
    """Attendance that the Seller records is shown as the status of the item in the Orders feed.

    Pass: AttendeeAttended or AttendeeAbsent, as recorded, or CustomerAttended. Fail: another status, or the feed did
    not come to show it within `feed_timeout`. Not testable: the Order was not booked.
    """
    conversation.success("attendance")
    seen = conversation.observation("feed")
    data = seen.item["data"]
    require(seen.seen, "The Orders feed did not come to show the attendance.", at=data, expected=seen.awaited)
    wanted = _ATTENDED[conversation.values["attendance"]]
    shown = {status(item) for item in items(data).values()}
    require(
        bool(shown & wanted),
        "The status is not that of the attendance recorded.",
        at=data["orderedItem"],
        expected=" or ".join(sorted(wanted)),
        got=", ".join(sorted(shown)),
    )


@check(
    "notifications.attendance-not-cancelled-afterwards",
    cites=("u-017",),
    level=Level.SHOULD,
    scenario=ATTENDANCE,
    only={"attendance": ("AttendeeAttended",)},
)
def test_not_cancelled_afterwards(conversation: Reading) -> None:
    """Who has attended cannot cancel any more.

    Pass: the cancellation was refused. Warn: it was not (the specification only calls it out of scope).
    Not testable: the attendance did not come in the Orders feed.
    """
    if not conversation.observation("feed").seen:
        not_testable("The attendance did not come in the Orders feed.")
    exchange = conversation.step("cancel afterwards")
    require(
        exchange.refused,
        "An item that was attended was cancelled.",
        at=exchange,
        expected="a refusal",
        got=outcome(exchange),
    )


@check(
    "notifications.change-of-logistics-shown-in-open-feed", cites=("notif-013", "tst-018"), scenario="seller-logistics"
)
def test_logistics(conversation: Reading) -> None:
    """When, where and under which name a booked opportunity takes place is kept up to date in the open feed.

    Pass: the open feed came to show the change, under the same @id, in the opportunity or in the series or facility
    that it belongs to. Fail: it did not within `feed_timeout`. Not testable: the Order was not booked.
    """
    change = conversation.success("change")
    watched = [seen for seen in conversation.observations if seen.name.endswith(" changed")]
    if not watched:
        not_testable("No feed was watched.", at=change)
    require(
        any(seen.seen for seen in watched),
        "The open feed did not come to show the change.",
        at=watched[0].item["data"],
        expected=watched[0].awaited,
    )
