"""B refuses what it cannot book in full, and a total other than the one due."""

from booking_conformance.check import answered, check, not_applicable, not_testable, refused, require
from booking_conformance.check.absence import shows_no_order
from booking_conformance.check.comparison import bought, items, wanted
from booking_conformance.check.refusals import all_refused, not_blamed, unquoted_refused
from booking_conformance.check.spaces import require_left, require_spaces, spaces_before
from booking_conformance.recording import Exchange, Reading
from booking_conformance.results import Level

_MISMATCH = frozenset({"TotalPaymentDueMismatchError"})
# Open reading 8; item errors in an Order with status 409 are current practice.
_LACKING = frozenset(
    {
        "OpportunityHasInsufficientCapacityError",
        "UnableToProcessOrderItemError",
        "OrderCreationFailedError",
        "Order",
        "OrderProposal",
    }
)


_NO_ORDER = "A refused B must not create an Order."


@check("b.refuses-wrong-total", cites=("err-015",), scenario="wrong-total")
def test_b_refuses_wrong_total(conversation: Reading) -> None:
    """B, or P where approval is needed, refuses a total other than the one due.

    Pass: TotalPaymentDueMismatchError, for a total that is too high by 1 and for one that is off by the smallest unit
    of the currency. Fail: one succeeds, or is refused with another error.
    """
    refused(conversation.step("B with wrong total"), _MISMATCH)
    refused(conversation.step("B with total slightly off"), _MISMATCH)


@check("b.wrong-total-makes-no-order", cites=("err-015",), scenario="wrong-total", feature="order-status")
def test_b_wrong_total_makes_no_order(conversation: Reading) -> None:
    """A B that is refused for its total creates no Order.

    Pass: Order Status shows none afterwards. Fail: it shows one. Not testable: B was not refused.
    """
    wrong = conversation.step("B with wrong total")
    if not wrong.refused:
        not_testable("The wrong total was not refused", at=wrong)
    shows_no_order(conversation.step("status when refused"), _NO_ORDER, requirement="err-015")


@check("b.accepts-right-total-afterwards", cites=("c2-005",), scenario="wrong-total")
def test_b_accepts_right_total_afterwards(conversation: Reading) -> None:
    """After being refused for its total, B succeeds with the total that C2 stated.

    Pass: it does. Fail: it is refused. Not testable: the wrong total was not refused.
    """
    wrong = conversation.step("B with wrong total")
    if not wrong.refused:
        not_testable("The wrong total was not refused", at=wrong)
    right = conversation.step("B with right total")
    require(right.succeeded, "The total that C2 stated must be accepted.", at=right, expected="a success")


@check("b.evaluates-afresh", cites=("c1-016", "err-016"), scenario="overtaken")
def test_b_evaluates_afresh(conversation: Reading) -> None:
    """B, or P where approval is needed, checks availability anew.

    Pass: it does not book an item whose last space another Order took since C2. Fail: it does, or refuses with an
    error that is not about a lack of spaces (open reading 8).
    """
    conversation.success("C2")
    conversation.success("rival B")
    exchange = conversation.step("B when taken")
    if exchange.succeeded:
        control = conversation.fact("control")
        message, at = "B booked a space that another Order had taken.", exchange.answer["orderedItem"]
        took = any(bought(item)[0] != control for item in items(exchange))
        require(not took, message, at=at, expected="a refusal", got="an Order for it", requirement="c1-016")
        return
    message = "An Order with an item that cannot be booked must be refused for that reason."
    refused(exchange, _LACKING, message, requirement="err-016")


@check("b.flags-only-guilty", cites=("err-017", "b-016"), scenario="overtaken")
def test_b_flags_only_guilty(conversation: Reading) -> None:
    """Where B, or P, is refused with the errors of items, an item that can be booked has none.

    Pass: the control item has no error, beside one whose last space another Order took. Fail: it has one. Not
    applicable: the refusal lists no such item (open reading 8). Not testable: B was not refused.
    """
    conversation.success("rival B")
    exchange, control = conversation.step("B when taken"), conversation.fact("control")
    if not exchange.refused:
        not_testable("B was not refused.", at=exchange)
    if not not_blamed(exchange, lambda item: bought(item)[0] == control):
        not_applicable("B was not refused with the errors of items.")


@check("b.is-all-or-nothing", cites=("b-008", "b-009"), scenario="overtaken")
def test_b_is_all_or_nothing(conversation: Reading) -> None:
    """If one item cannot be booked, none is.

    Pass: B is refused, no Order exists, and no space of the control item is taken. Fail: it books some items, an
    Order exists, or a space is taken. Not testable: B booked everything. Info: another number of spaces is left,
    but others may book.
    """
    exchange = conversation.step("B when taken")
    if exchange.succeeded:
        listed = len(items(exchange))
        require(
            listed == len(wanted(exchange)),
            "B booked only some items of the Order.",
            at=exchange.answer["orderedItem"],
            expected="all items or a refusal",
            got=f"{listed} items",
            requirement=("b-008", "b-009"),
        )
        not_testable("B booked everything", at=exchange)
    if conversation.has("status when refused"):
        shows_no_order(conversation.step("status when refused"), _NO_ORDER, requirement="b-009")
    control, rival = conversation.fact("control"), conversation.success("rival C2").sent["orderedItem"].each()
    known = conversation.fact("opportunities")[control]
    left = spaces_before(known) - sum(bought(item)[0] == control for item in rival)
    message = "A refused B must not take a space."
    require_left(conversation, "capacity of control", known, left, message, requirement="b-008")


