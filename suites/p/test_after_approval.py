"""B after the Seller has approved, with only the version of the proposal."""

from booking_conformance.check import answered, check, each, equal, not_applicable, not_testable, refused, require
from booking_conformance.check.comparison import agree
from booking_conformance.recording import Document, Reading


@check("p.b-after-approval-succeeds", cites=("p-032", "tst-023"), scenario="proposal-approval")
def test_b_after_approval(conversation: Reading) -> None:
    """After approval, B with orderProposalVersion alone (and payment if due) returns the Order.

    Pass: 200 or 201 with an Order that has as many items as were proposed. Fail: anything else. Not testable: the
    acceptance did not appear in the feed.
    """
    proposed = conversation.success("P").sent["orderedItem"].each()
    exchange = conversation.step("B")
    answered(exchange, {200, 201}, "B must succeed for an accepted proposal.")
    equal(exchange.answer["@type"], "Order", "B must return the complete Order.", requirement="p-032")
    items = exchange.answer["orderedItem"]
    complete = len(items.each()) == len(proposed)
    require(complete, "B must return every item proposed.", at=items, expected=len(proposed), requirement="p-032")


@check("p.payment-after-approval-needs-identifier", cites=("err-013",), scenario="proposal-approval", feature="paid")
def test_payment_after_approval_needs_identifier(conversation: Reading) -> None:
    """B after approval with a payment that has no identifier is refused.

    Pass: IncompletePaymentDetailsError. Fail: it succeeds, or is refused with another error. Not applicable: what was
    proposed is paid without the Broker. Not testable: the acceptance did not appear in the feed, or B is
    refused with an identifier, too.
    """
    if conversation.has("B") and not conversation.has("B without payment identifier"):
        not_applicable("What was proposed takes no payment from the Broker.")
    made = conversation.step("B without payment identifier")
    if made.refused:
        conversation.success("B")
    refused(made, {"IncompletePaymentDetailsError"})


@check("p.order-reflects-proposal", cites=("p-034",), scenario="proposal-approval")
def test_order_reflects_proposal(conversation: Reading) -> None:
    """The Order that B returns after approval matches what was sent with P.

    Pass: seller, opportunities, offers and total are those of P. Fail: one is missing or differs. Not testable: P
    or B failed.
    """
    sent, order = conversation.success("P").sent, conversation.success("B").answer
    equal(order["seller"]["@id"], sent["seller"].id, "The Order must have the Seller of the proposal.")
    require(_pairs(order) == _pairs(sent), "The Order must have the items of the proposal.", at=order["orderedItem"])
    due = sent["totalPaymentDue"]["price"].decimal
    price = order["totalPaymentDue"]["price"]
    require(price.decimal == due, "The Order must have the total of the proposal.", at=price, expected=due)


@check("p.keeps-offer-as-proposed", cites=("p-034",), scenario="proposed-offer-changed")
def test_keeps_offer_as_proposed(conversation: Reading) -> None:
    """The Order that B returns after approval has the offers and the total of the proposal.

    Pass: although the Seller has changed the offer since P, acceptedOffer and totalPaymentDue are those that P
    returned. Fail: one is missing or differs. Not testable: the Seller could not change the offer, or P or B failed.
    """
    conversation.success("change")
    proposed, order = conversation.success("P").answer, conversation.success("B").answer
    message = "The Order must have the offer that was proposed."
    offers = [item["acceptedOffer"] for item in proposed["orderedItem"].each()]
    total = proposed["totalPaymentDue"]["price"].decimal
    if total is None or not all(offer.id and offer["price"] for offer in offers):
        not_testable("P returned an item without an offer that has an @id and a price, or no total.")
    for offer in each(offers, "P returned no OrderItem."):
        found = [item["acceptedOffer"] for item in order["orderedItem"].each() if item["acceptedOffer"].id == offer.id]
        require(bool(found), message, at=order["orderedItem"], expected=offer.id)
        agree(found[0], offer, message)
    due, message = order["totalPaymentDue"]["price"], "The Order must have the total that was proposed."
    require(due.decimal == total, message, at=due, expected=total)


