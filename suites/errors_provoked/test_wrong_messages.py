"""Messages that are wrong as a whole are refused, and change nothing."""

from booking_conformance.check import answered, check, outcome, refused, require
from booking_conformance.recording import Reading

_MESSAGES = "wrong-messages"
_PLACES = "wrong-places"
_UNUSABLE = ("cut off: ", "a list: ", "empty: ")


@check("errors-provoked.unexpected-type-refused", cites=("err-021",), scenario=_MESSAGES)
def test_unexpected_type_refused(conversation: Reading) -> None:
    """C1, C2, P and B refuse a body with the wrong @type, with UnexpectedOrderTypeError.

    Pass: each does, and C1 and C2 accept the same body with the right @type. Fail: one does not.
    """
    conversation.success("C1 before")
    conversation.success("C2 before")
    for exchange in conversation.steps("wrong type: "):
        refused(exchange, {"UnexpectedOrderTypeError"}, "A body with another @type must be refused.")


@check("errors-provoked.unusable-body-refused", cites=("err-002",), scenario=_MESSAGES)
def test_unusable_body_refused(conversation: Reading) -> None:
    """C1, C2 and B refuse a body that is not a JSON object, with an OpenBookingError.

    The bodies sent are truncated JSON, a list, and nothing. Pass: each is answered with a 4xx or 5xx and any
    OpenBookingError. Fail: one is accepted, or refused without such an error.
    """
    for kind in _UNUSABLE:
        for exchange in conversation.steps(kind):
            refused(exchange, message="A body that is not a JSON object must be refused.")


@check("errors-provoked.refused-messages-have-no-effect", cites=("b-009", "c1-012"), scenario=_MESSAGES)
def test_refused_messages_have_no_effect(conversation: Reading) -> None:
    """Refused messages book nothing under their Order UUID.

    Pass: the Order UUID can still be quoted. Fail: C2 is refused, though it succeeded before.
    """
    conversation.success("C2 before")
    conversation.steps("wrong type: ")
    quote = conversation.step("C2 afterwards")
    require(
        quote.succeeded,
        "Refused messages must not use up the Order UUID.",
        at=quote,
        expected="an OrderQuote",
        got=outcome(quote),
    )


@check("errors-provoked.unknown-endpoint-404", cites=("err-050",), scenario=_PLACES)
def test_unknown_endpoint_404(conversation: Reading) -> None:
    """An endpoint that does not exist returns 404 with UnknownOrIncorrectEndpointError.

    Pass: it does, for GET and PUT. Fail: another status or error.
    """
    for exchange in conversation.steps("unknown endpoint: "):
        answered(exchange, {404}, "An endpoint that does not exist must return 404.")
        refused(
            exchange, {"UnknownOrIncorrectEndpointError"}, "The response must say that the endpoint does not exist."
        )


@check("errors-provoked.wrong-method-refused", cites=("err-052",), scenario=_PLACES)
def test_wrong_method_refused(conversation: Reading) -> None:
    """A method that an endpoint does not support is refused.

    Pass: 405 MethodNotAllowedError, or 404 UnknownOrIncorrectEndpointError. Fail: another status or error.
    """
    types = {"MethodNotAllowedError", "MethodNotAllowed", "UnknownOrIncorrectEndpointError"}
    for exchange in conversation.steps("wrong method: "):
        answered(exchange, {404, 405}, "A method that the endpoint does not support must be refused.")
        refused(exchange, types, "A method that the endpoint does not support must be refused.")


@check("errors-provoked.unknown-order-404", cites=("err-049", "err-051"), scenario=_PLACES, feature="order-status")
def test_unknown_order_404(conversation: Reading) -> None:
    """Order Status of an Order that does not exist returns 404.

    Pass: 404 with UnknownOrderError or NotFoundError. Fail: another status or error.
    """
    status = conversation.step("unknown Order: status")
    answered(status, {404}, "Order Status of an Order that does not exist must return 404.")
    refused(status, {"UnknownOrderError", "NotFoundError"}, "The response must say that the Order does not exist.")
