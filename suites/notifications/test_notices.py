"""Notices to the customer, attendance, and changes to time, venue and name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, each, not_shown, not_testable, outcome, require
from booking_conformance.check.comparison import agree
from booking_conformance.results import Level
from booking_conformance.specification.opportunity_types import parent_properties
from booking_conformance.suites.order_cancellation.items import items, status

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Reading

NOTICE = "seller-notice"
ATTENDANCE = "seller-attendance"
_LOGISTICS = {"Time": "startDate", "Name": "name", "Location": "location"}
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


@check("notifications.re-emitted-order-is-current", cites=("tst-018",), scenario="seller-logistics")
def test_re_emitted_order_is_current(conversation: Reading) -> None:
    """An Order that the Orders feed shows again, as its opportunity has changed, agrees with the open feed.

    Pass: what its items state of the opportunity is as changed; they may state less. Fail: it is as before. Not
    applicable: the Orders feed does not show the Order, or gives the opportunity by its @id alone (open reading 32).
    Not testable: the open feed did not show the change.
    """
    changed = [seen for seen in conversation.observations if seen.name.endswith(" changed") and seen.seen]
    conversation.success("change")
    conversation.passed("orders")
    if not changed:
        not_testable("The open feed did not show the change.")
    now = changed[0].item["data"]
    name = _LOGISTICS[conversation.values["change"]]
    shown = _opportunities(conversation.observation("Order").item["data"])
    stated = [place[name] for place in shown if place.id == now.id and place[name]]
    for place in each(stated, "The Orders feed does not describe the changed opportunity."):
        message = f"The Orders feed shows the {name} from before the change."
        agree(place, now[name], message, shared_only=True)


def _opportunities(order: Document) -> list[Document]:
    """Return the opportunities of an Order, and what each belongs to."""
    booked = [item["orderedItem"] for item in items(order).values()]
    return [*booked, *(place[name] for place in booked for name in parent_properties())]


@check("notifications.change-of-logistics-shown-in-open-feed", cites=("notif-011", "notif-013", "tst-018"),
       scenario="seller-logistics")  # fmt: skip
def test_logistics(conversation: Reading) -> None:
    """The open feed shows changes to the time, venue and name of a booked opportunity.

    Pass: the open feed showed the change, under the same @id, in the opportunity or in the series or facility
    that it belongs to. Fail: it did not within `feed_timeout`; a customerNotice is not enough. Not testable: the Order
    was not booked.
    """
    change = conversation.success("change")
    watched = [seen for seen in conversation.observations if seen.name.endswith(" changed")]
    if not watched:
        not_testable("No feed was watched.", at=change)
    require(
        any(seen.seen for seen in watched),
        "The open feed did not show the change.",
        at=watched[0].item["data"],
        expected=watched[0].awaited,
    )
