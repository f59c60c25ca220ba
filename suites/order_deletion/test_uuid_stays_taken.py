"""The Order UUID of a deleted Order stays taken, if the booking system keeps a trace of the Order."""

from booking_conformance.check import check, inform, not_applicable, not_shown, not_testable, outcome, refused
from booking_conformance.recording import Reading

EXISTS = "OrderAlreadyExistsError"
CITED = ("od-010", "err-018")


@check("order-deletion.c1-refuses-deleted-uuid", cites=CITED, scenario="reuse-after-deletion")
def test_c1_refuses_deleted_uuid(conversation: Reading) -> None:
    """C1 refuses the Order UUID of an Order that the Orders feed shows as deleted.

    Pass: OrderAlreadyExistsError. Fail: another error, or a quote. Not applicable: it is tried in the first flow. Not
    testable: no Order could be brought into the feed, or the feed did not show it as deleted, so there is no evidence
    that the booking system still knows it.
    """
    _require_quote_refused(conversation, "C1")


@check("order-deletion.c2-refuses-deleted-uuid", cites=CITED, scenario="reuse-after-deletion")
def test_c2_refuses_deleted_uuid(conversation: Reading) -> None:
    """C2 refuses the Order UUID of an Order that the Orders feed shows as deleted.

    Pass: OrderAlreadyExistsError. Fail: another error, or a quote. Not applicable: it is tried in the first flow. Not
    testable: see C1.
    """
    _require_quote_refused(conversation, "C2")


@check(
    "order-deletion.p-refuses-deleted-uuid",
    cites=(*CITED, "b-012"),
    scenario="reuse-after-deletion",
    feature="approval",
    only={"flow": ("approval",)},
)
def test_p_refuses_deleted_uuid(conversation: Reading) -> None:
    """P refuses the Order UUID of an Order that the Orders feed shows as deleted.

    Pass: OrderAlreadyExistsError. Fail: another error, or an OrderProposal. Not testable: see C1.
    """
    _require_refused(conversation, "P")


@check("order-deletion.b-refuses-deleted-uuid", cites=(*CITED, "b-012"), scenario="reuse-after-deletion")
def test_b_refuses_deleted_uuid(conversation: Reading) -> None:
    """B refuses the Order UUID of an Order that the Orders feed shows as deleted.

    Pass: OrderAlreadyExistsError. Fail: another error, or an Order. Not testable: see C1.
    """
    _require_refused(conversation, "B")


def _require_quote_refused(conversation: Reading, call: str) -> None:
    if conversation.has("listed reuse B") and not conversation.has(f"listed reuse {call}"):
        not_applicable(f"{call} is tried in the first flow.")
    _require_refused(conversation, call)


def _require_refused(conversation: Reading, call: str) -> None:
    conversation.unless_noted("listed not in feed")
    conversation.success("listed delete")
    if not conversation.observation("listed deleted").seen:
        not_shown("The Orders feed did not show the Order as deleted.")
    exchange = conversation.step(f"listed reuse {call}")
    refused(exchange, {EXISTS}, f"{call} must refuse the Order UUID of a deleted Order.")


@check("order-deletion.gone-uuid-stays-taken", cites=(*CITED, "b-012"), scenario="reuse-of-unlisted")
def test_gone_uuid_stays_taken(conversation: Reading) -> None:
    """An Order UUID that the booking system reports as gone cannot be used again.

    The Order was never in the Orders feed. Pass: C1, C2, B and, where declared, P refuse its Order UUID with
    OrderAlreadyExistsError. Fail: after a 410 to Order Status or to a second deletion, or a `deleted` item in the
    feed, one of them does not. Info: nothing shows that the booking system kept a trace of the Order, so its UUID
    may be used again (open reading 4). Not testable: the deletion failed.
    """
    conversation.success("plain delete")
    attempts = conversation.steps("plain reuse ")
    tried = [exchange for exchange in attempts if exchange.call in {"C1", "C2", "P", "B"}]
    if len(tried) < 3:
        not_testable("The Order UUID was not tried at C1, C2 and B.", at=attempts[-1])
    taken = [exchange for exchange in tried if exchange.error_type != EXISTS]
    if taken and not _leaves_trace(conversation):
        inform(
            "The Order UUID of a deleted Order can be used again; no trace of the Order is kept.",
            at=taken[0],
            got=outcome(taken[0]),
        )
    for exchange in tried:
        refused(exchange, {EXISTS}, f"{exchange.call} must refuse the Order UUID of an Order that is gone.")


def _leaves_trace(conversation: Reading) -> bool:
    names = ["plain delete again", "plain status"]
    asked = [conversation.step(name) for name in names if conversation.has(name)]
    return any(exchange.status == 410 for exchange in asked) or conversation.observation("plain in feed").seen
