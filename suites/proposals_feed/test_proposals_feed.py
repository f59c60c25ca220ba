"""What the feed of proposals shows: the Order Proposals feed, or the Orders feed if there is only one."""

import json

from booking_conformance.check import check, equal, fail, not_applicable, not_shown, not_testable, present, require
from booking_conformance.openactive.identifiers import is_uuid
from booking_conformance.openactive.personal_data import OF_CUSTOMERS
from booking_conformance.recording import Document, Observation, Reading
from booking_conformance.suites.p.unasked import unless_accepted_unasked


def _seen(observation: Observation, requirement: tuple[str, ...] = ()) -> None:
    require(
        observation.seen,
        f"The feed did not show the proposal with {observation.awaited}.",
        at=observation.item["data"],
        expected=observation.awaited,
        requirement=requirement,
    )


@check("proposals-feed.omits-unchanged-proposal", cites=("opf-003", "of-004"), scenario="proposal")
def test_unchanged_proposal(conversation: Reading) -> None:
    """A proposal does not appear in the feed until it changes after P.

    Pass: the feed shows a proposal that changed later, and not this one. Fail: it shows this one. Not applicable:
    Sellers accept proposals unasked. Not testable: P failed, or the later change did not come through the feed.
    """
    proposal = conversation.success("P")
    unless_accepted_unasked(conversation)
    if not conversation.fact("sentinel seen"):
        not_shown("The feed did not show a change that was made later.", at=proposal)
    found = conversation.observation("unchanged proposal")
    if "SellerAccepted" in str(found.item["data"]["orderProposalStatus"].plain()):
        not_applicable("The Seller accepted the proposal unasked.")
    require(not found.seen, "An unchanged proposal must not be in the feed.", at=found.item, expected="nothing")


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
    _seen(conversation.observation("acceptance"))


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


@check("proposals-feed.omits-customer", cites=("opf-006", "of-027"), scenario="proposal-approval")
def test_no_customer(conversation: Reading) -> None:
    """No trace of the customer is found in the feed's item for an accepted proposal.

    Pass: the item contains neither name, e-mail, telephone nor identifier as sent with P, in plain text. Fail: it
    contains one. Not testable: the acceptance was not seen, or lists no OrderItem.
    """
    customer = conversation.success("P").sent["customer"]
    planted = [text for name in OF_CUSTOMERS if (text := customer[name].text)]
    accepted = conversation.observation("acceptance")
    shown = accepted.item["data"]["orderedItem"].each()
    if not accepted.seen or not planted or not any(map(Document.properties, shown)):
        not_testable("The acceptance was not seen.")
    item = json.dumps(accepted.value, ensure_ascii=False, default=str).lower()
    for value in planted:
        if value.lower() in item:
            fail("The feed must not contain the customer's data.", at=accepted.item["data"], expected=f"no {value}")


@check("proposals-feed.deletes-booked-proposal", cites=("p-036", "opf-004"), scenario="proposal-approval")
def test_deleted_after_b(conversation: Reading) -> None:
    """After B succeeds, the proposal is marked as deleted in its feed.

    Pass: the state became deleted. Fail: it did not within `feed_timeout`. Not testable: B failed.
    """
    conversation.success("B")
    _seen(conversation.observation("proposal after B"))


@check("proposals-feed.id-is-not-of-the-order", cites=("of-011",), scenario="proposal-approval")
def test_id_is_not_of_the_order(conversation: Reading) -> None:
    """In a feed that contains both, an OrderProposal and its Order have different RPDE ids.

    Pass: the item with the Order has a different `id` from the item with the proposal, or each has a feed of its own.
    Fail: both have the same `id` in one feed. Not testable: the acceptance, or a change of the Order after B, was not
    seen.
    """
    conversation.success("B")
    proposal, order = (conversation.observation(name) for name in ("acceptance", "Order of the proposal"))
    if not proposal.seen or not order.seen:
        not_shown("The feed did not show both the proposal and its Order.")
    same = (proposal.feed, str(proposal.item["id"].value)) == (order.feed, str(order.item["id"].value))
    require(not same, "The Order has the id of its proposal.", at=order.item["id"], expected="another id")


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
    _seen(conversation.observation("seller rejection"))


@check("proposals-feed.shows-customer-rejection", cites=("p-029",), scenario="proposal-update")
def test_customer_rejection(conversation: Reading) -> None:
    """The feed shows a proposal that the customer rejected as CustomerRejected.

    Pass: it did. Fail: it did not within `feed_timeout`. Not testable: the update failed.
    """
    conversation.success("update")
    _seen(conversation.observation("customer rejection"))


@check("proposals-feed.shows-rejection-after-acceptance", cites=("p-038", "p-028"), scenario="proposal-rejection")
def test_rejection_after_acceptance(conversation: Reading) -> None:
    """The feed shows a proposal that its Seller accepted and then rejected as SellerRejected.

    Pass: it did. Fail: it did not within `feed_timeout`. Not testable: P or an action of the Test Interface failed.
    """
    conversation.success("revoked P")
    _seen(conversation.observation("rejection after acceptance"))


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


@check(
    "proposals-feed.apart-from-orders",
    cites=("opf-001",),
    scenario="proposal-rejection",
    feature="order-proposals-feed",
)
def test_apart_from_orders(conversation: Reading) -> None:
    """OrderProposals with a feed of their own do not appear in the Orders feed.

    Pass: the Orders feed shows a change made later, and not the rejected proposal. Fail: it shows the proposal. Not
    testable: the later change did not come through the Orders feed.
    """
    conversation.success("refused P")
    conversation.passed("orders")
    found = conversation.observation("rejected proposal in the Orders feed")
    require(not found.seen, "The proposal must only be in its own feed.", at=found.item, expected="nothing")


@check("proposals-feed.shows-amendment", cites=("p-041", "p-030", "p-005", "p-042"), scenario="proposal-amendment")
def test_amendment(conversation: Reading) -> None:
    """The feed shows an amended proposal with a new orderProposalVersion, open or accepted.

    Pass: a version other than that of P appeared, at SellerAccepted or AwaitingSellerConfirmation (both are in
    use), and ends in a UUID. Fail: none appeared within `feed_timeout`, it does not end in a UUID, or the proposal has
    another status. Not testable: P or the action failed.
    """
    conversation.success("P")
    amended = conversation.observation("amendment")
    _seen(amended, requirement=("p-041", "p-030"))
    data = amended.item["data"]
    present(data["orderProposalVersion"], "An amended proposal must have a version.", requirement="p-041")
    _named_by_uuid(data["orderProposalVersion"])
    status = data["orderProposalStatus"]
    accepted = any(name in str(status.value) for name in ("SellerAccepted", "AwaitingSellerConfirmation"))
    message = "An amended proposal must be open or accepted."
    require(accepted, message, at=status, expected="SellerAccepted", requirement="p-042")


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
    _seen(conversation.observation("rejection with a note"))


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
