"""OrderProposal Update: the customer may reject or leave a note, and do nothing else."""

from booking_conformance.check import answered, check, fail, inform, not_applicable, not_testable, refused, require
from booking_conformance.check.spaces import spaces_before
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.recording import Reading

# Each name with and without the suffix (open reading 7).
_VALUE = {"PatchNotAllowedOnPropertyError", "PatchNotAllowedOnProperty"}
# The steps that try what a customer may not set.
_OTHER_STATUSES = ("update with another status", "update with the first status", "update with the Seller's rejection")
_EXCESS = {"PatchContainsExcessivePropertiesError", "PatchContainsExcessiveProperties"}
_UNKNOWN = {"UnknownOrderError", "NotFoundError"}


@check(
    "order-proposal-update.refused-changes-nothing",
    cites=("pu-003", "pu-004"),
    scenario="proposal-update",
    feature="approval+order-status",
)
def test_refused_changes_nothing(conversation: Reading) -> None:
    """An OrderProposal Update that is refused neither rejects nor accepts the proposal.

    Pass: after those that were refused, Order Status shows the proposal neither as CustomerRejected nor, unless another
    proposal is accepted unasked, as SellerAccepted. Fail: it does. Not testable: one was not refused. Not applicable:
    Order Status returns no OrderProposal, or one without a status.
    """
    for step in (*_OTHER_STATUSES, "update with another property"):
        if not conversation.step(step).refused:
            not_testable("The update was not refused", at=conversation.step(step))
    status = conversation.step("status after refused updates")
    if status.answer.type != "OrderProposal":
        not_applicable("Order Status returns no OrderProposal.")
    place = status.answer["orderProposalStatus"]
    if not place:
        not_applicable("Order Status returns no status of the proposal.")
    shown, unasked = str(place.plain()), conversation.facts.get("accepted unasked", False)
    require("CustomerRejected" not in shown, "A refused update must not reject the proposal.", at=place)
    message = "A refused update must not accept the proposal."
    require(unasked or "SellerAccepted" not in shown, message, at=place, requirement="pu-003")


@check("order-proposal-update.succeeds", cites=("pu-001", "pu-002"), scenario="proposal-update")
def test_update_succeeds(conversation: Reading) -> None:
    """An OrderProposal Update with CustomerRejected succeeds.

    Pass: 204. Fail: any other status. Not testable: P failed.
    """
    answered(conversation.step("update"), {204}, "The customer must be able to reject a proposal.")


@check("order-proposal-update.repeat-succeeds", cites=("pu-005",), scenario="proposal-update")
def test_update_again(conversation: Reading) -> None:
    """A repeated OrderProposal Update succeeds again.

    Pass: 204. Fail: any other status. Not testable: the first update failed.
    """
    conversation.success("update")
    answered(conversation.step("update again"), {204}, "A repeated rejection must succeed.")


@check("order-proposal-update.repeat-frees-nothing", cites=("pu-005",), scenario="proposal-rejection")
def test_repeat_frees_nothing(conversation: Reading) -> None:
    """A repeated rejection gives no space back once more.

    Pass: when a later change has come through the open feed, it shows no more spaces left than before the proposal.
    Fail: it shows more. Not testable: the first rejection failed, or the later change did not appear. Not applicable:
    the feed states no capacity. Info: others may book.
    """
    conversation.success("regretted update")
    conversation.step("regretted update again")
    known = conversation.fact("opportunities")[conversation.fact("regretted")]
    before = spaces_before(known)
    conversation.passed("open")
    data = conversation.observation("capacity after rejections").item["data"]
    left = capacity_of(known["type"], data.plain())
    if left is None:
        not_testable("The open feed no longer states the capacity.")
    if left > before and not known["exclusive"]:
        inform("There are more spaces than before, but others may have cancelled.", at=data)
    message = "A rejection that is repeated must not give a space back again."
    require(left <= before, message, at=data, expected=f"at most {before} spaces left", got=f"{left} spaces left")


@check("order-proposal-update.takes-namespaced-properties", cites=("pu-004", "err-053"), scenario="proposal-update")
def test_update_with_namespaced_property(conversation: Reading) -> None:
    """A property from a custom namespace in an OrderProposal Update is ignored.

    Pass: 204. Fail: any other status. Not testable: an update without it failed.
    """
    conversation.success("update")
    exchange = conversation.step("update with a namespaced property")
    answered(exchange, {204}, "A property from another namespace must be ignored.")


