"""Nothing is returned or changed by any method on any endpoint, with credentials that must not reach what is there."""

from itertools import groupby

from booking_conformance.check import check, fail, inform, not_applicable, not_testable, outcome, require
from booking_conformance.check.spaces import require_left
from booking_conformance.openactive.answers import is_error_document
from booking_conformance.openactive.personal_data import Search
from booking_conformance.recording import Exchange, Reading
from booking_conformance.suites.access_control.isolation import require_untouched
from booking_conformance.suites.access_control.own_proof import TOUCHED

_PARTNER, _NOTHING, _SELLER = "other-partner: ", "not there, other-partner: ", "other-seller: "
_PARTNERS, _ANYBODY, _SELLERS = (
    "attempts-of-another-partner",
    "attempts-without-credentials",
    "attempts-for-another-seller",
)
_REFUSED = "A request without valid credentials must be refused."
_NOT_IMPLEMENTED = 501
_REJECTION = "PATCH /order-proposals/{uuid} of a proposal"
_OF_PROPOSAL = (_REJECTION, "B of a proposal")
_BOOKING = ("C1", "C2", "B", "cancellation")


def _require_nothing_told(conversation: Reading, attempts: list[Exchange]) -> None:
    """Fail when an answer has the customer's data, or the @id of an item, in its body or in a header.

    What the request has said itself tells nothing: an error may quote it.
    Not testable where each answer is a crash, which says nothing of what a request may do. What the specification
    defines for no endpoint may be answered in any way: 501, by a gateway, by a page.
    """
    if all(_crashed(attempt) for attempt in attempts):
        not_testable("No request was served or refused", at=attempts[0])
    told = {**conversation.fact("canaries"), **{f"item {n}": each for n, each in enumerate(_items(conversation))}}
    known = {name: value for name, value in told.items() if value}
    for said, answered in groupby(attempts, key=lambda attempt: attempt.request.body or ""):
        unsaid = {name: value for name, value in known.items() if value not in said}
        for trace in Search(unsaid).traces(answered):
            fail(f"An Order of somebody else must not be disclosed: {trace}.", at=trace.exchange, got=trace.name)


def _crashed(attempt: Exchange) -> bool:
    return attempt.status >= 500 and attempt.status != _NOT_IMPLEMENTED and not is_error_document(attempt.answer)


def _items(conversation: Reading) -> list[str]:
    items: list[str] = conversation.fact("items")
    return items


@check("access-control.other-methods-tell-partners-nothing", cites=("auth-003", "auth-004"), scenario=_PARTNERS)
def test_other_methods_tell_partners_nothing(conversation: Reading) -> None:
    """No method on any endpoint tells another booking partner what is under an Order UUID.

    GET, HEAD, PATCH, DELETE and OPTIONS are tried on the quote, the OrderProposal and the Order, with the other
    partner's credentials. Pass: no response has anything of them, and none succeeds that fails for an unused Order
    UUID. Fail: one does. Info: the status is another than for an unused Order UUID.
    """
    conversation.success("B")
    attempts = conversation.steps(_PARTNER)
    _require_nothing_told(conversation, attempts)
    differing = None
    for unknown in conversation.steps(_NOTHING):
        known = conversation.step(unknown.step.replace(_NOTHING, _PARTNER))
        if known.succeeded and not unknown.succeeded:
            fail(
                "The response tells another booking partner that the Order UUID is in use.",
                at=known,
                expected=outcome(unknown),
                got=outcome(known),
            )
        differing = known if known.status != unknown.status else differing
    if differing is not None:
        inform("Another booking partner can tell from the status that the Order UUID is in use.", at=differing)


@check("access-control.other-methods-change-nothing-of-partners", cites=("auth-004",), scenario=_PARTNERS)
def test_other_methods_change_nothing_of_partners(conversation: Reading) -> None:
    """No method on any endpoint lets another booking partner change a quote, an OrderProposal or an Order.

    Pass: after PATCH and DELETE on every endpoint that serves another method, the quote and the proposal can be
    booked, and the Order is as it was booked: by Order Status, else by the Orders feed and the cancellation of its own
    partner. Fail: one is not.
    """
    conversation.steps(_PARTNER)
    # A proposal that is not accepted is withdrawn: one that is gone cannot be.
    last = conversation.step("withdrawal" if conversation.has("withdrawal") else "B")
    message = "Another booking partner's request must not keep its own from booking."
    require(last.succeeded, message, at=last, expected="success", got=outcome(last))
    conversation.success("B")
    _require_order_as_before(conversation)


def _require_order_as_before(conversation: Reading) -> None:
    """Fail when Order Status, or else what shows the Order without, shows that it was changed."""
    require_untouched(conversation, "status afterwards")


def _require_tried(conversation: Reading) -> None:
    if "limited to" in conversation.facts:
        limit = conversation.fact("limited to")
        not_applicable(f"At most {limit} requests without valid credentials may be sent: see limits.bad_credentials.")


