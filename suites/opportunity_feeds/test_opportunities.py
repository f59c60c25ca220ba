"""Bookable opportunities: what a Broker needs to know about them."""

from booking_conformance.check import check, verify
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document, Reading
from booking_conformance.specification.formats import is_uri
from booking_conformance.suites.opportunity_feeds.reading import SCENARIO, opportunities

_TAX_MODES = (f"{OPENACTIVE}TaxNet", f"{OPENACTIVE}TaxGross")
_ONLINE = "OnlineEventAttendanceMode"
_CHANNEL = f"{OPENACTIVE}OpenBookingPrepayment"
_NOTHING: tuple[object, ...] = (None, "", [], {})


@check("opportunity-feeds.seller-id", cites=("bkb-002",), scenario=SCENARIO)
def test_seller_id(conversation: Reading) -> None:
    """A bookable opportunity has an @id, and an organizer or provider with an @id.

    Pass: both are absolute URIs; the Seller may be inherited. Fail: one is missing.
    """
    for opportunity, _ in opportunities(conversation):
        identifier, seller = opportunity.data["@id"], opportunity.seller
        verify.require(is_uri(identifier.text or ""), "The opportunity has no @id.", at=identifier, expected="a URI")
        _require_stated(seller, "The opportunity has no organizer or provider.")
        verify.require(is_uri(seller.id or ""), "The Seller has no @id.", at=seller["@id"], expected="a URI")


@check("opportunity-feeds.seller-tax-mode", cites=("bkb-002",), scenario=SCENARIO)
def test_seller_tax_mode(conversation: Reading) -> None:
    """The Seller of a bookable opportunity states its taxMode.

    Pass: taxMode of the organizer or provider, which may be inherited, is TaxNet or TaxGross. Fail: it is missing,
    or another value. Not testable: the Seller is given by @id alone.
    """
    sellers = [opportunity.seller for opportunity, _ in opportunities(conversation)]
    described = [seller for seller in sellers if seller.properties()]
    if not described:
        verify.not_testable("No Seller is described", at=conversation.exchanges[0])
    for seller in described:
        mode = seller["taxMode"]
        right = mode.text in _TAX_MODES
        verify.require(right, "The Seller states no taxMode.", at=mode, expected=" or ".join(_TAX_MODES))


@check("opportunity-feeds.opportunity-described", cites=("med-006",), scenario=SCENARIO)
def test_opportunity_described(conversation: Reading) -> None:
    """A bookable opportunity has the properties that quotes and Orders must show.

    Pass: it has or inherits name, url, startDate, activity or facilityType, and a location with name and address or
    geo, unless it is online. An OnDemandEvent needs neither startDate nor location. Fail: one is missing. The location
    may be described elsewhere and given by @id.
    """
    for opportunity, _ in opportunities(conversation):
        start = () if opportunity.is_timeless else (("startDate",),)
        for names in (("name",), ("url",), *start, ("activity", "facilityType")):
            _require_stated(opportunity.value(*names), f"The opportunity has no {' or '.join(names)}.")
        anywhere = (opportunity.value("eventAttendanceMode").text or "").endswith(_ONLINE)
        if not anywhere and not opportunity.is_timeless:
            _judge_location(opportunity)


def _judge_location(opportunity: PublishedOpportunity) -> None:
    place = opportunity.value("location")
    _require_stated(place, "The opportunity has no location.")
    if set(dict(place.properties())) > {"@type", "@id"}:
        _require_stated(place["name"], "The location has no name.")
        described = place["geo"] if place["address"].plain() in _NOTHING else place["address"]
        _require_stated(described, "The location has neither address nor geo.")


def _require_stated(place: Document, message: str) -> None:
    verify.require(place.plain() not in _NOTHING, message, at=place, expected="a value")


@check("opportunity-feeds.offer-price", cites=("rpde-026",), scenario=SCENARIO)
def test_offer_price(conversation: Reading) -> None:
    """A bookable offer states its price.

    Pass: price is an amount of 0 or more, as number or text. Fail: it is missing, or not an amount.
    """
    for offer in _open_offers(conversation):
        amount = offer["price"].decimal
        right = amount is not None and amount >= 0
        verify.require(right, "The offer has no price.", at=offer["price"], expected="an amount")


@check("opportunity-feeds.offer-id", cites=("bkb-001",), scenario=SCENARIO)
def test_offer_id(conversation: Reading) -> None:
    """A bookable offer has an @id.

    Pass: it is an absolute URI. Fail: it is missing or relative, so that no OrderItem can reference the offer.
    """
    for offer in _open_offers(conversation):
        place = offer["@id"]
        verify.require(is_uri(place.text or ""), "The offer has no @id.", at=place, expected="an absolute URI")


@check("opportunity-feeds.offer-channel", cites=("mdl-037", "bkb-001"), scenario=SCENARIO)
def test_offer_channel(conversation: Reading) -> None:
    """A bookable offer lists the channel that it is booked through.

    Pass: availableChannel has https://openactive.io/OpenBookingPrepayment. Fail: it is missing, or lacks that value.
    Later practice has no availableChannel: offers without it are judged only if they state prepayment or
    advanceBooking, which later practice renamed.
    """
    stated = (offer for offer in _open_offers(conversation) if _has_channels(offer))
    for offer in verify.each(stated, "No offer follows the practice in which channels are listed."):
        place = offer["availableChannel"]
        listed = _CHANNEL in [channel.text for channel in place.each() or [place]]
        verify.require(listed, "The offer lists no Open Booking channel.", at=place, expected=f"a list with {_CHANNEL}")


def _has_channels(offer: Document) -> bool:
    return bool(offer["availableChannel"] or offer["prepayment"] or offer["advanceBooking"])


def _open_offers(conversation: Reading) -> list[Document]:
    return [offer for _, found in opportunities(conversation) for offer in found]
