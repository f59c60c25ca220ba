"""Additional details: an item's intake form, and the responses to it."""

from booking_conformance.check import answered, check, inform, not_testable, present, require
from booking_conformance.openactive.answers import errors_of
from booking_conformance.openactive.opportunities.predicates import INTAKE_FORM
from booking_conformance.recording import Document, Exchange, Reading
from booking_conformance.suites.details_capture.creations import require_created, require_refused_at_both
from booking_conformance.suites.details_capture.flagged import require_flagged
from booking_conformance.suites.details_capture.items import CONTROL, GUILTY, item_at

_KINDS = tuple(
    f"{kind}FormFieldSpecification" for kind in ("ShortAnswer", "Paragraph", "Dropdown", "Boolean", "FileUpload")
)
# What else their responses must be like, only their description tells.
_FREE_TEXT = frozenset(f"{kind}FormFieldSpecification" for kind in ("ShortAnswer", "Paragraph", "FileUpload"))
_TAKE_ANY_TEXT = "Have an intake form whose text fields take any text."
_INCOMPLETE, _INVALID = "IncompleteIntakeFormError", "InvalidIntakeFormError"


def _form(conversation: Reading) -> list[Document]:
    fields = item_at(conversation.success("C1"), GUILTY)["orderItemIntakeForm"].each()
    if not fields:
        not_testable("C1 announced no intake form.")
    return fields


def _free_text(conversation: Reading) -> set[str | None]:
    """Return the @ids of the fields that take text."""
    return {field.id for field in _form(conversation) if field.type in _FREE_TEXT}


def _asks_for_more(refusal: Exchange, free_text: set[str | None]) -> bool:
    """Return whether nothing is wrong but what text fields ask for, and each error tells that (det-021)."""
    errors = [error for item in refusal.answer["orderedItem"].each() for error in errors_of(item)]
    told = [error["instance"].text in free_text and bool(error["description"].text) for error in errors]
    return bool(told) and all(told) and {error.type for error in errors} == {_INVALID}


@check("details-capture.intake-form-announced", cites=("c1-006", "c1-015"), scenario="additional-details")
def test_announced(conversation: Reading) -> None:
    """C1 announces the additional details it needs with orderItemIntakeForm.

    Pass: the item whose offer asks for an intake form has one with at least one field. Fail: it has none. Not
    testable: C1 was refused.
    """
    form = item_at(conversation.success("C1"), GUILTY)["orderItemIntakeForm"]
    require(bool(form.each()), "C1 must return the intake form.", at=form, expected="a list of fields")


@check("details-capture.intake-form-flagged-in-feed", cites=("det-012",), scenario="additional-details")
def test_flagged(conversation: Reading) -> None:
    """An intake form appears only where the open feed states OpenBookingIntakeForm for the offer.

    Pass: `openBookingFlowRequirement` of the offer of each item with a form lists it. Fail: one does not. Not
    testable: C1 was refused, or returned no form.
    """
    require_flagged(conversation, "orderItemIntakeForm", INTAKE_FORM, "intake form")


@check("details-capture.field-types", cites=("det-013", "det-015"), scenario="additional-details")
def test_field_types(conversation: Reading) -> None:
    """Every intake-form field has a type that the specification defines.

    Pass: short answer, paragraph, dropdown, checkbox or file upload. Fail: another `@type`, such as
    PropertyValueSpecification. Not testable: there is no form.
    """
    for field in _form(conversation):
        rows = ("det-013", "det-015") if field.type == "PropertyValueSpecification" else "det-013"
        message, kind = "The field must have a type that the specification defines.", field["@type"]
        require(field.type in _KINDS, message, at=kind, expected=_KINDS, requirement=rows)


@check("details-capture.fields-have-distinct-ids", cites=("det-014",), scenario="additional-details")
def test_fields_have_distinct_ids(conversation: Reading) -> None:
    """The fields of an intake form have distinct @ids.

    Pass: each field has an `@id` that no other field of the form has. Fail: one has none, or shares it with
    another. Not testable: there is no form.
    """
    known: set[str] = set()
    for field in _form(conversation):
        identifier = field["@id"]
        present(identifier, "A field must have an @id, so that a response can refer to it.")
        require(str(identifier.text) not in known, "Two fields have the same @id.", at=identifier)
        known.add(str(identifier.text))


