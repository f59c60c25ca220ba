"""A customer's data leaves no trace once the quote or Order has been deleted."""

from booking_conformance.check import absent, check, fail, not_shown, not_testable
from booking_conformance.openactive.personal_data import Search
from booking_conformance.recording import Exchange, Reading

_FEEDS = ("orders-feed", "order-proposals-feed")


def _search(conversation: Reading, shown_at: str) -> Search:
    """Return a search for the planted data, shown to find it in a response that must contain it."""
    shown = conversation.success(shown_at)
    planted = conversation.fact("canaries")
    search = Search(planted)
    hidden = sorted(set(planted) - search.names_in(shown.text))
    if hidden:
        not_testable(
            f"{shown_at} did not return {', '.join(hidden)}, so the search could not be proven to work", at=shown
        )
    return search


def _asked_again(conversation: Reading) -> Exchange:
    """Return the C1 under the same Order UUID; not-testable when it shows nothing that could have a trace."""
    asked = conversation.step("C1 afterwards")
    if asked.answer.type is None:
        not_testable("C1 afterwards was answered with neither a quote nor an error", at=asked)
    return asked


def _later(conversation: Reading, first: Exchange) -> list[Exchange]:
    """Return every exchange of the run from ``first`` on."""
    return [exchange for exchange in conversation.everything if exchange.started >= first.started]


def _require_no_trace(search: Search, exchanges: list[Exchange], when: str) -> None:
    for trace in search.traces(exchanges):
        fail(
            f"{when}, a trace of the customer was found: {trace}.",
            at=trace.exchange,
            expected="no trace",
            got=trace.name,
        )


def _require_no_customer(conversation: Reading, first: Exchange) -> None:
    """Fail when a later response about the same Order UUID has a customer, whatever its properties."""
    for exchange in conversation.exchanges:
        if exchange.order_uuid == first.order_uuid and exchange.started > first.started:
            absent(exchange.answer["customer"], "The response must not contain a customer.")


def _require_feeds_read(conversation: Reading) -> None:
    for partner, read in conversation.fact("feeds read").items():
        if not read:
            conversation.passed("orders")
            not_shown(f"The Orders feed of the {partner} booking partner did not show a later change")


@check(
    "personal-data.no-trace-after-quote-deletion", cites=("priv-007",), scenario="personal-data-after-quote-deletion"
)
def test_no_trace_after_quote_deletion(conversation: Reading) -> None:
    """After OrderQuote Deletion, no trace of the customer from C2 is found.

    The search covers bodies and headers of every later response of the run to either booking partner, their Orders
    feeds and Order Proposals feeds, for name, e-mail, telephone and identifier: as they are, in lower case,
    percent-, base64- and JSON-escaped. A response about the same Order UUID may not have a `customer` either. Pass:
    nothing was found. Fail: something was. Not testable: C2 did not return the customer's data, or a feed could not
    be read to its end.
    """
    search = _search(conversation, "C2")
    deletion = conversation.success("delete quote")
    _asked_again(conversation)
    _require_no_trace(search, _later(conversation, deletion), "After OrderQuote Deletion")
    _require_no_customer(conversation, deletion)
    _require_feeds_read(conversation)


@check("personal-data.no-trace-after-lease-expiry", cites=("priv-007",), scenario="personal-data-after-lease-expiry")
def test_no_trace_after_lease_expiry(conversation: Reading) -> None:
    """After the lease of a quote expires, no trace of the customer from C2 is found.

    The search covers bodies and headers of every later response of the run to either booking partner, their Orders
    feeds and Order Proposals feeds, for name, e-mail, telephone and identifier: as they are, in lower case,
    percent-, base64- and JSON-escaped. A response about the same Order UUID may not have a `customer` either.
    Without a lease, the customer must not have been stored at all. Pass: nothing was found. Fail: something was.
    Not testable: C2 did not return the customer's data, the lease lasts longer than `lease_wait`, or a feed could
    not be read to its end.
    """
    search = _search(conversation, "C2")
    first = _asked_again(conversation)
    asked = [e for e in conversation.exchanges if e.step == "status afterwards"]
    _require_no_trace(search, asked + _later(conversation, first), "After the end of the lease")
    _require_no_customer(conversation, conversation.step("C2"))
    _require_feeds_read(conversation)


