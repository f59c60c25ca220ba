"""What the responses state about a lease."""

from booking_conformance.check import check, not_testable, present, require
from booking_conformance.openactive.leases import lease_expires, server_time
from booking_conformance.recording import Exchange, Reading

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


@check("leasing.expires-in-future", cites=("lease-005",), scenario="booking", feature="leasing", only=ONE)
def test_expires_in_future(conversation: Reading) -> None:
    """A lease ends after the response that grants it.

    Pass: `leaseExpires` of each lease is later than the Date header of its response (without one: than the time
    here). Fail: one is not, or is not a date and time with an offset. Not testable: neither C1 nor C2 returned a
    lease.
    """
    quotes = [conversation.success(step) for step in ("C1", "C2")]
    leased = [quote for quote in quotes if quote.answer["lease"]]
    if not leased:
        not_testable("Neither C1 nor C2 returned a lease.", at=quotes[-1])
    for quote in leased:
        _require_future(quote)


def _require_future(quote: Exchange) -> None:
    place = quote.answer["lease"]["leaseExpires"]
    expires = lease_expires(quote)
    require(expires is not None, "leaseExpires must be a date and time with an offset.", at=place)
    now = server_time(quote) or quote.ended
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
