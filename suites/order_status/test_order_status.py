"""Order Status, and what it returns for an Order UUID at each step."""

from booking_conformance.check import answered, check, equal, not_applicable, not_shown, present, require
from booking_conformance.check.comparison import agree, pairs
from booking_conformance.openactive.opportunities.opportunity_types import sign_of_expansion
from booking_conformance.recording import Reading
from booking_conformance.specification.opportunity_types import parent_properties

# After the step: what there may be under the Order UUID. A 404 is as good for what is no Order yet (open reading 37).
_KINDS = {"status after C2": "OrderQuote", "status after P": "OrderProposal", "status after B": "Order"}


@check("order-status.returns-order", cites=("st-001",), scenario="booking", feature="order-status")
def test_order_status_returns_order(conversation: Reading) -> None:
    """Order Status returns the Order as it was booked.

    Pass: 200 with the items, prices, tax and totals of B. Warn: another status, or one of them differs.
    """
    booked, status = conversation.success("B"), conversation.step("status after B")
    answered(status, {200}, "Order Status must return the Order.")
    require(status.answer.type == "Order", "Order Status must return the Order.", at=status.answer["@type"])
    for here, there in pairs(status, booked):
        for part in ("@id", "orderItemStatus", "acceptedOffer", "unitTaxSpecification"):
            agree(here[part], there[part], f"Order Status returned a different {part} from B.")
    for part in ("totalPaymentDue", "totalPaymentTax", "customer", "broker"):
        agree(status.answer[part], booked.answer[part], f"Order Status returned a different {part} from B.")


@check("order-status.expands-opportunities", cites=("st-003",), scenario="booking", feature="order-status")
def test_order_status_expands_opportunities(conversation: Reading) -> None:
    """Order Status contains the full opportunity of each item.

    Pass: each orderedItem has @type, @id, startDate (an OnDemandEvent has none) and a name, its own or inherited.
    Fail: one is a bare reference, or lacks a property.
    """
    status = conversation.success("status after B")
    listed = status.answer["orderedItem"].each()
    require(bool(listed), "Order Status lists no items.", at=status.answer["orderedItem"])
    for item in listed:
        opportunity = item["orderedItem"]
        present(sign_of_expansion(opportunity), "The opportunity is not expanded.")
        parents = [opportunity[name] for name in parent_properties()]
        named = next((holder["name"] for holder in parents if holder["name"]), opportunity["name"])
        present(opportunity["name"] or named, "The opportunity has no name.")


@check(
    "order-status.uuid-one-kind-at-a-time",
    cites=("st-005", "st-002", "p-007"),
    scenario="booking",
    feature="order-status",
)
def test_uuid_one_kind_at_a_time(conversation: Reading) -> None:
    """An Order UUID is an OrderQuote, OrderProposal or Order, and only one of them at a time.

    Pass: Order Status returns what was created last, or 404 for what is not yet an Order (open reading 37). Fail:
    it returns another kind. Not testable: it does not return the Order after B.
    """
    conversation.success("B")
    conversation.success("status after B")
    for step in (step for step in _KINDS if conversation.has(step)):
        status = conversation.step(step)
        if status.succeeded:
            equal(
                status.answer["@type"],
                _KINDS[step],
                f"After {step.rsplit(' ', 1)[-1]}, Order Status returned another kind.",
            )


@check("order-status.uuid-identifies-order", cites=("b-013",), scenario="booking", feature="order-status")
def test_uuid_identifies_order(conversation: Reading) -> None:
    """One Order UUID identifies one Order, wherever it is used.

    Pass: B, B repeated and Order Status return the same @id, and the same orderNumber and identifier if they have
    one. Fail: they differ.
    """
    booked = conversation.success("B")
    present(booked.answer["@id"], "B returned no @id.")
    for step in ("B again", "status after B"):
        later = conversation.success(step)
        for name in ("@id", "identifier", "orderNumber"):
            if later.answer[name] or name == "@id":
                agree(later.answer[name], booked.answer[name], f"{step} returned a different {name} from B.")


@check(
    "order-status.proposal-is-current",
    cites=("st-002",),
    scenario="proposal-approval",
    feature="approval+order-status",
)
def test_proposal_is_current(conversation: Reading) -> None:
    """Order Status shows an OrderProposal as the feed does.

    Pass: when the feed has shown the Seller's acceptance, Order Status shows SellerAccepted, and the
    orderProposalVersion of the feed. Warn: it shows another status or version. Not testable: the acceptance did not
    appear in the feed. Not applicable: Order Status returns no OrderProposal.
    """
    accepted = conversation.observation("acceptance").item["data"]
    status = conversation.step("status after acceptance").answer
    if status.type != "OrderProposal":
        not_applicable("Order Status returns no OrderProposal.")
    message = "Order Status shows another state of the proposal than the feed."
    shown = "SellerAccepted" in str(status["orderProposalStatus"].plain())
    require(shown, message, at=status["orderProposalStatus"], expected="SellerAccepted")
    version = accepted["orderProposalVersion"].text
    equal(status["orderProposalVersion"], version, "Order Status shows another version of the proposal than the feed.")


@check("order-status.amendment-is-current", cites=("of-006", "p-041", "st-002"), scenario="proposal-notes",
       feature="order-status")  # fmt: skip
def test_amendment_is_current(conversation: Reading) -> None:
    """Order Status shows an amended OrderProposal as the feed does.

    Pass: when the feed has shown two amendments, Order Status shows the orderProposalVersion and the orderSellerNote of
    the latest. Fail: one of the two is another, or the feed has no note although Order Status has. Warn: Order Status
    has no note. Not applicable: it returns no OrderProposal. Not testable: an amendment did not appear in the feed.
    """
    if not conversation.observation("second amendment").seen:
        not_shown("The feed did not show the second amendment.", at=conversation.success("P"))
    shown = conversation.observation("second amendment").item["data"]
    status = conversation.step("status when amended").answer
    if status.type != "OrderProposal":
        not_applicable("Order Status returns no OrderProposal.")
    version, note = (status[name] for name in ("orderProposalVersion", "orderSellerNote"))
    message = "Order Status shows another {} of the proposal than the feed."
    equal(version, shown["orderProposalVersion"].plain(), message.format("version"), requirement="p-041")
    if note or shown["orderSellerNote"]:
        row = "of-006" if note else "st-002"
        equal(note, shown["orderSellerNote"].plain(), message.format("note"), requirement=row)
