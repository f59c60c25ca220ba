"""What is said of an Order that was deleted before."""

from datetime import datetime, timedelta

from booking_conformance.check import check, verify
from booking_conformance.recording import Exchange, History

_CREATED = ("B", "P", "C1", "C2")


@check("order-deletion.stays-deleted", cites=("od-009", "err-049", "err-055"), calls=("order-status",))
def test_stays_deleted(exchange: Exchange, history: History) -> None:
    """A deleted Order does not exist for later requests.

    Pass: after the 204 of its deletion it returns 404 or 410, as long as its Order UUID is not used anew. Fail: it
    is answered with success. Requests for Orders that were not seen to be deleted are not judged.
    """
    said = [each for each in history.before(exchange) if each.succeeded]
    deletions = [each for each in said if each.call == "order-deletion" and _ended(each) <= exchange.started]
    if not deletions or any(each.call in _CREATED and _ended(each) > deletions[-1].started for each in said):
        verify.not_applicable("The Order was not seen to be deleted.")
    message = f"The Order was deleted ({deletions[-1].id}), and still exists."
    verify.require(not exchange.succeeded, message, at=exchange, expected="404 or 410", got=verify.outcome(exchange))


def _ended(exchange: Exchange) -> datetime:
    return exchange.started + timedelta(milliseconds=exchange.duration_ms)
