"""Errors: their types, their status codes, and where they may appear."""

from booking_conformance.check import check, verify
from booking_conformance.openactive.answers import (
    ORDER_FEEDS,
    Kind,
    errors_of,
    is_error_document,
    is_known_error,
    is_proper,
    kind_of,
    reports_item_errors,
)
from booking_conformance.recording import Document, Exchange, History
from booking_conformance.specification import error_types

QUOTES = ("C1", "C2")
STEPS = (*QUOTES, "P", "B")
CALLS = (
    *(*STEPS, "quote-deletion", "order-deletion", "cancellation", "proposal-update", "order-status"),
    *(*ORDER_FEEDS, "open-feed", "unknown-endpoint"),
    *("test-opportunity", "test-dataset-deletion", "test-action"),
)
# In an ordinary booking nothing is refused.
REFUSING = ("credentials", "paid-offers", "faulty-items")
_REFUSING_MUCH = ("paid-offers", "proposal-update", "order-deletion")
_ONLY_AT_P_AND_B = "UnableToProcessOrderItemError"
_IN_ITEMS = {"C1": "c1-007", "C2": "c2-004"}
_ALONE = {"C1": "c1-014", "C2": "c2-009", "P": "p-015", "B": "b-016"}
_ALONE_AT_CREATION = ("P", "B")
_PARTS_OF_AN_ORDER = ("orderedItem", "totalPaymentDue", "seller", "customer")


def _error_document(exchange: Exchange) -> Document:
    if kind_of(exchange) is not Kind.ERROR or not is_error_document(exchange.answer):
        verify.not_applicable("The response is not an error document.")
    return exchange.answer


def _item_errors(exchange: Exchange) -> list[Document]:
    items = exchange.answer["orderedItem"].each()
    if not items or exchange.answer.lacks("error"):
        return []
    return [error for item in items for error in errors_of(item)]


@check("errors.known-type", cites=("err-002",), calls=CALLS, examples=REFUSING)
def test_known_type(exchange: Exchange, history: History) -> None:
    """Every error has a type that the specification defines, or one from an extension's namespace.

    Pass: the @type of the error, and of each error of an item, is in the error model (either spelling, where the
    specification has two). Fail: it is not.
    """
    refusal = [exchange.answer] if exchange.refused and kind_of(exchange) is Kind.ERROR else []
    errors = [error for error in (*refusal, *_item_errors(exchange)) if error["@type"]]
    if not errors:
        verify.not_applicable("The response has no error.")
    for error in errors:
        message = "The specification defines no such OpenBookingError."
        known = is_known_error(error.type or "", exchange.profile)
        verify.require(known, message, at=error["@type"], expected="a type of the error model")


@check("errors.status", cites=("err-001",), calls=CALLS, examples=_REFUSING_MUCH)
def test_status(exchange: Exchange, history: History) -> None:
    """An error is returned with the status code of its type.

    Pass: the status is the one of the error model, as widened by the open readings 14, 15, 16 and 34. Fail: another
    status.
    """
    kind = error_types(exchange.profile).get(_error_document(exchange).type or "")
    if kind is None:
        verify.not_applicable("The error model gives this type no status code.")
    verify.answered(exchange, kind.statuses, f"{kind.name} has a different status code in the error model.")


@check("errors.status-code", cites=("err-006",), calls=CALLS, examples=_REFUSING_MUCH)
def test_status_code(exchange: Exchange, history: History) -> None:
    """The statusCode of an error, where present, is that of its type.

    Pass: each statusCode given is that of the error model. Fail: another number. A statusCode that is not a number
    is reported by messages.schema.
    """
    errors = [exchange.answer, *_item_errors(exchange)] if exchange.refused else []
    known = error_types(exchange.profile)
    said = [(known.get(error.type or ""), error["statusCode"]) for error in errors]
    judged = [(kind, code) for kind, code in said if kind is not None and code.integer is not None]
    if not judged:
        verify.not_applicable("No error has a statusCode.")
    for kind, code in judged:
        allowed = " or ".join(map(str, sorted(kind.statuses)))
        verify.require(
            code.integer in kind.statuses,
            f"{kind.name} has a different status code in the error model.",
            at=code,
            expected=allowed,
        )


@check("errors.right-location", cites=("b-017", *_IN_ITEMS.values(), *_ALONE.values()), calls=STEPS,
       examples=REFUSING)  # fmt: skip
