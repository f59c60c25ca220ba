"""Offers and opportunities in responses are those of the open feeds."""

from collections.abc import Collection, Iterator

from booking_conformance.check import check, each, fail, not_applicable, not_testable, present, require
from booking_conformance.check.comparison import CAPACITIES, FEED_ONLY, agree, bought, items
from booking_conformance.recording import Document, Reading
from booking_conformance.specification import OpportunityType, opportunity_types

_ONLINE = "https://schema.org/OnlineEventAttendanceMode"
# An event may belong to a series, whatever its type.
_EVENT_ABOVE = "superEvent"
_STEPS = ("C1", "C2", "P", "B")
_STATUS = "status after B"


def _booked(conversation: Reading, also: str = "") -> list[tuple[Document, dict[str, object]]]:
    """Return each OrderItem of the responses with what is known about its opportunity.

    ``also`` is a further step, which need not have succeeded.
    """
    known = conversation.fact("opportunities")
    reached = [conversation.success(step) for step in _STEPS if conversation.has(step)]
    reached += [step for step in map(conversation.step, filter(conversation.has, [also])) if step.succeeded]
    found = [(item, known[bought(item)[0]]) for one in reached for item in items(one) if bought(item)[0] in known]
    if not found:
        not_testable("No response lists an opportunity that was requested.", at=reached[0] if reached else None)
    return found


def _type(known: dict[str, object]) -> OpportunityType:
    return opportunity_types()[str(known["type"])]


def _above(opportunity: Document, kind: OpportunityType) -> Document:
    """Return what an opportunity belongs to; a missing property where it belongs to nothing."""
    return opportunity[kind.parent or _EVENT_ABOVE]


def _inherited(opportunity: Document, kind: OpportunityType, name: str) -> Document:
    """Return a property of an opportunity, else of its parent, else of the parent's parent."""
    parent = _above(opportunity, kind)
    places = (opportunity, parent, parent["superEvent"], parent["aggregateFacilityUse"])
    return next((place[name] for place in places if place[name]), opportunity[name])


@check("quotes.offers-equal-open-feed", cites=("opp-006",), scenario="booking")
def test_offers_equal_open_feed(conversation: Reading) -> None:
    """The acceptedOffer in C1, C2, P and B matches the Offer in the open feed.

    Pass: it has the same properties and values, except openBookingFlowRequirement and availableChannel, which
    responses must omit (open reading 29). Fail: a property is missing, added, or has another value.
    """
    for item, known in _booked(conversation):
        offer = Document(known["offer"], item["acceptedOffer"].pointer)
        agree(item["acceptedOffer"], offer, "The offer does not match the open feed.", FEED_ONLY)


@check("quotes.changed-offer-equals-open-feed", cites=("opp-006",), scenario="offer-changed")
def test_changed_offer_equals_open_feed(conversation: Reading) -> None:
    """C1 quotes an offer that its Seller has changed as it is now.

    Pass: the open feed shows the offer for the price that C1 states. Fail: it did not within `feed_timeout`. Not
    testable: nobody could change the offer, C1 was refused or states no price, or the open feeds show no such offer.
    """
    conversation.success("change")
    quote = conversation.success("new C1")
    prices = quote.answer.find("orderedItem[*].acceptedOffer.price")
    if not prices:
        not_testable("C1 states no price.", at=quote)
    seen = conversation.observation("offer in open feed")
    require(seen.seen, "C1 states another price than the open feed.", at=prices[0], expected=seen.awaited)


@check("quotes.booked-opportunities-are-published", cites=("notif-012",), scenario="booking")
def test_booked_opportunities_are_published(conversation: Reading) -> None:
    """Every opportunity of an Order can be looked up in the open feeds.

    Pass: the @id of each orderedItem of B belongs to an opportunity that an open feed has shown. Fail: one
    does not.
    """
    known = conversation.fact("opportunities")
    for item in items(conversation.success("B")):
        place = item["orderedItem"]["@id"]
        message = "No open feed has an opportunity with this @id."
        require(place.text in known, message, at=place, expected=" or ".join(known))


