"""Changes to the time, venue and name of what is booked: in the open feeds, in the Order, in later quotes."""

from booking_conformance.check import check, each, not_testable, require
from booking_conformance.check.comparison import agree
from booking_conformance.openactive.leases import lacks_spaces
from booking_conformance.recording import Document, Reading
from booking_conformance.specification.opportunity_types import parent_properties

LOGISTICS = "seller-logistics"
_NAMES = {"Time": "startDate", "Name": "name", "Location": "location"}


@check("notifications.re-emitted-order-is-current", cites=("tst-018",), scenario=LOGISTICS)
def test_re_emitted_order_is_current(conversation: Reading) -> None:
    """An Order that the Orders feed shows again, as its opportunity has changed, agrees with the open feed.

    Pass: what its items state of the opportunity is as changed; they may state less. Fail: it is as before. Not
    applicable: the Orders feed does not show the Order, or gives the opportunity by its @id alone (open reading 32).
    Not testable: the open feed did not show the change.
    """
    now = _as_changed(conversation)
    conversation.passed("orders")
    _require_current(conversation, conversation.observation("Order").item["data"], now, "The Orders feed")


@check("notifications.change-of-logistics-in-order-status", cites=("tst-018", "st-003"), scenario=LOGISTICS,
       feature="order-status")  # fmt: skip
def test_change_in_order_status(conversation: Reading) -> None:
    """Order Status shows the opportunity of a booked item as it is now.

    Pass: once the open feed has shown a change to the time, venue or name, Order Status shows it, too. Fail: it shows
    what was before. Not applicable: it states nothing of what was changed. Not testable: the open feed did not show the
    change, or Order Status was refused.
    """
    now = _as_changed(conversation)
    _require_current(conversation, conversation.success("status after change").answer, now, "Order Status")


@check("notifications.change-of-logistics-quoted", cites=("opp-002", "notif-013"), scenario=LOGISTICS)
def test_change_is_quoted(conversation: Reading) -> None:
    """C1 shows an opportunity that its Seller has changed as it is now.

    Pass: once the open feed has shown a change to the time, venue or name, a new C1 shows it, too, as far as it
    describes the opportunity. Fail: it shows what was before. Not applicable: it states nothing of what was changed, as
    where the last space is booked. Not testable: the open feed did not show the change, or C1 was refused for another
    reason.
    """
    now = _as_changed(conversation)
    quote = conversation.step("new C1")
    if not lacks_spaces(quote):
        conversation.success("new C1")
    _require_current(conversation, quote.answer, now, "C1")


@check("notifications.change-of-logistics-shown-in-open-feed", cites=("notif-011", "notif-013", "tst-018"),
       scenario=LOGISTICS)  # fmt: skip
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


def _as_changed(conversation: Reading) -> Document:
    """Return what the open feed showed when it had changed: the opportunity, or what it belongs to."""
    changed = [seen for seen in conversation.observations if seen.name.endswith(" changed") and seen.seen]
    conversation.success("change")
    if not changed:
        not_testable("The open feed did not show the change.")
    return changed[0].item["data"]


def _require_current(conversation: Reading, order: Document, now: Document, where: str) -> None:
    """Fail where what is shown of the changed opportunity is not as it is now."""
    name = _NAMES[conversation.values["change"]]
    stated = [place[name] for place in _opportunities(order) if place.id == now.id and place[name]]
    for place in each(stated, f"{where} does not describe the changed opportunity."):
        message = f"{where} shows the {name} from before the change."
        agree(place, now[name], message, shared_only=True)


def _opportunities(order: Document) -> list[Document]:
    """Return the opportunities of an Order or a quote, and what each belongs to."""
    booked = [item["orderedItem"] for item in order["orderedItem"].each()]
    return [*booked, *(place[name] for place in booked for name in parent_properties())]