@check("order-proposal-update.refuses-other-status", cites=("pu-003", "err-054"), scenario="proposal-update")
def test_update_with_other_status(conversation: Reading) -> None:
    """An OrderProposal Update accepts no status but CustomerRejected.

    Pass: PatchNotAllowedOnPropertyError, with or without its suffix, for SellerAccepted, AwaitingSellerConfirmation and
    SellerRejected. Fail: success, or another error, for one of them. Not testable: P failed.
    """
    for step in _OTHER_STATUSES:
        message = "The customer must not be able to set a proposal to what only its Seller, or P, makes of it."
        refused(conversation.step(step), _VALUE, message)


@check("order-proposal-update.refuses-other-properties", cites=("pu-004", "err-053"), scenario="proposal-update")
def test_update_with_other_property(conversation: Reading) -> None:
    """An OrderProposal Update accepts only orderProposalStatus and orderCustomerNote.

    Pass: PatchContainsExcessivePropertiesError, with or without its suffix, for orderedItem. Fail: success, or
    another error. Not testable: P failed.
    """
    refused(conversation.step("update with another property"), _EXCESS, "An update with orderedItem must be refused.")


@check("order-proposal-update.refuses-unknown-proposal", cites=("err-049",), scenario="proposal-update")
def test_update_of_unknown_proposal(conversation: Reading) -> None:
    """An OrderProposal Update for an Order UUID that was never proposed is refused.

    Pass: UnknownOrderError or NotFoundError. Fail: success, or another error.
    """
    refused(
        conversation.step("update of an unknown proposal"),
        _UNKNOWN,
        "An update of an OrderProposal that does not exist must be refused.",
    )


@check("order-proposal-update.rejects-accepted-proposal", cites=("p-038", "pu-002"), scenario="proposal-rejection")
def test_update_of_accepted_proposal(conversation: Reading) -> None:
    """The customer may reject a proposal that its Seller has accepted.

    Pass: 204. Fail: any other status. Not testable: the proposal was not accepted.
    """
    answered(
        conversation.step("regretted update"), {204}, "The customer must still be able to reject an accepted proposal."
    )


@check("order-proposal-update.rejects-amended-proposal", cites=("p-038", "pu-002"), scenario="proposal-notes")
def test_update_of_amended_proposal(conversation: Reading) -> None:
    """The customer may reject a proposal that its Seller has amended.

    Pass: 204. Fail: any other status. Not testable: the proposal was not amended.
    """
    for step in ("act amendment", "act second amendment"):
        conversation.success(step)
    answered(conversation.step("rejection"), {204}, "The customer must still be able to reject an amended proposal.")


@check("order-proposal-update.refused-after-b", cites=("err-049", "st-005"), scenario="proposal-approval")
def test_update_after_b(conversation: Reading) -> None:
    """When B has made an Order of a proposal, the proposal can be rejected no more.

    Pass: the update is refused. Fail: it succeeds, as if the Order were still a proposal. Not testable: B failed.
    """
    conversation.success("B")
    refused(conversation.step("update after B"), message="What is an Order must not be updated as a proposal.")


@check("order-proposal-update.note-leaves-proposal-accepted", cites=("p-032", "pu-001"), scenario="proposal-amendment",
       feature="message-exchange")  # fmt: skip
def test_note_leaves_proposal_accepted(conversation: Reading) -> None:
    """A note from the customer leaves an accepted proposal as it is.

    Pass: B succeeds after it. Fail: B is refused, and the feed shows the proposal accepted no more. Not testable: the
    note was refused, the proposal was booked before, or B was refused for another reason.
    """
    conversation.success("note")
    outdated, booked = (conversation.step(f"B with the {version} version") for version in ("outdated", "new"))
    if outdated.succeeded:
        not_testable("The outdated version was already booked", at=outdated)
    if booked.succeeded:
        return
    found = conversation.observation("after note")
    if not found.seen:
        not_testable("B did not succeed, but the feed shows that the proposal is still accepted.", at=booked)
    message = "A note must not undo the Seller's acceptance."
    fail(message, at=found.item["data"]["orderProposalStatus"], expected="SellerAccepted")


@check("order-proposal-update.takes-note", cites=("pu-001", "pu-002"), scenario="proposal-message")
def test_update_with_note(conversation: Reading) -> None:
    """An OrderProposal Update accepts an orderCustomerNote, alone and with a rejection.

    Pass: 204 for both. Fail: any other status. Not testable: P failed.
    """
    answered(conversation.step("note"), {204}, "The customer must be able to leave a note.")
    answered(conversation.step("rejection with a note"), {204}, "The customer must be able to reject and leave a note.")
