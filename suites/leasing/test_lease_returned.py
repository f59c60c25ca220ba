"""What the responses state about a lease."""

from booking_conformance.check import check, not_applicable, not_testable, present, require
from booking_conformance.openactive.leases import lease_expires, server_time
from booking_conformance.recording import Exchange, History, Reading

ONE = {"basket": ("one",)}


@check(
    "leasing.c1-returns-lease",
    cites=("lease-002", "lease-004"),
    scenario="booking",
    feature="anonymous-leasing",
    only=ONE,
)
def test_c1_returns_lease(conversation: Reading) -> None:
    """A booking system that declares anonymous leases returns one at C1.

    Pass: the OrderQuote that C1 returned has a `lease`. Fail: it has none.
    """
    present(conversation.success("C1").answer["lease"])


@check(
    "leasing.c2-returns-lease",
    cites=("lease-003", "lease-004"),
    scenario="booking",
    feature="named-leasing",
    only=ONE,
)
def test_c2_returns_lease(conversation: Reading) -> None:
    """A booking system that declares named leases returns one at C2.

    Pass: the OrderQuote that C2 returned has a `lease`. Fail: it has none.
    """
    present(conversation.success("C2").answer["lease"])


@check("leasing.expires-in-future", cites=("lease-005",), calls=("C1", "C2"), feature="leasing", examples=("booking",))
def test_expires_in_future(exchange: Exchange, history: History) -> None:
    """A lease ends after the response that grants it.

    Pass: `leaseExpires` is later than the Date header of its response (without one: than the time of the run). Fail: it
    is not, or is not a date and time with an offset. Not applicable: the response is not a quote with a lease, or it is
    of a recording and does not state what time it was.
    """
    place = exchange.answer["lease"]["leaseExpires"]
    if not exchange.succeeded or not exchange.answer["lease"]:
        not_applicable("There is no lease.")
    expires = lease_expires(exchange)
    require(expires is not None, "leaseExpires must be a date and time with an offset.", at=place)
    now = server_time(exchange) or (exchange.ended if history.is_of_run else None)
    if now is None:
        not_applicable("Nothing states what time it was for the booking system.")
    later = expires is not None and expires > now
    require(later, "The lease has already ended.", at=place, expected=f"later than {now}")


@check(
    "leasing.proposal-keeps-lease",
    cites=("lease-014",),
    scenario="booking",
    feature="approval+named-leasing",
    only={"flow": ("approval",), **ONE},
)
def test_proposal_keeps_lease(conversation: Reading) -> None:
    """The OrderProposal takes over and extends the lease of the quote.

    Pass: P returned a `lease` that ends no earlier than that of C2. Warn: it has none, or one that ends earlier.
    Not testable: C2 returned no lease.
    """
    quote, proposal = conversation.success("C2"), conversation.success("P")
    before, after = lease_expires(quote), lease_expires(proposal)
    if before is None:
        not_testable("C2 returned no lease.", at=quote)
    place = proposal.answer["lease"]
    present(place, "The OrderProposal has no lease, although the quote had one.")
    require(
        after is not None and after >= before,
        "The lease ends earlier than that of the quote.",
        at=place["leaseExpires"],
        expected=f"{before} or later",
    )
