"""What was supplied with an item stays with it: when the Order is booked after approval, and at Order Status."""

from collections.abc import Iterator

from booking_conformance.check import check, fail, not_testable, present
from booking_conformance.check.comparison import difference
from booking_conformance.recording import Document, Exchange, Reading, show
from booking_conformance.suites.details_capture.creations import counterpart
from booking_conformance.suites.details_capture.items import GUILTY

_APPROVAL = {"flow": ("approval",)}


@check(
    "details-capture.attendee-kept-after-approval",
    cites=("p-034", "det-011"),
    scenario="attendee-details",
    feature="attendee-details+test-interface",
    only=_APPROVAL,
)
def test_attendee_after_approval(conversation: Reading) -> None:
    """B after approval returns the attendee that was supplied at P.

    Pass: `attendee` of the item that required one equals that of P. Fail: it is missing or differs. Not testable: P or
    B failed, the proposal was not accepted, or the items that B returns cannot be matched with those of P.
    """
    _kept(conversation, conversation.success("B"), "attendee")


@check(
    "details-capture.form-kept-after-approval",
    cites=("p-034",),
    scenario="additional-details",
    feature="additional-details+test-interface",
    only=_APPROVAL,
)
def test_form_after_approval(conversation: Reading) -> None:
    """B after approval returns the responses to the intake form that were supplied at P.

    Pass: `orderItemIntakeFormResponse` of the item with the form equals that of P. Fail: it is missing or differs. Not
    testable: P or B failed, the proposal was not accepted, or the items that B returns cannot be matched with those of
    P.
    """
    _kept(conversation, conversation.success("B"), "orderItemIntakeFormResponse")


@check(
    "details-capture.attendee-in-order-status",
    cites=("st-001",),
    scenario="attendee-details",
    feature="attendee-details+order-status",
)
def test_attendee_in_status(conversation: Reading) -> None:
    """Order Status shows the attendee of a booked item.

    Pass: `attendee` of the item that required one is as it was supplied at B (P where approval is needed). Warn: it is
    missing or differs. Not testable: the Order was not booked, or Order Status did not return it.
    """
    _kept(conversation, conversation.success("status"), "attendee")


@check(
    "details-capture.form-in-order-status",
    cites=("st-001",),
    scenario="additional-details",
    feature="additional-details+order-status",
)
def test_form_in_status(conversation: Reading) -> None:
    """Order Status shows the responses to the intake form of a booked item.

    Pass: `orderItemIntakeFormResponse` of the item with the form is as it was supplied at B (P where approval is
    needed). Warn: it is missing or differs. Not testable: the Order was not booked, or Order Status did not return it.
    """
    _kept(conversation, conversation.success("status"), "orderItemIntakeFormResponse")


def _kept(conversation: Reading, later: Exchange, name: str) -> None:
    """Fail unless an answer shows a property of the item that needs details as it was supplied when it was created."""
    supplied = next(_guilty(conversation.success("creation")), None)
    if supplied is None:
        not_testable("The item that needs details was not sent.", at=later)
    shown = counterpart(supplied, later.answer["orderedItem"].each())
    if shown is None:
        not_testable("The answer has no item for the opportunity that needed details.", at=later)
    present(shown[name], f"The answer has no {name}, which was supplied.")
    found = difference(supplied[name], shown[name], as_written=True)
    if found is not None:
        message = f"{name} must be as it was supplied."
        fail(message, at=found[1], expected=show(found[0].value), got=show(found[1].value))


def _guilty(creation: Exchange) -> Iterator[Document]:
    """Yield the item that needs details as it was sent."""
    return (item for item in creation.sent["orderedItem"].each() if item["position"].value == GUILTY)
