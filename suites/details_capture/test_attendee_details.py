"""Attendee details: announced, required, accepted."""

from booking_conformance.check import answered, check, not_testable, require
from booking_conformance.openactive.opportunities.predicates import ATTENDEE_DETAILS
from booking_conformance.recording import Reading
from booking_conformance.suites.details_capture.creations import require_created, require_refused_at_both
from booking_conformance.suites.details_capture.flagged import require_flagged
from booking_conformance.suites.details_capture.items import CONTROL, GUILTY, item_at
from booking_conformance.suites.errors.test_instances import name_of

_ERROR = "IncompleteAttendeeDetailsError"


@check(
    "details-capture.attendee-details-announced", cites=("det-005", "det-009", "c1-015"), scenario="attendee-details"
)
def test_announced(conversation: Reading) -> None:
    """C1 announces required attendee details with attendeeDetailsRequired.

    Pass: it lists URIs of properties on the item whose offer asks for attendee details. Fail: it is missing, empty,
    or holds something else. Not testable: C1 was refused.
    """
    asked = item_at(conversation.success("C1"), GUILTY)["attendeeDetailsRequired"]
    entries = asked.each()
    message, expected = "C1 must list the attendee details that are required.", "a list of URIs"
    require(bool(entries), message, at=asked, expected=expected, requirement=("det-005", "c1-015"))
    named = all((entry.text or "").startswith(("http://", "https://")) for entry in entries)
    require(named, message, at=asked, expected=expected, requirement="det-009")


@check("details-capture.attendee-details-flagged-in-feed", cites=("det-008",), scenario="attendee-details")
def test_flagged(conversation: Reading) -> None:
    """Attendee details are only required where the open feed states OpenBookingAttendeeDetails for the offer.

    Pass: `openBookingFlowRequirement` of the offer of each item with attendeeDetailsRequired lists it. Fail: one
    does not. Not testable: C1 was refused, or asked for nothing.
    """
    require_flagged(conversation, "attendeeDetailsRequired", ATTENDEE_DETAILS, "attendee details")


@check("details-capture.attendee-not-always-needed", cites=("det-007",), scenario="attendee-details")
def test_control_item(conversation: Reading) -> None:
    """Attendee details are only required where they were announced.

    Pass: without any attendee, C2 reports an error on the item that requires one, and not on the other. Fail: the
    other item has an error too. Not testable: C2 without attendee was not refused.
    """
    exchange = conversation.step("C2 without details")
    if exchange.status != 409:
        not_testable("C2 without the attendee was not answered with 409", at=exchange)
    other = item_at(exchange, CONTROL)
    if not other:
        not_testable("C2 does not return the item that requires no attendee", at=exchange)
    errors = other["error"]
    require(not errors, "An item that requires no attendee must have no error.", at=errors, expected="nothing")


@check("details-capture.missing-attendee-reported", cites=("det-010", "err-027", "c2-003"), scenario="attendee-details")
def test_missing(conversation: Reading) -> None:
    """C2 without the attendee returns 409 with an IncompleteAttendeeDetailsError per missing detail.

    Pass: each detail announced at C1 is the `instance` of such an error on its item, or `instance` is a URI that ends
    with its name. Fail: C2 succeeds, or an error is missing. Not testable: nothing was announced.
    """
    asked = item_at(conversation.success("C1"), GUILTY)["attendeeDetailsRequired"].each()
    exchange = conversation.step("C2 without details")
    message = "C2 must not accept an item without the attendee it requires."
    answered(exchange, {409}, message, requirement="c2-003")
    errors = item_at(exchange, GUILTY)["error"]
    named = {name_of(error["instance"].text) for error in errors.each() if error.type == _ERROR}
    wanted = sorted(entry.text or "" for entry in asked)
    if not wanted:
        not_testable("C1 announced no details of the attendee.")
    right = named.issuperset(map(name_of, wanted))
    message = "Each missing detail must be reported by an error."
    require(right, message, at=errors, expected=wanted, requirement=("det-010", "err-027"))


@check("details-capture.incomplete-attendee-reported", cites=("det-010", "err-027"), scenario="attendee-details")
def test_incomplete(conversation: Reading) -> None:
    """C2 with an attendee that lacks one detail reports only that one.

    Pass: the detail left out is the `instance` of IncompleteAttendeeDetailsError, and none that was given is. Fail:
    C2 succeeds, or other details are reported. Not testable: nothing was announced.
    """
    exchange = conversation.step("C2 with wrong details")
    left_out = conversation.fact("left out")
    answered(exchange, {409}, "C2 must not accept an attendee that lacks a required detail.")
    errors = item_at(exchange, GUILTY)["error"]
    named = {name_of(error["instance"].text) for error in errors.each() if error.type == _ERROR}
    given = {name for item in exchange.sent["orderedItem"].each() for name, _ in item["attendee"].properties()}
    right = left_out in named and not named & given
    require(right, "The omitted detail must be reported, and none that was given.", at=errors, expected=left_out)


@check("details-capture.attendee-needed-to-book", cites=("err-017", "c2-007", "p-016"), scenario="attendee-details")
def test_booking_without(conversation: Reading) -> None:
    """B (P where approval is needed) is refused without a required attendee.

    Pass: UnableToProcessOrderItemError, OrderCreationFailedError, or a 409 with item errors; and C2 refuses it, too.
    Fail: success, another error, or a success at C2. Not testable: nothing was announced.
    """
    require_refused_at_both(conversation, "An item must not be booked without the attendee it requires.")


@check(
    "details-capture.attendee-as-asked-suffices",
    cites=("c2-002", "c2-003", "c2-007", "p-016"),
    scenario="attendee-details",
)
def test_complete(conversation: Reading) -> None:
    """C2 and B (P where approval is needed) succeed with the attendee details that were announced.

    Pass: C2 returns 200, B or P 200 or 201. Fail: a refusal. Not testable: nothing was announced.
    """
    message = "C2 must accept the details that were required."
    answered(conversation.step("C2"), {200}, message, requirement=("c2-002", "c2-003"))
    require_created(conversation)
