"""OrderQuote Deletion in whatever recording: it never says that there was nothing to delete."""

from booking_conformance.check import answered, check, not_applicable
from booking_conformance.openactive.identifiers import is_uuid
from booking_conformance.recording import Exchange, History

# Other refusals may have causes that nobody can see: credentials, too many requests, a bad moment.
_DECISIVE = frozenset({204, 404, 409, 410})
_NO_ENDPOINT = "UnknownOrIncorrectEndpointError"


@check("order-quote-deletion.never-finds-nothing", cites=("qd-002",), calls=("quote-deletion",),
       examples=("quote-deletion", "quotes-only"))  # fmt: skip
def test_never_finds_nothing(exchange: Exchange, history: History) -> None:
    """OrderQuote Deletion returns 204 whether or not there is a quote.

    Pass: 204. Fail: 404, 409 or 410. Not applicable: another status, a path without a UUID, or a request that is wrong
    on purpose.
    """
    decisive = exchange.status in _DECISIVE and exchange.error_type != _NO_ENDPOINT
    if exchange.intent != "ordinary" or not decisive or not is_uuid(exchange.order_uuid or ""):
        not_applicable("The response does not say whether there was a quote.")
    answered(exchange, {204}, "OrderQuote Deletion must return 204, whether or not there is a quote.")
