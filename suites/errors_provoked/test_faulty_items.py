"""Faulty items are reported, and correct items next to them are not."""

from collections import Counter
from functools import partial
from typing import Any

from booking_conformance.check import answered, check, not_applicable, outcome, refused, require
from booking_conformance.check.comparison import bought
from booking_conformance.check.refusals import all_refused, not_blamed
from booking_conformance.check.verify import Rows
from booking_conformance.openactive.answers import AT_CREATION, reports_item_errors
from booking_conformance.openactive.leases import INSUFFICIENT
from booking_conformance.recording import Document, Exchange, Reading
from booking_conformance.specification import names_of

_SCENARIO = "faulty-items"
_ROWS = {"C1": "c1-007", "C2": "c2-004"}
# The types overlap where an @id belongs to nothing (part 7, no. 17).
_UNKNOWN = frozenset(
    {"UnknownOpportunityError", "UnknownOfferError", "UnacceptableOfferError", "InvalidOpportunityOrOfferIdError"}
)
_BASKETS = ("unknown", "malformed", "incomplete")


def _parts(conversation: Reading, basket: str) -> dict[str, dict[str, Any]]:
    """Return what was sent of a basket in each of its parts, by title: a system may take few items in an Order."""
    parts: dict[str, dict[str, Any]] = conversation.fact(f"{basket} basket")
    return parts


def _item(
    conversation: Reading, basket: str, title: str, call: str, *, part: str = "", requirement: Rows = ()
) -> Document:
    """Return the OrderItem of a response at the position of the item called ``title``, in the first part that has it.

    ``part`` is the part to look at, where several have such an item.
    """
    parts = _parts(conversation, basket)
    part = part or next(name for name, items in parts.items() if title in items)
    quote = conversation.step(f"{part}: {call}")
    message = f"{call} must return an OrderQuote that shows which item is faulty."
    answered(quote, {409}, message, requirement=requirement)
    position = parts[part][title]["position"]
    found = [item for item in quote.answer["orderedItem"].each() if item["position"].integer == position]
    require(
        len(found) == 1,
        f"{call} must return the item with {title} once.",
        at=quote.answer["orderedItem"],
        expected=f"one item at position {position}",
        got=len(found),
        requirement=requirement,
    )
    return found[0]


def _require_error(conversation: Reading, basket: str, title: str, types: frozenset[str]) -> None:
    for call in _ROWS:
        item = _item(conversation, basket, title, call)
        reported = [error.type for error in item["error"].each()]
        own = names_of(conversation.profile).of_types(types)
        require(
            bool(own.intersection(reported)),
            f"{call} must report what is wrong with the item: {title}.",
            at=item["error"],
            expected=" or ".join(sorted(own)),
            got=", ".join(map(str, reported)) or "no error",
        )


@check("errors-provoked.unknown-opportunity", cites=("err-033",), scenario=_SCENARIO)
def test_unknown_opportunity(conversation: Reading) -> None:
    """C1 and C2 report an item whose opportunity does not exist.

    Pass: the item has UnknownOpportunityError or another type for an @id that belongs to nothing. Fail: it does
    not.
    """
    _require_error(conversation, "unknown", "unknown opportunity", _UNKNOWN)


@check("errors-provoked.unknown-offer", cites=("err-032",), scenario=_SCENARIO)
def test_unknown_offer(conversation: Reading) -> None:
    """C1 and C2 report an item whose offer does not exist.

    Pass: the item has UnknownOfferError or another type for an @id that belongs to nothing. Fail: it does not.
    """
    _require_error(conversation, "unknown", "unknown offer", _UNKNOWN)


@check("errors-provoked.offer-of-another-opportunity", cites=("err-031",), scenario=_SCENARIO)
def test_offer_of_another_opportunity(conversation: Reading) -> None:
    """C1 and C2 report an item whose offer belongs to another opportunity.

    Pass: the item has UnacceptableOfferError. Fail: it does not. Not applicable: the opportunities share their
    offer.
    """
    if not conversation.fact("offers differ"):
        not_applicable("Both opportunities have the same offer.")
    _require_error(conversation, "unknown", "offer of another opportunity", frozenset({"UnacceptableOfferError"}))


@check("errors-provoked.b-refuses-offer-of-another-opportunity", cites=("b-016", "err-017"), scenario=_SCENARIO)
def test_b_refuses_offer_of_another_opportunity(conversation: Reading) -> None:
    """B (P in the approval flow) refuses an opportunity with the offer of another one, which may be cheaper.

    It is sent without a quote, for the price of either. Pass: it is refused, with whatever error. Fail: it succeeds.
    Not applicable: the opportunities share their offer, or C2 reports no error on such an item.
    """
    if not conversation.fact("offers differ"):
        not_applicable("Both opportunities have the same offer.")
    if not _item(conversation, "unknown", "offer of another opportunity", "C2")["error"]:
        not_applicable("C2 reports no error on the item.")
    attempts = [each for each in conversation.steps("for ") if each.step.endswith("B with another offer")]
    message = "B must refuse an opportunity with the offer of another one."
    all_refused(((exchange, message, ()) for exchange in attempts), "No such B was sent.")


