"""What P returns: an OrderProposal that awaits its Seller."""

from booking_conformance.check import answered, check, equal, fail, not_testable, present, require
from booking_conformance.openactive.identifiers import is_uuid
from booking_conformance.recording import Document, Reading

_AWAITING = "https://openactive.io/AwaitingSellerConfirmation"


@check("p.requires-approval-at-quotes", cites=("c1-020", "c1-019"), scenario="proposal")
def test_quotes_require_approval(conversation: Reading) -> None:
    """C1 and C2 state orderRequiresApproval true if any item needs approval.

    Pass: `orderRequiresApproval` is true at C1 and C2, even if another item needs no approval. Fail: it is anything
    else. Not testable: C1 or C2 was refused.
    """
    for step in ("C1", "C2", *filter(conversation.has, ["mixed C1"])):
        quote = conversation.success(step)
        stated, message = (
            quote.answer["orderRequiresApproval"],
            f"{quote.call} must state that the Order requires approval.",
        )
        require(isinstance(stated.value, bool), message, at=stated, expected=True, requirement="c1-019")
        equal(stated, True, message, requirement="c1-020")


@check("p.succeeds", cites=("p-001", "p-002", "p-017"), scenario="proposal")
def test_p_succeeds(conversation: Reading) -> None:
    """P returns an OrderProposal.

    Pass: 200 or 201 with an OrderProposal. Fail: anything else. Not testable: C2 was refused.
    """
    exchange = conversation.step("P")
    answered(exchange, {200, 201}, "P must propose what was just quoted.", requirement=("p-001", "p-017"))
    equal(exchange.answer["@type"], "OrderProposal", "P must return an OrderProposal.", requirement=("p-002", "p-017"))


@check("p.awaits-seller-confirmation", cites=("p-002",), scenario="proposal")
def test_p_awaits_seller(conversation: Reading) -> None:
    """A new OrderProposal awaits the Seller's confirmation.

    Pass: `orderProposalStatus` is AwaitingSellerConfirmation, alone or as the one entry of a list. Fail: anything
    else.
    """
    status = conversation.success("P").answer["orderProposalStatus"]
    require(
        status.value in (_AWAITING, [_AWAITING]),
        "A new proposal must have the status AwaitingSellerConfirmation.",
        at=status,
        expected=_AWAITING,
    )


@check("p.version-names-the-proposal", cites=("p-004", "p-005"), scenario="proposal")
def test_p_version(conversation: Reading) -> None:
    """The orderProposalVersion is the proposal's @id followed by /versions/ and a UUID that is not the Order UUID.

    Pass: it has this form. Fail: it is missing, has another form, or contains an invalid UUID or the Order UUID
    itself.
    """
    exchange = conversation.success("P")
    version, identifier = exchange.answer["orderProposalVersion"], exchange.answer["@id"].text
    present(version, "P must return an orderProposalVersion.", requirement="p-004")
    start, _, last = (version.text or "").rpartition("/")
    if identifier is None:
        not_testable("The OrderProposal has no @id.", at=exchange)
    message, form = (
        "The version must consist of the proposal's @id, /versions/ and a UUID.",
        f"{identifier}/versions/<UUID>",
    )
    require(start == f"{identifier}/versions", message, at=version, expected=form, requirement="p-004")
    require(is_uuid(last), message, at=version, expected=form, requirement="p-005")
    message = "The UUID of the version must not be the Order UUID."
    require(last.lower() != exchange.order_uuid, message, at=version, requirement="p-005")


@check("p.repeat-returns-same-proposal", cites=("p-013",), scenario="proposal")
def test_p_repeat(conversation: Reading) -> None:
    """P with the same content again returns the same OrderProposal.

    Pass: 200 or 201 with the `@id`, the `orderProposalVersion`, the items and, if any, the `orderNumber` of the first
    response. Fail: a refusal, or another proposal.
    """
    first, again = conversation.success("P"), conversation.step("P again")
    answered(again, {200, 201}, "A repeated P must succeed.")
    present(first.answer["@id"], "P must return the @id of the OrderProposal.")
    for name in ("@id", "orderProposalVersion", *(["orderNumber"] if first.answer["orderNumber"] else ())):
        equal(again.answer[name], first.answer[name].plain(), f"A repeated P must return the same {name}.")
    require(bool(_item_ids(first.answer)), "P must return the items.", at=first.answer["orderedItem"])
    if _item_ids(first.answer) != _item_ids(again.answer):
        fail("A repeated P must return the same items.", at=again.answer["orderedItem"])


def _item_ids(document: Document) -> list[str]:
    """Return what identifies each item; items of a proposal may have no @id (open reading 9)."""
    found = ((item["@id"].text, item["orderedItem"].id) for item in document["orderedItem"].each())
    return sorted(f"{known} {bought}" for known, bought in found if known or bought)
