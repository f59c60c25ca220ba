"""How the feed shows what Sellers and customers decide on a proposal: acceptance, rejection, amendment, notes."""

from booking_conformance.check import check, equal, not_applicable, not_shown, not_testable, present, require
from booking_conformance.openactive.identifiers import is_uuid
from booking_conformance.recording import Document, Reading
from booking_conformance.suites.proposals_feed.shown import require_shown


@check(
    "proposals-feed.shows-acceptance",
    cites=("p-027", "p-026", "of-006", "tst-023"),
    scenario="proposal-approval",
)
def test_acceptance(conversation: Reading) -> None:
    """The feed shows a proposal that its Seller accepted as SellerAccepted.

    Pass: it did. Fail: it did not within `feed_timeout`. Not testable: P or the action of the Test Interface
    failed.
    """
    conversation.success("P")
    require_shown(conversation.observation("acceptance"))


@check("proposals-feed.shows-acceptance-of-second-seller", cites=("p-027", "p-026", "of-006", "tst-023"),
       scenario="proposal-rejection", feature="multiple-sellers")  # fmt: skip
def test_acceptance_of_second_seller(conversation: Reading) -> None:
    """The feed shows a proposal that the second Seller accepted as SellerAccepted.

    Pass: it did. Fail: it did not within `feed_timeout`. Not testable: P or the action of the Test Interface failed.
    Not applicable: the second Seller has nothing that needs approval.
    """
    conversation.success("regretted P")
    if conversation.fact("seller") == "primary":
        not_applicable("The second Seller has nothing that needs approval.")
    require_shown(conversation.observation("acceptance"))


def _version(conversation: Reading) -> str:
    """Return the version that P returned; not-testable when it returned none."""
    version = conversation.success("P").answer["orderProposalVersion"]
    if version.text is None:
        not_testable("P returned no orderProposalVersion.", at=version)
    return version.text


@check("proposals-feed.acceptance-keeps-version", cites=("p-030", "of-015"), scenario="proposal-approval")
def test_acceptance_keeps_version(conversation: Reading) -> None:
    """A proposal accepted without amendment keeps its orderProposalVersion.

    Pass: the feed shows the version that P returned. Fail: another, or none. Not testable: the acceptance was not
    seen.
    """
    version = _version(conversation)
    accepted = conversation.observation("acceptance")
    if not accepted.seen:
        not_testable("The acceptance was not seen.")
    shown = accepted.item["data"]["orderProposalVersion"]
    present(shown, "The feed must show the version of the proposal.", requirement="of-015")
    equal(shown, version, "An acceptance must not change the version.", requirement="p-030")


@check(
    "proposals-feed.shows-seller-rejection",
    cites=("p-028", "p-026", "of-006", "tst-024"),
    scenario="proposal-rejection",
)
def test_seller_rejection(conversation: Reading) -> None:
    """The feed shows a proposal that its Seller rejected as SellerRejected.

    Pass: it did. Fail: it did not within `feed_timeout`. Not testable: P or the action of the Test Interface
    failed.
    """
    conversation.success("refused P")
    require_shown(conversation.observation("seller rejection"))


@check("proposals-feed.shows-customer-rejection", cites=("p-029",), scenario="proposal-update")
def test_customer_rejection(conversation: Reading) -> None:
    """The feed shows a proposal that the customer rejected as CustomerRejected.

    Pass: it did. Fail: it did not within `feed_timeout`. Not testable: the update failed.
    """
    conversation.success("update")
    require_shown(conversation.observation("customer rejection"))


@check("proposals-feed.shows-rejection-of-amended", cites=("p-029", "of-006"), scenario="proposal-notes")
def test_rejection_of_amended(conversation: Reading) -> None:
    """The feed shows an amended proposal that the customer rejected as CustomerRejected, whichever partner it is of.

    Pass: it did. Fail: it did not within `feed_timeout`. Not testable: P or the update failed.
    """
    conversation.success("rejection")
    require_shown(conversation.observation("rejection"))


@check("proposals-feed.shows-rejection-of-second-seller", cites=("p-029", "of-006"),
       scenario="proposal-rejection", feature="multiple-sellers")  # fmt: skip
def test_rejection_of_second_seller(conversation: Reading) -> None:
    """The feed shows a proposal for the second Seller that the customer rejected as CustomerRejected.

    Pass: it did. Fail: it did not within `feed_timeout`. Not testable: P or the update failed. Not applicable: the
    second Seller has nothing that needs approval.
    """
    conversation.success("regretted P")
    if conversation.fact("seller") == "primary":
        not_applicable("The second Seller has nothing that needs approval.")
    conversation.success("regretted update")
    require_shown(conversation.observation("customer rejection"))