@check("access-control.other-methods-need-credentials", cites=("auth-001",), scenario=_ANYBODY)
def test_other_methods_need_credentials(conversation: Reading) -> None:
    """No method on any endpoint serves a request without credentials, or with wrong ones.

    GET, HEAD, PUT, PATCH and DELETE are tried on every endpoint; OPTIONS may succeed, as browsers send it without
    credentials. Pass: each is refused, and no response has anything of the Order. Fail: one succeeds or has. Not
    applicable: `limits.bad_credentials` allows few such requests, as it does by default where a target is not local.
    """
    _require_tried(conversation)
    _require_all_refused(conversation, [*conversation.steps("none: "), *conversation.steps("wrong: ")])


def _require_all_refused(conversation: Reading, attempts: list[Exchange]) -> None:
    """Fail when a request is served, but for OPTIONS, or tells anything of the Order.

    What was served is looked for first: it may be why nothing was booked.
    """
    for attempt in attempts:
        allowed = attempt.refused or attempt.request.method == "OPTIONS"
        require(allowed, _REFUSED, at=attempt, expected="a refusal", got=outcome(attempt))
    conversation.success("B")
    _require_nothing_told(conversation, attempts)


@check("access-control.other-methods-have-no-effect", cites=("auth-001",), scenario=_ANYBODY)
def test_other_methods_have_no_effect(conversation: Reading) -> None:
    """No method on any endpoint changes an Order without valid credentials.

    Pass: after all of them, the Order is as it was booked: by Order Status, else by the Orders feed and the
    cancellation of its own partner. Fail: it is changed or gone. Not applicable: `limits.bad_credentials` allows few
    such requests.
    """
    _require_tried(conversation)
    conversation.steps("none: ")
    conversation.steps("wrong: ")
    conversation.success("B")
    _require_order_as_before(conversation)


@check("access-control.expired-token-opens-nothing", cites=("auth-001",), scenario="attempts-with-expired-token")
def test_expired_token_opens_nothing(conversation: Reading) -> None:
    """No method on any endpoint serves a request with an access token that has expired, or changes anything.

    GET, HEAD, PUT, PATCH and DELETE are tried on every endpoint, on an OrderProposal where approval is declared,
    and on an Order. Pass: the token is valid for the Orders feed before; after it has expired, each request is
    refused, no response has anything of the Order, and the Order is as it was booked. Fail: a request succeeds, a
    response has something of the Order, or the Order has changed. Not run: no booking partner is an OAuth client,
    or the Test Interface cannot make a token expire. Not applicable: `limits.bad_credentials` allows few such
    requests.
    """
    _require_tried(conversation)
    conversation.success("Orders feed before")
    _require_all_refused(conversation, conversation.steps("expired: "))
    _require_order_as_before(conversation)


@check("access-control.other-seller-cannot-book", cites=("auth-008",), scenario=_SELLERS)
def test_other_seller_cannot_book(conversation: Reading) -> None:
    """A Seller's opportunities can be neither quoted, booked nor cancelled with the credentials of another Seller.

    Pass: C1, C2, B, Order Cancellation, and the rejection and booking of an OrderProposal are refused, and change
    nothing. Fail: one succeeds, or the Order or the capacity was changed. Not applicable: the configuration has no
    `headers` for each Seller.
    """
    _require_own_credentials(conversation)
    if conversation.has(f"{_SELLER}{_REJECTION}"):
        _require_refused_for_sellers(conversation, _OF_PROPOSAL)
    conversation.success("B")
    _require_refused_for_sellers(conversation, _BOOKING)
    _require_order_as_before(conversation)
    _require_free(conversation)


def _require_refused_for_sellers(conversation: Reading, calls: tuple[str, ...]) -> None:
    for call in calls:
        tried = conversation.step(f"{_SELLER}{call}")
        message = f"{call} must be refused with the credentials of another Seller."
        require(tried.refused, message, at=tried, expected="a refusal", got=outcome(tried))


@check("access-control.other-methods-tell-sellers-nothing", cites=("auth-008",), scenario=_SELLERS)
def test_other_methods_tell_sellers_nothing(conversation: Reading) -> None:
    """No method on any endpoint tells a request with the credentials of another Seller what is under an Order UUID.

    GET, HEAD, PUT, PATCH, DELETE and OPTIONS are tried on the quote, the OrderProposal and the Order. Pass: no response
    has anything of them. Fail: one has. Not applicable: the configuration has no `headers` for each Seller.
    """
    _require_own_credentials(conversation)
    conversation.success("B")
    _require_nothing_told(conversation, conversation.steps(_SELLER))


def _require_own_credentials(conversation: Reading) -> None:
    if not conversation.fact("own credentials"):
        not_applicable("The Sellers have no credentials of their own.")


def _require_free(conversation: Reading) -> None:
    opportunity = conversation.fact("opportunities")[conversation.fact("wanted")]
    if not opportunity["exclusive"] or opportunity["capacity"] is None:
        return
    require_left(conversation, "capacity of what was wanted", opportunity, opportunity["capacity"], TOUCHED)
