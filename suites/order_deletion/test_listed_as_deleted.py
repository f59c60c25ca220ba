"""The Order UUID of what the Orders feed shows as deleted, in whatever recording."""

from booking_conformance.check import check, not_applicable, outcome, require
from booking_conformance.recording import Exchange, History


@check("order-deletion.listed-uuid-never-used-again", calls=("C1", "C2", "P", "B"),
       cites=("od-010", "err-018", "b-012"), examples=("reuse-after-deletion",))  # fmt: skip
def test_listed_uuid_never_used_again(exchange: Exchange, history: History) -> None:
    """No quote or Order is made under the Order UUID of an Order that the Orders feed shows as deleted.

    Pass: after a page that shows it as deleted, C1, C2, P and B are refused. Fail: one succeeds. Not applicable: no
    page before the request shows the Order as deleted.
    """
    page = history.feed_versions.deletion(exchange.partner, exchange.order_uuid or "")
    if page is None or not page.surely_before(exchange):
        not_applicable("No page before shows the Order as deleted.")
    if not exchange.succeeded and not exchange.error_type:
        not_applicable("The refusal does not say what it is.")
    message = f"{exchange.call} succeeded, though the Orders feed shows the Order as deleted ({page.id})."
    expected, got = "OrderAlreadyExistsError", outcome(exchange)
    require(not exchange.succeeded, message, at=exchange, expected=expected, got=got)
