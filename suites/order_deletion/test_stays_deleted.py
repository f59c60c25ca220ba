"""Requests about an Order that has been deleted."""

from booking_conformance.check import check, verify
from booking_conformance.recording import Exchange, History

_GONE = (404, 410)
_ROWS = {"order-status": ("od-007", "od-009"), "cancellation": ("err-055", "od-007")}
_CREATED = ("B", "P", "C1", "C2")


@check(
    "order-deletion.stays-deleted",
    cites=("od-007", "od-009", "od-013", "err-049", "err-055"),
    calls=tuple(_ROWS),
    examples=("order-deletion",),
)
def test_stays_deleted(exchange: Exchange, history: History) -> None:
    """A deleted Order does not exist for later requests.

    Pass: after its deletion returned 204, they return 404, or 410 with GoneError, unless its Order UUID is used again.
    Fail: one succeeds, or returns 410 with another error, or GoneError with another status. Requests for Orders whose
    deletion is not in the recording are not judged, nor are other refusals, which do not say whether the Order exists.
    """
    said = [each for each in history.before(exchange) if each.succeeded]
    deletions = [each for each in said if each.call == "order-deletion" and each.surely_before(exchange)]
    if not deletions or any(each.call in _CREATED and not each.surely_before(deletions[-1]) for each in said):
        verify.not_applicable("The recording does not contain a deletion of the Order.")
    message = f"The Order still exists after its deletion ({deletions[-1].id})."
    existing, got = exchange.succeeded, verify.outcome(exchange)
    rows = _ROWS[exchange.call]
    verify.require(not existing, message, at=exchange, expected="404 or 410", got=got, requirement=rows)
    _require_named_rightly(exchange)
    if exchange.status not in _GONE:
        verify.not_applicable("The refusal does not say that there is no such Order.")


def _require_named_rightly(exchange: Exchange) -> None:
    kind, got = exchange.answer.type, verify.outcome(exchange)
    if exchange.status == 410 or kind == "GoneError":
        right, message = (
            (exchange.status, kind) == (410, "GoneError"),
            "410 stands for GoneError, and GoneError for 410.",
        )
        verify.require(
            right, message, at=exchange, expected="410 GoneError", got=got, requirement=("err-055", "od-013")
        )
    if kind == "UnknownOrderError":
        message = "UnknownOrderError has the status 404."
        verify.require(exchange.status == 404, message, at=exchange, expected=404, got=got, requirement="err-049")
