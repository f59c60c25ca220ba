"""C1 and C2 repeated under one Order UUID."""

from booking_conformance.check import check, equal, require
from booking_conformance.check.comparison import CAPACITIES, agree, bought, items, pairs, wanted
from booking_conformance.check.spaces import require_left, spaces_before
from booking_conformance.recording import Exchange, Reading


def _lists_what_was_asked(exchange: Exchange) -> None:
    require(
        sorted(map(bought, items(exchange))) == wanted(exchange),
        "The latest items must be quoted.",
        at=exchange.answer["orderedItem"],
        expected=wanted(exchange),
    )


@check("amending-quotes.latest-content-counts", cites=("amd-004",), scenario="amended-quote")
def test_latest_content_counts(conversation: Reading) -> None:
    """C1 and C2 repeated with other items and another customer return the latest content.

    Pass: both succeed and return the latest items, and C2 the latest customer. Fail: they are refused or return
    others.
    """
    conversation.success("first C2")
    for step in ("amended C1", "amended C2"):
        exchange = conversation.step(step)
        require(exchange.succeeded, "It must be possible to amend a quote.", at=exchange, expected="a success")
        _lists_what_was_asked(exchange)
    amended = conversation.step("amended C2")
    equal(
        amended.answer["customer"]["email"],
        amended.sent["customer"]["email"].plain(),
        "The latest customer must be returned.",
    )


@check("amending-quotes.repeat-is-equivalent", cites=("amd-005",), scenario="amended-quote")
def test_repeat_is_equivalent(conversation: Reading) -> None:
    """C2 repeated unchanged returns the same quote.

    Pass: items, prices, tax and totals are equal; a lease may be extended. Fail: it is refused, or one differs.
    """
    first, again = conversation.success("amended C2"), conversation.step("repeated C2")
    require(again.succeeded, "It must be possible to repeat C2.", at=again, expected="the same quote")
    for here, there in pairs(again, first):
        agree(here, there, "The repeated quote differs.", CAPACITIES)
    for part in ("totalPaymentDue", "totalPaymentTax", "customer"):
        agree(again.answer[part], first.answer[part], f"The repeated quote has another {part}.")


@check("amending-quotes.frees-what-is-dropped", cites=("amd-003",), scenario="amended-quote", feature="leasing")
def test_frees_what_is_dropped(conversation: Reading) -> None:
    """The open feed shows the spaces as free that a repeated quote no longer requests.

    Pass: when a later change has come through the feed, it shows as many as before the first quote. Fail: it shows
    fewer. Not testable: the later change did not appear. Not applicable: the feed states no capacity. Info: others may
    book.
    """
    conversation.success("amended C2")
    dropped = conversation.fact("opportunities")[conversation.fact("dropped")]
    message = "The open feed must show what a quote no longer requests as free again."
    require_left(conversation, "capacity of what was dropped", dropped, spaces_before(dropped), message)


@check("amending-quotes.b-books-latest", cites=("amd-004",), scenario="amended-quote")
def test_b_books_latest(conversation: Reading) -> None:
    """B books the content that was quoted last.

    Pass: B succeeds with the latest items. Fail: it is refused, or books other items.
    """
    conversation.success("repeated C2")
    exchange = conversation.step("B")
    require(exchange.succeeded, "It must be possible to book what was quoted last.", at=exchange, expected="an Order")
    quoted = conversation.step("repeated C2")
    require(
        sorted(map(bought, items(exchange))) == wanted(quoted),
        "Other items were booked.",
        at=exchange.answer["orderedItem"],
        expected=wanted(quoted),
    )