@check("personal-data.c1-after-c2-discloses-nothing", cites=("c1-011",), scenario="personal-data-after-quote-deletion")
def test_c1_after_c2_discloses_nothing(conversation: Reading) -> None:
    """C1 does not disclose the customer of an earlier C2 under the same Order UUID.

    Pass: no trace of the customer's data was found in body and headers of the response. Fail: a trace was found.
    Not testable: C2 did not return the customer's data.
    """
    search = _search(conversation, "C2")
    _require_no_trace(search, [conversation.success("C1 after C2")], "At C1")


@check("personal-data.no-trace-in-feeds", cites=("priv-008", "of-027"), scenario="personal-data-of-orders")
def test_no_trace_in_feeds(conversation: Reading) -> None:
    """No trace of the customer of a booked Order is found in the Orders feeds.

    The search covers every page of both booking partners' Orders feeds and Order Proposals feeds read since the
    customer was sent, including the page with the Order. Pass: nothing was found. Fail: something was. Not
    testable: C2 did not return the customer's data, the Order did not come into the Orders feed, or a feed could
    not be read to its end.
    """
    search = _search(conversation, "C2")
    conversation.success("B")
    pages = [e for e in _later(conversation, conversation.step("C2")) if e.call in _FEEDS]
    _require_no_trace(search, pages, "In a feed")
    if not conversation.observation("the Order").seen:
        not_shown("The Order did not appear in the Orders feed.")
    _require_feeds_read(conversation)


@check("personal-data.stays-with-its-order", cites=("auth-003", "auth-004"), scenario="personal-data-of-orders")
def test_stays_with_its_order(conversation: Reading) -> None:
    """No trace of the customer of a booked Order is found where somebody else could read it.

    The search covers bodies and headers of every later response of the run, but those to calls for its own Order UUID
    with the credentials that created it: the open feeds, quotes and Orders of other customers, and responses to the
    other booking partner. Pass: nothing was found. Fail: something was. Not testable: C2 did not return the customer's
    data, or the open feed was not read since the booking.
    """
    search = _search(conversation, "C2")
    booked = conversation.success("B")
    later = [e for e in _later(conversation, booked) if e.call not in _FEEDS]
    _require_no_trace(search, [e for e in later if not _is_own(e, booked)], "Beside its Order")
    conversation.passed("open")


def _is_own(exchange: Exchange, booked: Exchange) -> bool:
    return exchange.order_uuid == booked.order_uuid and exchange.partner == booked.partner


@check("personal-data.no-trace-after-order-deletion", cites=("od-009",), scenario="personal-data-of-orders")
def test_no_trace_after_order_deletion(conversation: Reading) -> None:
    """After Order Deletion, no trace of the customer is found.

    The search covers bodies and headers of every later response of the run to either booking partner, their Orders
    feeds and Order Proposals feeds. Pass: nothing was found. Fail: something was. Not testable: C2 did not return
    the customer's data, the Order could not be deleted, or a feed could not be read to its end.
    """
    search = _search(conversation, "C2")
    deletion = conversation.success("delete")
    pages = [e for e in _later(conversation, deletion) if e.call not in _FEEDS]
    _require_no_trace(search, pages, "After Order Deletion")
    feeds = [e for e in _later(conversation, _asked_again(conversation)) if e.call in _FEEDS]
    _require_no_trace(search, feeds, "In a feed after Order Deletion")
    _require_no_customer(conversation, deletion)
    _require_feeds_read(conversation)
