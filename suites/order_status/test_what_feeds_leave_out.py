"""What the Orders feed leaves out stays as it was: no reader of the feed would learn of a change."""

from booking_conformance.check import check, each, not_testable
from booking_conformance.check.comparison import agree
from booking_conformance.recording import Document, Reading

_OF_ORDERS = ("bookingService", "broker", "brokerRole", "seller", "customer", "orderNumber", "payment")
_OF_ITEMS = ("attendeeDetailsRequired", "attendee", "orderItemIntakeForm", "orderItemIntakeFormResponse")


@check("order-status.keeps-what-feeds-leave-out", cites=("of-029",), scenario="orders-feed", feature="order-status")
def test_keeps_what_feeds_leave_out(conversation: Reading) -> None:
    """What the Orders feed does not show of an Order is as it was at B, whatever has changed in it.

    Pass: after two changes Order Status shows bookingService, broker, brokerRole, seller, customer, orderNumber and
    payment as B did, and of each item what was asked of its attendee; what only one of the two shows is not judged.
    Fail: one differs. Not testable: nothing was booked, or nobody could change it. Not applicable: they have none
    of these in common.
    """
    before = conversation.success("changed B").answer
    after = conversation.success("changed status at the end").answer
    earlier = {item.id: item for item in before["orderedItem"].each() if item.id}
    both = [(item, earlier[item.id]) for item in after["orderedItem"].each() if item.id in earlier]
    if not both:
        not_testable(
            "Order Status and B have no OrderItem in common.", at=conversation.step("changed status at the end")
        )
    shown = [*_shown(after, before, _OF_ORDERS), *(part for pair in both for part in _shown(*pair, _OF_ITEMS))]
    for now, then in each(shown, "Order Status and B have none of these properties in common."):
        agree(now, then, "This is not as it was at B, and the feed does not say so.", shared_only=True)


def _shown(after: Document, before: Document, names: tuple[str, ...]) -> list[tuple[Document, Document]]:
    return [(after[name], before[name]) for name in names if after[name] and before[name]]