@check("b.refusal-leaves-uuid-free", cites=("amd-004",), scenario="overtaken")
def test_b_refusal_leaves_uuid_free(conversation: Reading) -> None:
    """If B is refused for an item, the rest of the basket can be quoted under the same Order UUID.

    Pass: C2 without that item returns 200. Fail: it is refused. Not testable: B was not refused.
    """
    refusal, rest = conversation.step("B when taken"), conversation.step("C2 of the rest")
    if not refusal.refused:
        not_testable("B was not refused.", at=refusal)
    answered(rest, {200}, "What B refused must be open to be quoted without the item that it was refused for.")


@check("b.last-space-goes-once", cites=("b-009", "err-016", "b-018"), scenario="last-space")
def test_b_last_space_goes_once(conversation: Reading) -> None:
    """If two Orders want the last space at the same time, one gets it and the other is refused.

    Pass: exactly one succeeds; the other is refused for a lack of spaces, at B or, where approval is needed, at P;
    the open feed shows none left; Order Status shows one Order. Fail: anything else.
    """
    last = [_last_word(conversation, name) for name in ("first", "second")]
    booked = [one for one in last if one.succeeded]
    require(
        len(booked) == 1,
        "The last space must go to exactly one Order.",
        at=last[-1],
        expected="one Order",
        got=f"{len(booked)} Orders",
        requirement="b-009",
    )
    other = next(one for one in last if not one.succeeded)
    refused(other, _LACKING, "The other Order must be refused for a lack of spaces.", requirement="err-016")
    seen = conversation.observation("capacity after the race")
    message = "The open feed did not show that no space is left."
    require_spaces(seen, message, requirement="b-018")
    if conversation.has("first status"):
        statuses = [conversation.step(f"{name} status") for name in ("first", "second")]
        orders = [one for one in statuses if one.succeeded and one.answer.type == "Order"]
        got, message = f"{len(orders)} Orders", "Order Status must show one Order."
        require(len(orders) == 1, message, at=statuses[-1], got=got, requirement="b-009")


@check(
    "b.refuses-unbookable", cites=("bkb-003", "bkb-006"), scenario="unavailable", only={"case": ("past", "too-early")}
)
def test_b_refuses_unbookable(conversation: Reading) -> None:
    """B, or P where approval is needed, refuses what is over, and what cannot be booked yet.

    It is sent without a quote, for the price that the open feed states. Pass: it is refused, with whatever error. Fail:
    it succeeds. Not applicable: the opportunity was not made for this run, or B was refused for its total.
    """
    row = {"past": "bkb-003", "too-early": "bkb-006"}[conversation.values["case"]]
    _refuses_unbookable(conversation, row)


@check("b.refuses-called-off", cites=("bkb-004",), scenario="called-off")
def test_b_refuses_called_off(conversation: Reading) -> None:
    """B, or P where approval is needed, refuses an event that was cancelled or postponed.

    It is sent without a quote, for the price that the open feed states. Pass: it is refused, with whatever error. Fail:
    it succeeds. Not applicable: the event was not made for this run, or B was refused for its total.
    """
    _refuses_unbookable(conversation, "bkb-004")


def _refuses_unbookable(conversation: Reading, row: str) -> None:
    conversation.step("C2")
    if not conversation.fact("made"):
        not_applicable("Only what was made for this run is tried to be booked.")
    unquoted_refused(conversation.step("unquoted B"), "What cannot be booked must be refused.", row)


@check("b.refuses-too-many", cites=("err-016", "bkb-005"), scenario="last-space")
def test_b_refuses_too_many(conversation: Reading) -> None:
    """B, or P where approval is needed, refuses an Order for two spaces of an opportunity that has one left.

    Pass: it is refused, with whatever error. Fail: it succeeds.
    """
    all_refused([(conversation.step("greedy B"), "An Order for more spaces than are left must be refused.", ())])


def _last_word(conversation: Reading, name: str) -> Exchange:
    return conversation.step(f"{name} B" if conversation.has(f"{name} B") else f"{name} P")


@check("b.needs-no-quotes", cites=("b-007",), scenario="direct-booking")
def test_b_needs_no_quotes(conversation: Reading) -> None:
    """B (P where approval is needed) succeeds without a preceding C1 or C2 if spaces are free.

    Pass: it succeeds. Fail: it is refused.
    """
    conversation.success("price C2")
    exchange = conversation.step("number B without quotes")
    require(exchange.succeeded, "B must not depend on an earlier quote.", at=exchange, expected="a success")
    require(
        [bought(item) for item in items(exchange)] == wanted(exchange),
        "Other items were booked.",
        at=exchange.answer["orderedItem"],
    )


@check("b.accepts-total-as-text", cites=("err-015",), scenario="direct-booking", level=Level.SHOULD)
def test_b_accepts_total_as_text(conversation: Reading) -> None:
    """B compares the total as an amount, whether it is sent as text or as a number.

    Pass: B accepts both. Warn: it accepts only the number (open reading 33). Not testable: it accepts neither.
    """
    if not conversation.step("number B without quotes").succeeded:
        not_testable("B did not accept the number either", at=conversation.step("number B without quotes"))
    exchange = conversation.step("text B without quotes")
    require(exchange.succeeded, "B should accept a price that is text.", at=exchange, expected="a success")
