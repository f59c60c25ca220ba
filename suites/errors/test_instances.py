"""Item errors about missing details name what is missing."""

import re
from urllib.parse import urlsplit

from booking_conformance.check import check, verify
from booking_conformance.check.verify import Rows
from booking_conformance.openactive.answers import errors_of
from booking_conformance.recording import Document, Exchange, History


@check("errors.attendee-error-names-property", cites=("det-010",), calls=("C2",), feature="attendee-details")
def test_attendee_error_names_property(exchange: Exchange, history: History) -> None:
    """IncompleteAttendeeDetailsError names the missing property.

    Pass: `instance` is one of the item's attendeeDetailsRequired, or a URI that ends with the name of one; any URI
    where the item lists none. Fail: it is missing or something else.
    """
    for item, error in _errors(exchange, {"IncompleteAttendeeDetailsError"}):
        required = [place.text or "" for place in item["attendeeDetailsRequired"].each()]
        at = error["instance"]
        verify.present(at, "The error does not name what it is about.")
        right = _is_uri(at.text or "") and (not required or name_of(at.text) in map(name_of, required))
        verify.require(right, "The error names something else.", at=at, expected=" or ".join(required) or "a URI")


def name_of(uri: str | None) -> str:
    """Return the name of a property that a URI ends with."""
    return re.split(r"[/#]", uri or "")[-1]


@check("errors.intake-error-names-field", cites=("det-019", "det-020"), calls=("C2",), feature="additional-details")
def test_intake_error_names_field(exchange: Exchange, history: History) -> None:
    """Errors about the intake form identify the field they are about.

    Pass: `instance` is the @id of a field of the item's form, or a URI where the item has none; an error about an
    invalid response has a description too. Fail: it is missing or something else.
    """
    for item, error in _errors(exchange, {"IncompleteIntakeFormError", "InvalidIntakeFormError"}):
        row = "det-020" if error.type == "InvalidIntakeFormError" else "det-019"
        _names(error["instance"], [field["@id"].text for field in item["orderItemIntakeForm"].each()], row)
        if error.type == "InvalidIntakeFormError":
            message = "The error does not describe what a valid response would be."
            verify.present(error["description"], message, requirement="det-020")


def _errors(exchange: Exchange, types: set[str]) -> list[tuple[Document, Document]]:
    items = exchange.answer["orderedItem"].each() if exchange.refused else []
    found = [(item, error) for item in items for error in errors_of(item) if error.type in types]
    if not found:
        verify.not_applicable("The response has no such error.")
    return found


def _names(instance: Document, known: list[str | None], row: Rows = ()) -> None:
    expected = " or ".join(name for name in known if name) or "a URI"
    verify.present(instance, "The error does not name what it is about.", requirement=row)
    right = instance.text in known if known else _is_uri(instance.text or "")
    verify.require(right, "The error refers to something else.", at=instance, expected=expected, requirement=row)


def _is_uri(text: str) -> bool:
    try:
        return bool(urlsplit(text).scheme)
    except ValueError:
        return False