@check("quotes.opportunities-equal-open-feed", cites=("opp-002",), scenario="booking")
def test_opportunities_equal_open_feed(conversation: Reading) -> None:
    """The opportunity in C1, C2, P, B and Order Status matches the open feed.

    Pass: every property that both have is equal, in the opportunity and its superEvent or facilityUse, which may be
    named by its @id alone; the spaces left may differ. Fail: one differs.
    """
    for item, known in _booked(conversation, _STATUS):
        opportunity, kind = item["orderedItem"], _type(known)
        ignored = CAPACITIES | FEED_ONLY | {kind.parent or _EVENT_ABOVE, "offers"}
        published = Document(known["data"], opportunity.pointer)
        message = "The opportunity has a different type."
        require(opportunity.type == kind.type, message, at=opportunity["@type"], expected=kind.type)
        agree(opportunity, published, "The opportunity does not match the open feed.", ignored, shared_only=True)
        _require_parent(_above(opportunity, kind), Document(known["parent"]), ignored)


def _require_parent(parent: Document, published: Document, ignored: Collection[str]) -> None:
    """Fail unless what an opportunity belongs to is as it was published, whether it is described or only named."""
    message = "The parent of the opportunity does not match the open feed."
    if isinstance(parent.value, dict):
        agree(parent, published, message, ignored, shared_only=True)
    elif parent.id and published.id:
        require(parent.id == published.id, message, at=parent, expected=published.id)


@check("quotes.opportunities-have-required", cites=("opp-003", "st-003"), scenario="booking")
def test_opportunities_have_required(conversation: Reading) -> None:
    """The opportunity in C1, C2, P, B and Order Status has what a Broker needs to describe it without the open feed.

    Pass: @type, @id, name, url, startDate, activity (for a Slot, facilityType) and a location with its name and an
    address or geo are present, or inherited. An opportunity whose eventAttendanceMode is OnlineEventAttendanceMode
    needs no location. Fail: one is missing.
    """
    for item, known in _booked(conversation, _STATUS):
        opportunity, kind = item["orderedItem"], _type(known)
        location = _inherited(opportunity, kind, "location")
        anywhere = _inherited(opportunity, kind, "eventAttendanceMode").text == _ONLINE
        placeless = not location and (anywhere or "location" not in kind.required)
        for name in (name for name in kind.required if name != "location" or not placeless):
            present(_inherited(opportunity, kind, name), f"The opportunity has no {name}.")
        if placeless:
            continue
        present(location["name"], "The location has no name.")
        if not location["address"] and not location["geo"]:
            fail("The location has neither address nor geo.", at=location)


@check("quotes.opportunities-have-recommended", cites=("opp-004",), scenario="booking")
def test_opportunities_have_recommended(conversation: Reading) -> None:
    """The opportunity in C1, C2, P, B and Order Status has the recommended properties that the open feed has.

    Pass: each of them that is published is in the response too, or inherited. Warn: one is omitted. Not applicable:
    none is published.
    """
    for opportunity, kind, name in each(_recommended(conversation), "The open feed has no recommended property."):
        present(
            _inherited(opportunity, kind, name), f"The opportunity has no {name}, although the open feed states it."
        )


def _recommended(conversation: Reading) -> Iterator[tuple[Document, OpportunityType, str]]:
    """Yield each opportunity with its type and the name of a recommended property that the open feed has of it."""
    for item, known in _booked(conversation, _STATUS):
        kind = _type(known)
        parent = {kind.parent: known["parent"]} if kind.parent else {}
        published = Document({**known["data"], **parent})  # type: ignore[dict-item]  # a fact is JSON
        yield from ((item["orderedItem"], kind, n) for n in kind.recommended if _inherited(published, kind, n))


@check("quotes.opportunities-refer-to-parent", cites=("opp-008",), scenario="booking")
def test_opportunities_refer_to_parent(conversation: Reading) -> None:
    """The opportunity in C1, C2, P and B references its superEvent or facilityUse.

    Pass: it does. Warn: it does not. Not applicable: it is of a type that belongs to nothing.
    """
    belonging = [(item, _type(known).parent) for item, known in _booked(conversation)]
    if not any(parent for _, parent in belonging):
        not_applicable("An opportunity of this type has no parent.")
    for item, parent in belonging:
        present(item["orderedItem"][parent or _EVENT_ABOVE], f"The opportunity has no {parent}.")