@check(
    "details-capture.missing-response-reported", cites=("det-019", "err-029", "c2-004"), scenario="additional-details"
)
def test_missing(conversation: Reading) -> None:
    """C2 without responses returns 409 with IncompleteIntakeFormError for each required field.

    Pass: the `@id` of each field with `valueRequired` is the `instance` of such an error on its item. Fail: C2
    succeeds, or an error is missing. Info: no field requires a response.
    """
    wanted = {field.id for field in _form(conversation) if field["valueRequired"].value is True}
    exchange = conversation.step("C2 without details")
    if not wanted:
        inform("No field of the form requires a response.", at=exchange)
    message = "C2 must not accept an item without the responses it requires."
    answered(exchange, {409}, message, requirement=("c2-004", "det-019"))
    errors = item_at(exchange, GUILTY)["error"]
    named = {error["instance"].text for error in errors.each() if error.type == _INCOMPLETE}
    message, fields = "Each field without a response must be reported.", sorted(map(str, wanted))
    require(named >= wanted, message, at=errors, expected=fields, requirement=("det-019", "err-029"))


@check("details-capture.form-not-always-needed", cites=("c2-004", "c1-007"), scenario="additional-details")
def test_control_item(conversation: Reading) -> None:
    """Responses are only required where a form was announced.

    Pass: without any response, C2 reports an error on the item that has a form, and not on the other. Fail: the
    other item has an error too. Not testable: C2 without responses was not refused.
    """
    exchange = conversation.step("C2 without details")
    if exchange.status != 409:
        not_testable("C2 without the responses was not answered with 409", at=exchange)
    other = item_at(exchange, CONTROL)
    if not other:
        not_testable("C2 does not return the item without a form", at=exchange)
    errors = other["error"]
    require(not errors, "An item without a form must have no error.", at=errors, expected="nothing")


@check(
    "details-capture.wrong-response-reported",
    cites=("det-020", "det-021", "det-016", "err-030"),
    scenario="additional-details",
)
def test_wrong(conversation: Reading) -> None:
    """C2 with responses that their fields do not allow returns 409 with InvalidIntakeFormError for each.

    The responses sent are an option that the dropdown does not have, and text for a checkbox. Pass: the `@id` of
    each such field is the `instance` of such an error, which has a `description`. Fail: C2 succeeds, or an error is
    missing or does not say why. Info: the form has no such field.
    """
    wrong = set(conversation.fact("wrong fields"))
    if not wrong:
        inform("The form has no field for which a wrong response is known.", at=conversation.success("C1"))
    exchange = conversation.step("C2 with wrong details")
    rows = "det-021" if exchange.refused else ("det-020", "det-016")
    answered(exchange, {409}, "C2 must not accept responses that the form does not allow.", requirement=rows)
    place = item_at(exchange, GUILTY)["error"]
    errors = [error for error in place.each() if error.type == _INVALID]
    named = {error["instance"].text for error in errors}
    require(
        named - _free_text(conversation) == wrong,
        "The wrong responses, and only those, must be reported.",
        at=place,
        expected=sorted(map(str, wrong)),
        requirement=("det-020", "det-021", "err-030"),
    )
    for error in errors:
        present(error["description"], "An error must say what the field allows.", requirement="det-020")


@check("details-capture.form-needed-to-book", cites=("err-017", "c2-007", "p-016"), scenario="additional-details")
def test_booking_without(conversation: Reading) -> None:
    """B (P where approval is needed) is refused without the responses that an item requires.

    Pass: UnableToProcessOrderItemError, OrderCreationFailedError, or a 409 with item errors; and C2 refuses it, too.
    Fail: success, another error, or a success at C2. Info: no field requires a response.
    """
    exchange = conversation.step("creation without details")
    if not any(field["valueRequired"].value is True for field in _form(conversation)):
        inform("No field of the form requires a response.", at=exchange)
    require_refused_at_both(conversation, "An item must not be booked without the responses it requires.")


@check(
    "details-capture.form-as-asked-suffices",
    cites=("c2-002", "det-016", "c2-007", "p-016"),
    scenario="additional-details",
)
def test_complete(conversation: Reading) -> None:
    """C2 and B (P where approval is needed) succeed with responses that the form allows.

    C2 is sent a response to every field, in another order than that of the form; B or P to those that require one.
    Pass: C2 returns 200, B or P 200 or 201. Fail: a refusal. Not testable: there is no form, or C2 says of nothing but
    its text fields what they further ask for (InvalidIntakeFormError with a description).
    """
    exchange, message = conversation.step("C2"), "C2 must accept responses that the form allows."
    if exchange.refused and _asks_for_more(exchange, _free_text(conversation)):
        not_testable("A text field of the form does not take any text", at=exchange, remedy=_TAKE_ANY_TEXT)
    answered(exchange, {200}, message, requirement=("c2-002", "det-016"))
    require_created(conversation)
