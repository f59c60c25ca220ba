"""What an error should say of itself besides its type."""

from booking_conformance.check import check, verify
from booking_conformance.openactive.answers import errors_of, is_error_document
from booking_conformance.recording import Document, Exchange, History
from booking_conformance.specification.formats import is_uri
from booking_conformance.suites.errors.test_error_model import CALLS

_FAMILY = "OpenBookingError"


def _errors(exchange: Exchange) -> list[Document]:
    whole = [exchange.answer] if exchange.refused and is_error_document(exchange.answer) else []
    items = [error for item in exchange.answer["orderedItem"].each() for error in errors_of(item)]
    if not whole and not items:
        verify.not_applicable("The response has no error.")
    return [*whole, *items]


@check("errors.named-alike", cites=("err-004",), calls=CALLS, examples=("wrong-messages", "faulty-items"))
def test_named_alike(exchange: Exchange, history: History) -> None:
    """An error has a name, which is the same for all errors of its type.

    Pass: `name` is a text, and the one that the type was first answered with. Warn: it is missing or another. An
    OpenBookingError of no special type stands for many things: only that it has a name is judged.
    """
    for error in _errors(exchange):
        name = error["name"]
        verify.require(bool(name.text), "The error has no name.", at=name, expected="a summary of its type")
        known = history.error_name(error.type or "")
        if known is not None and error.type != _FAMILY:
            message = f"The type had another name in exchange {known[1]}."
            verify.require(name.text == known[0], message, at=name, expected=known[0])


@check("errors.describes-occurrence", cites=("err-005",), calls=CALLS)
def test_describes_occurrence(exchange: Exchange, history: History) -> None:
    """An error has a description, and a URI that identifies it.

    Pass: `description` is a text and `instance` a URI, absolute or relative. Warn: one is missing, or something else.
    """
    for error in _errors(exchange):
        description, instance = error["description"], error["instance"]
        verify.require(bool(description.text), "The error has no description.", at=description, expected="a text")
        verify.require(_is_reference(instance), "The error has no instance.", at=instance, expected="a URI")


def _is_reference(place: Document) -> bool:
    text = place.text or ""
    return is_uri(text) or text.startswith(("/", "#"))
