"""Terms of service: whose they are, and what they contain."""

from booking_conformance.check import check, not_applicable, not_testable, require
from booking_conformance.recording import Exchange, History, Reading

_PARTIES = ("seller", "broker", "bookingService")
_SHOW_TERMS = "Configure a Seller that has terms of service, or leave the feature undeclared."


@check("terms.seller-terms-quoted", cites=("terms-002",), scenario="terms")
def test_seller_terms(conversation: Reading) -> None:
    """A quote states the terms of service of its Seller.

    Pass: `seller.termsOfService` of the C1 response has at least one entry with a url. Fail: it has none, although
    the open feed does. Not testable: C1 was refused, or neither of them has any.
    """
    terms = conversation.success("C1").answer["seller"]["termsOfService"]
    with_url = [entry for entry in terms.each() if entry["url"].text]
    if not terms and not conversation.fact("terms published"):
        not_testable("Neither the quote nor the open feed has terms of the Seller.", at=terms, remedy=_SHOW_TERMS)
    require(bool(with_url), "The quote must contain the Seller's terms.", at=terms, expected="a list of terms")


@check(
    "terms.booking-system-terms-quoted",
    cites=("terms-002",),
    calls=("C1", "C2", "B"),
    feature="terms-of-service-of-booking-system",
    promised=True,
)
def test_booking_system_terms(exchange: Exchange, history: History) -> None:
    """If the booking system has terms of service, every quote and Order contains them.

    Pass: `bookingService.termsOfService` has at least one entry with a url. Fail: it has none.
    """
    if not exchange.succeeded:
        not_applicable("Nothing was quoted or booked.")
    terms = exchange.answer["bookingService"]["termsOfService"]
    with_url = [entry for entry in terms.each() if entry["url"].text]
    require(bool(with_url), "The terms of the booking system are missing.", at=terms, expected="a list of terms")


@check(
    "terms.dated-where-consent-needed", cites=("terms-003",), calls=("C1", "C2", "P", "B"), feature="explicit-consent"
)
def test_dated(exchange: Exchange, history: History) -> None:
    """Terms that need explicit consent should be dated.

    Pass: each has `dateModified`. Warn: one does not.
    """
    entries = [entry for party in _PARTIES for entry in exchange.answer[party]["termsOfService"].each()]
    explicit = [entry for entry in entries if entry["requiresExplicitConsent"].value is True]
    if not exchange.succeeded or not explicit:
        not_applicable("No terms in the response need explicit consent.")
    for entry in explicit:
        dated = entry["dateModified"]
        require(bool(dated.text), "Terms that need consent should be dated.", at=dated, expected="a date")
