"""Quotes offer what can be booked now, and nothing that is past, called off, withdrawn or not yet on sale."""

from booking_conformance.check import answered, check, not_shown, not_testable, refused, require
from booking_conformance.recording import Reading
from booking_conformance.specification import names_of
from booking_conformance.suites.quotes.unbookable import both_quotes, error_types, flagged, items_of

_NOT_BOOKABLE = frozenset({"OpportunityOfferPairNotBookableError"})


@check("quotes.flag-past", cites=("bkb-003", "err-035"), scenario="unavailable", only={"case": ("past",)})
def test_quotes_flag_past(conversation: Reading) -> None:
    """A past opportunity cannot be booked.

    Pass: C1 and C2 return 409 with OpportunityOfferPairNotBookableError on its item. Fail: they do not.
    """
    flagged(conversation, _NOT_BOOKABLE)


@check("quotes.under-way-is-bookable", cites=("bkb-003",), scenario="under-way")
def test_quotes_under_way_is_bookable(conversation: Reading) -> None:
    """An opportunity that has started but not ended can still be booked.

    Pass: neither C1 nor C2 reports OpportunityOfferPairNotBookableError on its item. Fail: one does. Not run: the open
    feeds show no such opportunity, and the Test Interface creates none.
    """
    [barring] = names_of(conversation.profile).of_types(_NOT_BOOKABLE)
    for exchange in both_quotes(conversation):
        asked = items_of(exchange, conversation.fact("started"))
        if not asked:
            not_testable(f"{exchange.step} returned no such item.", at=exchange)
        for item in asked:
            message = "What has started, but not ended, must stay bookable."
            barred = barring in error_types(item)
            require(not barred, message, at=item["error"], expected=f"no {barring}")


@check("quotes.flag-called-off", cites=("bkb-004",), scenario="called-off")
def test_quotes_flag_called_off(conversation: Reading) -> None:
    """An event that was cancelled or postponed cannot be booked.

    Pass: C1 and C2 refuse it, or report an error on its item. Fail: one of them returns a quote without an error. Not
    run: the open feeds show no such event, and the Test Interface creates none.
    """
    _not_offered(conversation, "an event that does not take place")


@check("quotes.flag-withdrawn", cites=("err-033",), scenario="opportunity-withdrawn")
def test_quotes_flag_withdrawn(conversation: Reading) -> None:
    """An opportunity that the open feed marks as deleted cannot be booked.

    Pass: C1 and C2 refuse it, or report an error on its item. Fail: one of them returns a quote without an error. Not
    testable: the feed did not mark it as deleted. Not run: the Test Interface cannot withdraw opportunities, which is
    an extension.
    """
    conversation.success("withdrawal")
    seen = conversation.observation("withdrawn")
    if not seen.seen:
        not_shown("The open feed did not mark the opportunity as deleted.", at=seen.item["state"])
    _not_offered(conversation, "an opportunity that was withdrawn")


def _not_offered(conversation: Reading, what: str) -> None:
    """Fail unless each quote is refused, or has an error on the item that cannot be booked."""
    for exchange in both_quotes(conversation):
        message = f"{exchange.step} must not offer {what}."
        if exchange.answer.type != "OrderQuote":
            refused(exchange, message=message)
            continue
        guilty = items_of(exchange, conversation.fact("guilty"))
        require(bool(guilty), "The unbookable item is not listed.", at=exchange.answer["orderedItem"])
        for item in guilty:
            require(bool(error_types(item)), message, at=item["error"], expected="an error")


@check(
    "quotes.flag-too-early",
    cites=("bkb-006", "err-035"),
    scenario="unavailable",
    only={"case": ("too-early",)},
    feature="booking-window",
)
def test_quotes_flag_too_early(conversation: Reading) -> None:
    """An offer whose booking window has not opened cannot be booked.

    Pass: C1 and C2 return 409 with OpportunityOfferPairNotBookableError on its item. Fail: they do not.
    """
    flagged(conversation, _NOT_BOOKABLE)


@check("quotes.within-booking-window", cites=("bkb-006",), scenario="open-window", feature="booking-window")
def test_quotes_within_booking_window(conversation: Reading) -> None:
    """An offer whose booking window has opened can be booked.

    Pass: C1 and C2 return 200. Fail: they do not.
    """
    for exchange in both_quotes(conversation):
        answered(exchange, {200}, f"{exchange.step} must quote an offer within its booking window.")
