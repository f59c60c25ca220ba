"""What P refuses."""

from booking_conformance.check import absent, check, inform, not_applicable, not_testable, outcome, refused, require
from booking_conformance.check.comparison import bought
from booking_conformance.check.lease_checks import status_and_errors
from booking_conformance.check.refusals import unquoted_refused
from booking_conformance.check.spaces import require_left, spaces_before
from booking_conformance.openactive.leases import lacks_spaces
from booking_conformance.recording import Reading

# Which of these fits depends on the cause (open readings 8 and 18).
_TOO_MANY = (
    "OpportunityHasInsufficientCapacityError",
    "UnableToProcessOrderItemError",
    "OrderCreationFailedError",
    "OrderProposal",
)


@check("p.refuses-wrong-total", cites=("p-008", "err-015"), scenario="proposal")
def test_p_refuses_wrong_total(conversation: Reading) -> None:
    """P refuses a total that is not the one due.

    Pass: TotalPaymentDueMismatchError. Fail: success, or another error. Not testable: C2 was refused.
    """
    refused(
        conversation.step("P with a wrong total"),
        {"TotalPaymentDueMismatchError"},
        "P with a wrong total must be refused.",
    )


@check("p.wrong-total-makes-no-proposal", cites=("err-015",), scenario="proposal")
def test_wrong_total_makes_no_proposal(conversation: Reading) -> None:
    """A P that is refused for its total creates no OrderProposal.

    Pass: an OrderProposal Update finds none, and is refused with whatever error. Fail: it succeeds. Not testable: the
    wrong total was not refused.
    """
    attempt = conversation.step("P with a wrong total")
    if not attempt.refused:
        not_testable("The wrong total was not refused", at=attempt)
    refused(conversation.step("update after wrong total"), message="There must be no proposal to update.")


@check("p.refuses-missing-payment", cites=("p-010", "err-012"), scenario="proposal", feature="paid")
def test_p_refuses_missing_payment(conversation: Reading) -> None:
    """P without payment is refused where prepayment is required.

    Pass: MissingPaymentDetailsError. Fail: success, or another error. Info: no opportunity required prepayment.
    """
    quote = conversation.success("C2")
    if not conversation.has("P without payment") and conversation.has("P with a wrong total"):
        inform("The quoted opportunities required no prepayment.", at=quote)
    refused(
        conversation.step("P without payment"), {"MissingPaymentDetailsError"}, "P without payment must be refused."
    )


@check("p.refuses-incomplete-payment", cites=("p-010", "err-013"), scenario="proposal", feature="paid")
def test_p_refuses_incomplete_payment(conversation: Reading) -> None:
    """P with a payment that has no identifier is refused where prepayment is required.

    Pass: IncompletePaymentDetailsError. Fail: success, or another error. Info: no opportunity required prepayment.
    """
    quote, step = conversation.success("C2"), "P without payment identifier"
    if not conversation.has(step) and conversation.has("P with a wrong total"):
        inform("The quoted opportunities required no prepayment.", at=quote)
    refused(conversation.step(step), {"IncompletePaymentDetailsError"}, f"{step} must be refused.")


@check("p.refuses-unbookable", cites=("bkb-003", "bkb-006"), scenario="unavailable-proposal")
def test_p_refuses_unbookable(conversation: Reading) -> None:
    """P refuses what is over, and what cannot be booked yet, where others are booked without approval.

    It is sent without a quote, for the price that the open feed states. Pass: it is refused, with whatever error. Fail:
    it succeeds. Not applicable: the opportunity was not made for this run, or P was refused for its total.
    """
    row = {"past": "bkb-003", "too-early": "bkb-006"}[conversation.values["case"]]
    if not conversation.fact("made"):
        not_applicable("Only what was made for this run is tried to be proposed.")
    unquoted_refused(conversation.step("unquoted B"), "What cannot be booked must not be proposed.", row)


@check("p.refuses-other-items", cites=("p-013", "err-018"), scenario="proposal")
def test_p_refuses_other_items(conversation: Reading) -> None:
    """P with other items under the Order UUID of a proposal is refused.

    Pass: OrderAlreadyExistsError. Fail: success, or another error. Not testable: the first P failed.
    """
    conversation.success("P")
    refused(conversation.step("P with other items"), {"OrderAlreadyExistsError"}, "P with other items must be refused.")


@check("p.refuses-other-customer", cites=("p-013", "err-018"), scenario="proposal")
def test_p_refuses_other_customer(conversation: Reading) -> None:
    """P for another customer under the Order UUID of a proposal is refused.

    Pass: OrderAlreadyExistsError. Fail: success, or another error. Not testable: the first P failed.
    """
    conversation.success("P")
    exchange = conversation.step("P with another customer")
    refused(exchange, {"OrderAlreadyExistsError"}, "P for another customer must be refused.")


@check("p.refuses-too-many", cites=("p-011", "err-016"), scenario="proposal-capacity")
def test_p_refuses_too_many(conversation: Reading) -> None:
    """P for more spaces than are available is refused.

    Pass: OpportunityHasInsufficientCapacityError, UnableToProcessOrderItemError, OrderCreationFailedError, or a 409
    with item errors. Fail: success, or another error. Not testable: the available spaces were not quoted.
    """
    exchange, message = conversation.step("P of too many"), "P for more spaces than are available must be refused."
    require(exchange.refused, message, at=exchange, expected="a refusal", got=outcome(exchange), requirement="p-011")
    refused(exchange, _TOO_MANY, message, requirement=("p-011", "err-016"))


@check("p.quotes-flag-too-many", cites=("err-007", "bkb-005"), scenario="proposal-capacity")
def test_quotes_flag_too_many(conversation: Reading) -> None:
    """C1 and C2 report a lack of spaces also where the Seller's approval is needed.

    Pass: both return 409, with an error that says so on an item of the opportunity that has one space and is wanted
    twice, and on no other item. Fail: one returns a quote, or reports something else.
    """
    scarce = conversation.fact("scarce")
    for step in ("C1 of too many", "C2 of too many"):
        quote = conversation.step(step)
        message = f"{step[:2]} must report a lack of spaces."
        require(lacks_spaces(quote), message, at=quote, expected="409 with an item error", got=status_and_errors(quote))
        for item in quote.answer["orderedItem"].each():
            if bought(item)[0] != scarce:
                absent(item["error"], "A bookable item must not have an error.")


@check("p.all-or-nothing", cites=("p-003", "p-012"), scenario="proposal-capacity")
def test_p_all_or_nothing(conversation: Reading) -> None:
    """A refused P creates no proposal and takes no spaces.

    Pass: the available space is still free, and an OrderProposal Update finds no proposal. Fail: a space was taken,
    or there is a proposal. Not testable: P was not refused, or the sentinel did not come through the feed. Info:
    another number of spaces is left, but others may book.
    """
    attempt = conversation.step("P of too many")
    if not attempt.refused:
        not_testable("P was not refused", at=attempt)
    message = "There must be no proposal to update."
    refused(conversation.step("update after refused P"), message=message, requirement="p-003")
    known = conversation.fact("opportunities")[conversation.fact("control")]
    message, before = "A refused P must not take a space.", spaces_before(known)
    require_left(conversation, "capacity after refused P", known, before, message, requirement="p-012")
