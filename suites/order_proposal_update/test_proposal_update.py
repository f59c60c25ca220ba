"""OrderProposal Update: the customer rejects, or leaves a note, and nothing else."""

from booking_conformance.check import answered, check, refused
from booking_conformance.recording import Reading

# Each name with and without the suffix (open reading 7).
_VALUE = {"PatchNotAllowedOnPropertyError", "PatchNotAllowedOnProperty"}
_EXCESS = {"PatchContainsExcessivePropertiesError", "PatchContainsExcessiveProperties"}
_UNKNOWN = {"UnknownOrderError", "NotFoundError"}


@check("order-proposal-update.succeeds", cites=("pu-001", "pu-002"), scenario="proposal-update")
def test_update_succeeds(conversation: Reading) -> None:
    """An OrderProposal Update with CustomerRejected succeeds.

    Pass: 204. Fail: any other status. Not testable: P failed.
    """
    answered(conversation.step("update"), {204}, "The customer may reject a proposal.")


@check("order-proposal-update.repeat-succeeds", cites=("pu-005",), scenario="proposal-update")
def test_update_again(conversation: Reading) -> None:
    """A repeated OrderProposal Update succeeds again.

    Pass: 204. Fail: any other status. Not testable: the first update failed.
    """
    conversation.success("update")
    answered(conversation.step("update again"), {204}, "A repeated rejection must succeed.")


@check("order-proposal-update.takes-namespaced-properties", cites=("pu-004", "err-053"), scenario="proposal-update")
def test_update_with_namespaced_property(conversation: Reading) -> None:
    """A property from a custom namespace in an OrderProposal Update is ignored.

    Pass: 204. Fail: any other status. Not testable: an update without it failed.
    """
    conversation.success("update")
    exchange = conversation.step("update with a namespaced property")
    answered(exchange, {204}, "A property of another namespace must be disregarded.")


@check("order-proposal-update.refuses-other-status", cites=("pu-003", "err-054"), scenario="proposal-update")
def test_update_with_other_status(conversation: Reading) -> None:
    """An OrderProposal Update accepts no status but CustomerRejected.

    Pass: PatchNotAllowedOnPropertyError, with or without its suffix, for SellerAccepted. Fail: success, or another
    error. Not testable: P failed.
    """
    refused(conversation.step("update with another status"), _VALUE, "The customer may not accept for the Seller.")


@check("order-proposal-update.refuses-other-properties", cites=("pu-004", "err-053"), scenario="proposal-update")
def test_update_with_other_property(conversation: Reading) -> None:
    """An OrderProposal Update accepts only orderProposalStatus and orderCustomerNote.

    Pass: PatchContainsExcessivePropertiesError, with or without its suffix, for orderedItem. Fail: success, or another
    error. Not testable: P failed.
    """
    refused(conversation.step("update with another property"), _EXCESS, "orderedItem may not be changed here.")


@check("order-proposal-update.refuses-unknown-proposal", cites=("err-049",), scenario="proposal-update")
def test_update_of_unknown_proposal(conversation: Reading) -> None:
    """An OrderProposal Update for an Order UUID that was never proposed is refused.

    Pass: UnknownOrderError or NotFoundError. Fail: success, or another error.
    """
    refused(conversation.step("update of an unknown proposal"), _UNKNOWN, "The OrderProposal does not exist.")


@check("order-proposal-update.rejects-accepted-proposal", cites=("p-038", "pu-002"), scenario="proposal-rejection")
def test_update_of_accepted_proposal(conversation: Reading) -> None:
    """The customer may reject a proposal that its Seller has accepted.

    Pass: 204. Fail: any other status. Not testable: the acceptance did not happen.
    """
    answered(conversation.step("regretted update"), {204}, "An accepted proposal may still be rejected.")


@check("order-proposal-update.takes-note", cites=("pu-001", "pu-002"), scenario="proposal-message")
def test_update_with_note(conversation: Reading) -> None:
    """An OrderProposal Update accepts an orderCustomerNote, alone and with a rejection.

    Pass: 204 for both. Fail: any other status. Not testable: P failed.
    """
    answered(conversation.step("note"), {204}, "The customer may leave a note.")
    answered(conversation.step("rejection with a note"), {204}, "The customer may reject and leave a note.")
