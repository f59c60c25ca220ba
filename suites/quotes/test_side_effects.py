"""Quotes have no effect other than a lease."""

from booking_conformance.check import check, require
from booking_conformance.check.absence import shows_no_order
from booking_conformance.check.spaces import require_left, spaces_before
from booking_conformance.recording import Reading


def _opportunity(conversation: Reading, call: str) -> tuple[str, dict[str, object]]:
    identifier = conversation.success(f"only {call}").sent["orderedItem"].each()[0]["orderedItem"].id or ""
    return identifier, conversation.fact("opportunities")[identifier]


def _creates_no_order(conversation: Reading, call: str) -> None:
    conversation.success(f"only {call}")
    step = f"only status after {call}"
    if conversation.has(step):
        shows_no_order(conversation.step(step), f"After {call} alone, there must be no Order.")
    feed = conversation.observation(f"feed after {call}")
    require(
        not feed.seen,
        f"After {call} alone, the Orders feed must not show the Order UUID.",
        at=feed.item,
        expected="nothing",
    )
    conversation.passed("orders")


def _takes_no_capacity(conversation: Reading, call: str, *, leasing: bool) -> None:
    conversation.success(f"only {call}")
    _, known = _opportunity(conversation, call)
    before = spaces_before(known)
    names = [f"capacity after {call}"] if leasing else [f"capacity while {call} is valid", f"capacity after {call}"]
    for name in names:
        message = f"{call} must take no spaces except those that a lease holds."
        require_left(conversation, name, known, before, message)


@check("quotes.c1-creates-no-order", cites=("c1-012",), scenario="quotes-only")
def test_c1_creates_no_order(conversation: Reading) -> None:
    """C1 creates no Order and puts nothing in the Orders feed.

    Pass: after C1 alone, Order Status returns no Order, and the Orders feed shows nothing with its Order UUID by
    the time a later change came through. Fail: one of them shows it. Not testable: the later change did not come
    through.
    """
    _creates_no_order(conversation, "C1")


@check("quotes.c2-creates-no-order", cites=("c1-012",), scenario="quotes-only")
def test_c2_creates_no_order(conversation: Reading) -> None:
    """C2 creates no Order and puts nothing in the Orders feed.

    Pass: after C2 alone, Order Status returns no Order, and the Orders feed shows nothing with its Order UUID by
    the time a later change came through. Fail: one of them shows it. Not testable: the later change did not come
    through.
    """
    _creates_no_order(conversation, "C2")


def _leases(conversation: Reading, call: str) -> bool:
    return bool(conversation.success(f"only {call}").answer["lease"])


@check("quotes.c1-takes-no-capacity", cites=("c1-012",), scenario="quotes-only")
def test_c1_takes_no_capacity(conversation: Reading) -> None:
    """C1 takes no spaces except those that a lease holds.

    Pass: the open feed shows the same spaces as before: at all times if C1 returned no lease, or otherwise once the
    quote was deleted. Fail: there are fewer. Not applicable: the feed states no capacity. Info: others may book.
    """
    _takes_no_capacity(conversation, "C1", leasing=_leases(conversation, "C1"))


@check("quotes.c2-takes-no-capacity", cites=("c1-012",), scenario="quotes-only")
def test_c2_takes_no_capacity(conversation: Reading) -> None:
    """C2 takes no spaces except those that a lease holds.

    Pass: the open feed shows the same spaces as before: at all times if C2 returned no lease, or otherwise once the
    quote was deleted. Fail: there are fewer. Not applicable: the feed states no capacity. Info: others may book.
    """
    _takes_no_capacity(conversation, "C2", leasing=_leases(conversation, "C2"))
