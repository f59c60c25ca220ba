"""B under the Order UUID of an Order that there is, whoever sent it, in whatever recording."""

from booking_conformance.check import check, not_applicable, require
from booking_conformance.recording import Exchange, History
from booking_conformance.recording.booking import Booking, fixed_in, item_ids_in, wanted_in

_FIXED = ("orderNumber", "seller/@id")


@check("b.repeat-returns-the-order", cites=("b-010", "b-011"), calls=("B",), unless_deleted=True,
       examples=("booking", "overtaken"))  # fmt: skip
def test_repeat_returns_the_order(exchange: Exchange, history: History) -> None:
    """B succeeds for an existing Order only if it asks for the same as before, and returns the same Order.

    Pass: opportunities, offers and the customer's e-mail address are those of the first B, and so are the @ids of the
    OrderItems, the Seller and the orderNumber that it returns, as far as both state them. Fail: one differs. Not
    applicable: the first B is not in the recording, the Order may have been deleted since, or one of the responses
    shows no @ids. What has been cancelled may be missing, and an orderNumber that the request changes (open reading 6).
    """
    first = history.bookings.booked(exchange.partner, exchange.order_uuid or "")
    if first is None or not exchange.succeeded or not first.by.surely_before(exchange):
        not_applicable("No Order was booked again.")
    wanted = wanted_in(exchange)
    message = f"B asked for something else than the first ({first.by.id}), but it succeeded."
    same = wanted.agrees_with(first.wanted)
    require(same, message, at=exchange, expected="OrderAlreadyExistsError", requirement="b-011")
    _require_same_order(exchange, first)
    _require_same_items(exchange, first, history)


def _require_same_items(exchange: Exchange, first: Booking, history: History) -> None:
    got = item_ids_in(exchange.answer)
    if got is None or first.items is None:
        not_applicable("The responses do not both show the @ids of OrderItems.")
    fewer = got < first.items and history.bookings.cancelled(exchange.partner, exchange.order_uuid or "")
    message = f"The OrderItems are not those that the first B returned ({first.by.id})."
    at, expected = exchange.answer["orderedItem"], sorted(first.items)
    same = got == first.items or bool(fewer)
    require(same, message, at=at, expected=expected, got=sorted(got), requirement="b-010")


def _require_same_order(exchange: Exchange, first: Booking) -> None:
    now, then = dict(fixed_in(exchange.answer)), dict(first.fixed)
    renumbered = exchange.request.body_lost or bool(exchange.sent["orderNumber"])
    both = [path for path in _FIXED if path in now and path in then and not (path == "orderNumber" and renumbered)]
    for path in both:
        message = f"This is not what the first B returned ({first.by.id})."
        at = exchange.answer[path.partition("/")[0]]
        require(now[path] == then[path], message, at=at, expected=then[path], got=now[path], requirement="b-010")