@check("errors-provoked.malformed-opportunity-id", cites=("err-034",), scenario=_SCENARIO)
def test_malformed_opportunity_id(conversation: Reading) -> None:
    """C1 and C2 report an item whose opportunity @id is not in the system's form.

    Pass: the item has InvalidOpportunityOrOfferIdError or another type for an @id that belongs to nothing. Fail: it
    does not.
    """
    _require_error(conversation, "malformed", "malformed opportunity", _UNKNOWN)


@check("errors-provoked.malformed-offer-id", cites=("err-034",), scenario=_SCENARIO)
def test_malformed_offer_id(conversation: Reading) -> None:
    """C1 and C2 report an item whose offer @id is not in the system's form.

    Pass: the item has InvalidOpportunityOrOfferIdError or another type for an @id that belongs to nothing. Fail: it
    does not.
    """
    _require_error(conversation, "malformed", "malformed offer", _UNKNOWN)


@check("errors-provoked.missing-accepted-offer", cites=("err-028",), scenario=_SCENARIO)
def test_missing_accepted_offer(conversation: Reading) -> None:
    """C1 and C2 report an item without acceptedOffer.

    Pass: the item has IncompleteOrderItemError. Fail: it does not.
    """
    _require_error(conversation, "incomplete", "no acceptedOffer", frozenset({"IncompleteOrderItemError"}))


@check("errors-provoked.missing-ordered-item", cites=("err-028",), scenario=_SCENARIO)
def test_missing_ordered_item(conversation: Reading) -> None:
    """C1 and C2 report an item without orderedItem.

    Pass: the item has IncompleteOrderItemError. Fail: it does not.
    """
    _require_error(conversation, "incomplete", "no orderedItem", frozenset({"IncompleteOrderItemError"}))


@check("errors-provoked.sound-item-not-blamed", cites=("c1-007", "c2-004", "err-017"), scenario=_SCENARIO)
def test_sound_item_not_blamed(conversation: Reading) -> None:
    """C1, C2 and B report no error on a correct item because of other items.

    Pass: in every basket the correct item has no error. Fail: it has one. Not applicable: no Order takes two items. B
    (P in the approval flow) is judged where it is answered with the errors of items (open reading 8).
    """
    baskets = [(basket, part) for basket in _BASKETS for part in _parts(conversation, basket).items()]
    beside = [(basket, name) for basket, (name, items) in baskets if "sound" in items]
    if not beside:
        not_applicable("The target takes one item in an Order, with nothing beside it.")
    for basket, part in beside:
        sound = _parts(conversation, basket)[part]["sound"]["position"]
        not_blamed(conversation.step(f"{part}: B"), partial(_is_at, sound))
        for call, row in _ROWS.items():
            item = _item(conversation, basket, "sound", call, part=part, requirement=row)
            require(
                not item["error"],
                f"{call} must not report an error on a correct item.",
                at=item["error"],
                expected="no error",
                requirement=row,
            )


def _is_at(position: int, item: Document) -> bool:
    return item["position"].integer == position


@check("errors-provoked.b-refuses-faulty-items", cites=("b-016", "err-017"), scenario=_SCENARIO)
def test_b_refuses_faulty_items(conversation: Reading) -> None:
    """B (P in the approval flow) refuses items for which C2 reported errors.

    Pass: each basket is refused with UnableToProcessOrderItemError or OrderCreationFailedError, or with 409 and an
    Order whose items have the errors; or with OpportunityHasInsufficientCapacityError where it asks for more spaces of
    an opportunity than there were (open reading 8). Fail: one is accepted, or refused with another error.
    """
    for part in (part for basket in _BASKETS for part in _parts(conversation, basket)):
        booked = conversation.step(f"{part}: B")
        message = "B must refuse the items for which C2 reported errors."
        require(booked.refused, message, at=booked, expected="a refusal", got=outcome(booked))
        if not reports_item_errors(booked):
            refused(booked, AT_CREATION | _for_lack_of_spaces(conversation, booked), message)


def _for_lack_of_spaces(conversation: Reading, booked: Exchange) -> frozenset[str]:
    """Return the error by which B may be refused for an opportunity that it asks for more often than it has spaces."""
    known = conversation.fact("opportunities")
    asked = Counter(bought(item)[0] for item in booked.sent["orderedItem"].each())
    left = {opportunity: known[opportunity]["capacity"] for opportunity in asked if opportunity in known}
    lacking = any(spaces is not None and spaces < asked[opportunity] for opportunity, spaces in left.items())
    return frozenset({INSUFFICIENT} if lacking else ())