@check("proposals-feed.shows-rejection-after-acceptance", cites=("p-038", "p-028"), scenario="proposal-rejection")
def test_rejection_after_acceptance(conversation: Reading) -> None:
    """The feed shows a proposal that its Seller accepted and then rejected as SellerRejected.

    Pass: it did. Fail: it did not within `feed_timeout`. Not testable: P or an action of the Test Interface failed.
    """
    conversation.success("revoked P")
    require_shown(conversation.observation("rejection after acceptance"))


@check("proposals-feed.keeps-rejected-proposal", cites=("p-038",), scenario="proposal-rejection")
def test_rejection_is_final(conversation: Reading) -> None:
    """A rejected proposal stays in the feed, even after an attempt to book it.

    Pass: after a later change of another proposal the feed still shows SellerRejected for one that its Seller rejected,
    and CustomerRejected for one that the customer did. Fail: one is deleted, or has another status. Not testable: a
    rejection, or the later change, was not seen.
    """
    for name in ("refused", "regretted"):
        attempt = conversation.step(f"{name} B after rejection")
        if not attempt.refused:
            not_testable("The rejected proposal could be booked", at=attempt)
    seen = [conversation.observation(name).seen for name in ("seller rejection", "customer rejection")]
    if not all(seen):
        not_shown("The feed did not show both rejections.")
    for name, status in (("rejected", "SellerRejected"), ("regretted", "CustomerRejected")):
        _still(conversation.observation(f"{name} proposal later").item, status)


def _still(item: Document, expected: str) -> None:
    equal(item["state"], "updated", "A rejected proposal must stay in the feed.")
    status, message = item["data"]["orderProposalStatus"], "A rejected proposal must keep its status."
    require(expected in str(status.value), message, at=status, expected=expected)


@check("proposals-feed.shows-amendment", cites=("p-041", "p-030", "p-005", "p-042"), scenario="proposal-amendment")
def test_amendment(conversation: Reading) -> None:
    """The feed shows an amended proposal with a new orderProposalVersion, open or accepted.

    Pass: a version other than that of P appeared, at SellerAccepted or AwaitingSellerConfirmation (both are in
    use), and ends in a UUID. Fail: none appeared within `feed_timeout`, it does not end in a UUID, or the proposal has
    another status. Not testable: P or the action failed.
    """
    conversation.success("P")
    amended = conversation.observation("amendment")
    require_shown(amended, requirement=("p-041", "p-030"))
    data = amended.item["data"]
    present(data["orderProposalVersion"], "An amended proposal must have a version.", requirement="p-041")
    _named_by_uuid(data["orderProposalVersion"])
    status = data["orderProposalStatus"]
    accepted = any(name in str(status.value) for name in ("SellerAccepted", "AwaitingSellerConfirmation"))
    message = "An amended proposal must be open or accepted."
    require(accepted, message, at=status, expected="SellerAccepted", requirement="p-042")


@check("proposals-feed.shows-second-amendment", cites=("p-041", "p-042", "of-006"), scenario="proposal-notes")
def test_second_amendment(conversation: Reading) -> None:
    """The feed shows a proposal that is amended again with another orderProposalVersion.

    Pass: after the second amendment, a version appeared that neither P nor the first amendment had. Fail: none appeared
    within `feed_timeout`. Not testable: P or an action failed, or the first amendment was not seen.
    """
    conversation.success("act second amendment")
    if not conversation.observation("amendment").seen:
        not_shown("The feed did not show the first amendment.", at=conversation.success("P"))
    require_shown(conversation.observation("second amendment"), requirement=("p-041", "of-006"))


def _named_by_uuid(version: Document) -> None:
    last = (version.text or "").rpartition("/")[-1]
    message = "The version of an amendment must end in a UUID of its own."
    require(is_uuid(last), message, at=version, expected="/versions/<UUID>", requirement="p-005")


@check("proposals-feed.shows-rejection-with-note", cites=("p-029",), scenario="proposal-message")
def test_shows_rejection_with_note(conversation: Reading) -> None:
    """The feed shows CustomerRejected when the customer rejects a proposal and leaves a note at once.

    Pass: it does. Fail: it does not within `feed_timeout`. Not testable: the update was refused.
    """
    conversation.success("rejection with a note")
    require_shown(conversation.observation("rejection with a note"))


@check("proposals-feed.note-keeps-version", cites=("p-045",), scenario="proposal-message")
def test_note_keeps_version(conversation: Reading) -> None:
    """A customer's note does not change the orderProposalVersion.

    Pass: after two notes the feed shows the version that P returned. Fail: another, or none. Not testable: the note
    or the rejection failed, or was not seen.
    """
    version = _version(conversation)
    conversation.success("note")
    seen = conversation.observation("rejection with a note")
    if not seen.seen:
        not_testable("The rejection was not seen in the feed.")
    equal(seen.item["data"]["orderProposalVersion"], version, "A note must not change the version.")
