"""No answer tells of somebody else's customer."""

from booking_conformance.check import check, verify
from booking_conformance.recording import FEEDS, Exchange, History
from booking_conformance.recording.others import addresses_in
from booking_conformance.specification import calls

# What feeds may say of people other checks look at; the dataset site is about no Order.
_ELSEWHERE = {"dataset-site", *FEEDS}
_CALLS = tuple(sorted(calls().keys() - _ELSEWHERE))
# Whoever tries a booking system out books with the address that it has as a Seller.
_OF_BUSINESSES = ("seller", "broker", "bookingService")


@check("personal-data.of-nobody-else", cites=("auth-003", "priv-001"), calls=_CALLS)
def test_of_nobody_else(exchange: Exchange, history: History) -> None:
    """No response has the e-mail address of a customer or attendee of another Order.

    Pass: every address that was sent for a person, and is in the body or a header of the response, was sent for the
    same Order UUID by the same booking partner, or is that of the Seller or Broker. Fail: one was sent for another.
    Not applicable: the response has no such address, or none is known to have been sent for its Order.
    """
    if exchange.response is None:
        verify.not_applicable("There was no response.")
    texts = [exchange.text, *(value for _, value in exchange.response.headers)]
    found = {address for text in texts if "@" in text for address in addresses_in(text)}
    if not found:
        verify.not_applicable("The response has no e-mail address.")
    known = {(exchange.answer[name]["email"].text or "").lower() for name in _OF_BUSINESSES}
    foreign = sorted(history.others.strangers(exchange, found - known))
    message = "The response has the e-mail address of somebody else's customer."
    verify.require(not foreign, message, at=exchange, expected="none of them", got=", ".join(foreign))