def test_right_location(exchange: Exchange, history: History) -> None:
    """Item errors are in the OrderItems of an OrderQuote; an error about the whole Order is the whole response.

    Pass: the call may return the type in this position. Fail: it may not. Responses to deliberately wrong requests
    are not judged, except for UnableToProcessOrderItemError, which belongs to P and B alone; nor are item errors of
    P and B (open reading 8).
    """
    whole, items = _types(exchange)
    if not whole | items:
        verify.not_applicable("The response has no error that can be judged.")
    if exchange.call in QUOTES:
        message = f"{_ONLY_AT_P_AND_B} is for P and B only."
        right = _ONLY_AT_P_AND_B not in whole | items
        verify.require(right, message, at=exchange.answer["@type"], requirement="b-017")
    if is_proper(exchange):
        _judge_places(exchange, whole, items)


def _types(exchange: Exchange) -> tuple[set[str], set[str]]:
    known = error_types(exchange.profile)
    whole = {exchange.answer.type} if kind_of(exchange) is Kind.ERROR and exchange.refused else set()
    items = {error.type for error in _item_errors(exchange)} if exchange.call in QUOTES else set()
    return {kind for kind in whole if kind and kind in known}, {kind for kind in items if kind and kind in known}


def _judge_places(exchange: Exchange, whole: set[str], items: set[str]) -> None:
    known = error_types(exchange.profile)
    for kind in sorted(whole):
        allowed = known[kind].allowed_in(exchange.call)
        message = f"{exchange.call} may not return {kind}."
        at, expected = exchange.answer["@type"], "an error that the call may return"
        verify.require(allowed, message, at=at, expected=expected, requirement=_ALONE[exchange.call])
    for kind in sorted(items):
        message = f"{kind} is not an error of an OrderItem at {exchange.call}."
        allowed = exchange.call in known[kind].item_level
        at, expected = exchange.answer["orderedItem"], "an error of an OrderItem"
        verify.require(allowed, message, at=at, expected=expected, requirement=_IN_ITEMS[exchange.call])


@check("errors.item-errors-make-409", cites=("err-007", "c1-007", "c2-004"), calls=QUOTES)
def test_item_errors_make_409(exchange: Exchange, history: History) -> None:
    """A quote has status 409 if, and only if, one of its items has an error.

    Pass: 409 with item errors, or success without. Fail: a success with an item error, or a 409 whose items have
    none.
    """
    if kind_of(exchange) is Kind.ERROR:
        verify.not_applicable("The response is not an OrderQuote.")
    if exchange.succeeded and not any(item.properties() for item in exchange.answer["orderedItem"].each()):
        verify.not_applicable("The OrderQuote has no OrderItem.")
    errors, place = _item_errors(exchange), exchange.answer["orderedItem"]
    conflict = exchange.status == 409
    message, row = "The status is 409, but no item has an error.", _IN_ITEMS[exchange.call]
    verify.require(bool(errors) or not conflict, message, at=place, requirement=row)
    message = "An item has an error, but the status is not 409."
    verify.require(conflict or not errors, message, at=exchange, expected="409", got=exchange.status)


@check("errors.stands-alone", cites=tuple(_ALONE.values()), calls=STEPS, examples=("agent-broker", "paid-offers"))
def test_stands_alone(exchange: Exchange, history: History) -> None:
    """An error that is not about an item is returned alone, without an Order around it.

    Pass: the error document contains no part of an OrderQuote, OrderProposal or Order. Fail: it has one, or P or B is
    refused with an OrderProposal or Order in which no item has an error (open reading 8).
    """
    if exchange.call in _ALONE_AT_CREATION and kind_of(exchange) is Kind.ITEM_ERRORS:
        message = "The refusal is an Order, and none of its items has an error."
        right = reports_item_errors(exchange)
        verify.require(right, message, at=exchange.answer["@type"], expected="an error")
        verify.not_applicable("The errors are in the items.")
    if kind_of(exchange) is not Kind.ERROR or not isinstance(exchange.answer.value, dict):
        verify.not_applicable("The response is not a refusal with a JSON body.")
    for name in _PARTS_OF_AN_ORDER:
        verify.absent(exchange.answer[name], f"The error document also contains {name}.")
    if not exchange.answer["@type"]:
        verify.not_applicable("The refusal does not say which error it is.")
