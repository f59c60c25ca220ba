"""Which proposals are in their feed and which are not, whatever was decided on them."""

import json

from booking_conformance.check import check, fail, not_applicable, not_shown, not_testable, require
from booking_conformance.openactive.personal_data import OF_CUSTOMERS
from booking_conformance.recording import Document, Reading
from booking_conformance.suites.p.unasked import unless_accepted_unasked
from booking_conformance.suites.proposals_feed.shown import require_shown


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
    require_shown(conversation.observation("proposal after B"))


@check("proposals-feed.deletes-booked-amendment", cites=("p-036", "opf-004"), scenario="proposal-amendment")
def test_amendment_deleted_after_b(conversation: Reading) -> None:
    """After B succeeds with the version of an amendment, the proposal is marked as deleted in its feed.

    Pass: the state became deleted. Fail: it did not within `feed_timeout`. Not testable: B failed, or no amendment was
    seen.
    """
    conversation.success("B with the new version")
    require_shown(conversation.observation("proposal after B"))


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
