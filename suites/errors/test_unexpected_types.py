"""Messages of another type than the call takes, in whatever recording."""

import re

from booking_conformance.check import check, not_applicable, outcome, require
from booking_conformance.recording import Exchange, History

_TAKEN = {"C1": "OrderQuote", "C2": "OrderQuote", "P": "OrderProposal", "B": "Order", "cancellation": "Order"}
_BEFORE_NAME = re.compile(r".*[/#:]")


@check("errors.unexpected-type-never-succeeds", cites=("err-021",), calls=tuple(_TAKEN), examples=("wrong-messages",))
def test_unexpected_type_never_succeeds(exchange: Exchange, history: History) -> None:
    """No request succeeds whose @type is not the one that the call takes.

    Pass: it is refused with any error. Fail: it succeeds. Not applicable: it has the type that the call takes
    (OrderQuote at C1 and C2, OrderProposal at P, Order at B and at Order Cancellation), or states none.
    """
    stated, expected = exchange.sent.type, _TAKEN[exchange.call]
    if not stated or _BEFORE_NAME.sub("", stated) == expected or not (exchange.succeeded or exchange.error_type):
        not_applicable("The request has the @type that the call takes, or none, or the refusal is not an error of it.")
    message = f"{exchange.call} takes an {expected}, but succeeded with another @type."
    require(not exchange.succeeded, message, at=exchange.sent["@type"], expected=expected, got=outcome(exchange))
