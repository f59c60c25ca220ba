"""Nothing is disclosed or changed without valid credentials."""

from booking_conformance.check import answered, beyond, check, equal, outcome, refused, require
from booking_conformance.check.spaces import require_left
from booking_conformance.check.verify import Rows
from booking_conformance.recording import Exchange, Reading
from booking_conformance.specification import names_of
from booking_conformance.suites.access_control.own_proof import CONFIRMED

# Either family passes for missing and for wrong ones (part 7, no. 14).
_TYPES = frozenset(
    {"UnauthenticatedError", "NoAPITokenError", "InvalidAPITokenError", "InvalidAuthorizationDetailsError"}
)
_FEEDS = ("orders-feed", "order-proposals-feed")
_EFFECT = "A request without valid credentials must have no effect."


def _require_refused(exchanges: list[Exchange], message: str, rows: Rows, types: Rows) -> None:
    """Fail unless each is refused; ``rows`` are broken where it is not, ``types`` where the error is another."""
    for exchange in exchanges:
        require(exchange.refused, message, at=exchange, expected="a refusal", got=outcome(exchange), requirement=rows)
        answered(exchange, {401, 403}, message, requirement=types)
        refused(exchange, _TYPES, message, requirement=types)


@check("access-control.missing-credentials-refused", cites=("auth-001", "err-041", "err-042"), scenario="credentials")
def test_missing_credentials_refused(conversation: Reading) -> None:
    """Every booking call without credentials is refused.

    Pass: each was answered with 401 or 403 and an authentication error. Fail: one was not.
    """
    tried = [e for e in conversation.steps("none: ") if e.call not in _FEEDS]
    _require_refused(tried, "A call without credentials must be refused.", "auth-001", ("err-041", "err-042"))


@check("access-control.wrong-credentials-refused", cites=("auth-001", "err-043", "err-044"), scenario="credentials")
def test_wrong_credentials_refused(conversation: Reading) -> None:
    """Booking calls with wrong credentials are refused.

    The calls are C1, C2, B, the deletions, Order Cancellation and Order Status. C1 is sent with the partner's own
    credentials and a few letters more, C2 with the first half of them. Pass: each was answered with 401 or 403 and an
    authentication error. Fail: one was not.
    """
    tried = [e for e in conversation.steps("wrong: ") if e.call not in _FEEDS]
    _require_refused(tried, "A call with wrong credentials must be refused.", "auth-001", ("err-043", "err-044"))


@check("access-control.orders-feed-needs-credentials", cites=("auth-001", "of-002"), scenario="credentials")
def test_orders_feed_needs_credentials(conversation: Reading) -> None:
    """The Orders feed is not served without credentials or with wrong ones.

    Pass: both were answered with 401 or 403 and an authentication error. Fail: one was not.
    """
    tried = [conversation.step(f"{kind}: orders-feed") for kind in ("none", "wrong")]
    message, rows = "The Orders feed must only be served to its booking partner.", ("auth-001", "of-002")
    _require_refused(tried, message, rows, rows)


@check(
    "access-control.proposals-feed-needs-credentials",
    cites=("auth-001", "opf-005"),
    scenario="credentials",
    feature="order-proposals-feed",
)
def test_proposals_feed_needs_credentials(conversation: Reading) -> None:
    """The Order Proposals feed is not served without credentials.

    Pass: it was answered with 401 or 403 and an authentication error. Fail: it was not.
    """
    tried = [conversation.step("none: order-proposals-feed")]
    message, rows = "The Order Proposals feed must only be served to its booking partner.", ("auth-001", "opf-005")
    _require_refused(tried, message, rows, rows)


@check("access-control.refused-calls-have-no-effect", cites=("auth-001",), scenario="credentials")
def test_refused_calls_have_no_effect(conversation: Reading) -> None:
    """Requests without valid credentials change nothing.

    Pass: afterwards the booked Order exists with its item confirmed, and the same number of spaces is taken. Fail:
    something changed. Info: another number of spaces is left, but others may book. Not run: there is neither Order
    Status nor an open feed that states the capacity.
    """
    conversation.steps("none: ")
    conversation.steps("wrong: ")
    judged = _require_order_unchanged(conversation)
    judged = _require_capacity(conversation, "booked", 1) or judged
    judged = _require_capacity(conversation, "wanted", 0) or judged
    if not judged:
        beyond(
            "Neither Order Status nor the open feed shows whether the Order is unchanged.",
            remedy="Declare order-status, or state the remaining capacity in the open feed.",
        )


def _require_order_unchanged(conversation: Reading) -> bool:
    if not conversation.has("status afterwards"):
        return False
    status = conversation.step("status afterwards")
    require(status.succeeded, _EFFECT, at=status, expected="the booked Order", got=outcome(status))
    items = status.answer["orderedItem"].each()
    require(bool(items), _EFFECT, at=status.answer["orderedItem"], expected="the booked item")
    for item in items:
        equal(item["orderItemStatus"], names_of(status.profile).spelt(CONFIRMED), _EFFECT)
    return True


def _require_capacity(conversation: Reading, name: str, taken: int) -> bool:
    opportunity = conversation.fact("opportunities")[conversation.fact(name)]
    if opportunity["capacity"] is None or not conversation.fact("sentinel")["open"]:
        return False
    expected = opportunity["capacity"] - taken
    require_left(conversation, f"capacity of what was {name}", opportunity, expected, _EFFECT)
    return True
