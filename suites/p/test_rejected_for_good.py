"""B for a proposal that the customer rejected, in whatever recording."""

from booking_conformance.check import check, not_applicable, outcome, require
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Exchange, History, NotRecorded

_REJECTED = f"{OPENACTIVE}CustomerRejected"


@check("p.rejected-never-booked", cites=("p-038", "p-039"), calls=("B",), feature="approval",
       examples=("proposal-rejection",))  # fmt: skip
def test_rejected_never_booked(exchange: Exchange, history: History) -> None:
    """B never makes an Order of a proposal that the customer rejected.

    Pass: after a PATCH to CustomerRejected that succeeded, B is refused. Fail: it succeeds. Not applicable: the
    recording shows no rejection before B, or shows that the Order had been made, or proposed anew.
    """
    said = [each for each in history.before(exchange) if each.succeeded]
    rejections = [each for each in said if _is_rejection(each) and each.surely_before(exchange)]
    if not rejections or any(each.call == "B" for each in said):
        not_applicable("No proposal was rejected before.")
    if any(each.call == "P" and not each.surely_before(rejections[-1]) for each in said):
        not_applicable("The recording shows another proposal since.")
    if not exchange.succeeded and not exchange.error_type:
        not_applicable("The refusal does not say what it is.")
    message = f"B succeeded for a proposal that the customer had rejected ({rejections[-1].id})."
    require(not exchange.succeeded, message, at=exchange, expected="a refusal", got=outcome(exchange))


def _is_rejection(exchange: Exchange) -> bool:
    try:
        return exchange.call == "proposal-update" and exchange.sent["orderProposalStatus"].text == _REJECTED
    except NotRecorded:
        return False
