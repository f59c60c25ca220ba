"""Items that have to be prepaid beside items that cannot be, in whatever recording."""

from booking_conformance.check import check, not_applicable, require
from booking_conformance.openactive.answers import Kind, errors_of, kind_of
from booking_conformance.openactive.opportunities.published import UNAVAILABLE
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document, Exchange, History

_REQUIRED = f"{OPENACTIVE}Required"


@check("payment.conflict-never-quoted", cites=("err-037",), calls=("C1", "C2"), feature="paid",
       examples=("conflicting-prepayment",))  # fmt: skip
def test_conflict_never_quoted(exchange: Exchange, history: History) -> None:
    """No quote takes items that require prepayment together with items for which it is unavailable.

    Pass: where the offers of a quote that cost something state both, at least one of those items has an error. Fail:
    none has. Not applicable: the offers do not state both.
    """
    items = exchange.answer["orderedItem"].each() if kind_of(exchange) is not Kind.ERROR else []
    stated = [(item, _prepayment(item)) for item in items]
    if not {_REQUIRED, UNAVAILABLE} <= {said for _, said in stated}:
        not_applicable("No quote lists items that require prepayment beside items for which it is unavailable.")
    flagged = any(errors_of(item) for item, said in stated if said in {_REQUIRED, UNAVAILABLE})
    message = "Items that require prepayment cannot be booked with items for which it is unavailable."
    require(flagged, message, at=exchange.answer["orderedItem"], expected="OpportunityIsInConflictError")


def _prepayment(item: Document) -> str:
    offer = item["acceptedOffer"]
    said = offer["openBookingPrepayment"] or offer["prepayment"]
    return (said.text or "") if (offer["price"].decimal or 0) > 0 else ""