@check("p.repeat-keeps-acceptance", cites=("p-013",), scenario="proposal-approval")
def test_repeat_keeps_acceptance(conversation: Reading) -> None:
    """A repeated P changes nothing about a proposal that the Seller has accepted.

    Pass: B succeeds after P was repeated. Fail: B is refused. Not testable: the repeated P was refused, or the
    acceptance did not appear in the feed.
    """
    conversation.success("P again after acceptance")
    answered(conversation.step("B"), {200, 201}, "B must succeed although P was repeated.")


def _pairs(document: Document) -> list[str]:
    return sorted(f"{item['orderedItem'].id} {item['acceptedOffer'].id}" for item in document["orderedItem"].each())


@check("p.outdated-version-refused", cites=("p-033", "err-019", "tst-025"), scenario="proposal-amendment")
def test_outdated_version(conversation: Reading) -> None:
    """B with the version from before an amendment is refused.

    Pass: OrderProposalVersionOutdatedError. Fail: success, or another error. Not testable: no amendment was seen.
    """
    exchange = conversation.step("B with the outdated version")
    message = "B with an outdated version must be refused."
    refused(exchange, message=message, requirement=("p-033", "tst-025"))
    refused(exchange, {"OrderProposalVersionOutdatedError"}, message, requirement=("p-033", "err-019"))


@check("p.earlier-amendment-refused", cites=("p-033", "err-019"), scenario="proposal-notes")
def test_earlier_amendment(conversation: Reading) -> None:
    """B with the version of an amendment is refused once the Seller has amended the proposal again.

    Pass: OrderProposalVersionOutdatedError, or any error if the second amendment still awaits its Seller. Fail:
    success, or another error. Not testable: the feed did not show both amendments.
    """
    seen = [conversation.observation(name) for name in ("amendment", "second amendment")]
    if not all(each.seen for each in seen):
        not_testable("The feed did not show both amendments.")
    exchange, message = conversation.step("B with the first amendment"), "B with an outdated version must be refused."
    refused(exchange, message=message)
    if "SellerAccepted" in str(seen[-1].item["data"]["orderProposalStatus"].value):
        refused(exchange, {"OrderProposalVersionOutdatedError"}, message)


@check("p.version-of-another-refused", cites=("p-033",), scenario="proposal-rejection")
def test_version_of_another(conversation: Reading) -> None:
    """B with the version of another OrderProposal is refused, though both are accepted.

    Pass: any error (open reading 20). Fail: it succeeds. Not applicable: it is tried for the first type that is
    configured. Not testable: one of the two was not seen accepted.
    """
    if conversation.has("regretted update") and not conversation.has("regretted B with another's version"):
        not_applicable("The version of another is sent for an opportunity of another type.")
    for name in ("acceptance", "other acceptance"):
        if not conversation.observation(name).seen:
            not_testable("The Seller's acceptance did not appear in the feed.")
    refused(conversation.step("regretted B with another's version"), message="This version is not of this proposal.")


@check("p.amended-version-books", cites=("p-041", "tst-025"), scenario="proposal-amendment")
def test_amended_version(conversation: Reading) -> None:
    """B with the version of the amendment succeeds.

    Pass: 200 or 201. Fail: a refusal. Not testable: no amendment was seen, the outdated version was already booked,
    or a note that the customer left has undone the acceptance.
    """
    outdated = conversation.step("B with the outdated version")
    if outdated.succeeded:
        not_testable("The outdated version was already booked", at=outdated)
    undone = conversation.has("note") and conversation.step("B with the new version").refused
    if undone and conversation.observation("after note").seen:
        not_testable("The acceptance was undone by the customer's note.", at=conversation.step("note"))
    answered(conversation.step("B with the new version"), {200, 201}, "B with the newest version must succeed.")


@check("p.b-succeeds-after-lease", cites=("lease-015",), scenario="proposal-lapsed")
def test_b_after_lease(conversation: Reading) -> None:
    """B after approval succeeds although the lease of the proposal has ended, if there are enough spaces.

    Pass: 200 or 201. Fail: a refusal. Not testable: P or its acceptance failed, or nobody could end the lease.
    """
    conversation.success("ProposalLeaseExpiry")
    answered(conversation.step("B"), {200, 201}, "B must succeed for an accepted proposal whose lease has ended.")
