"""Alterations of a conformant recording: what the target could have answered, and the row that this breaks."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from booking_conformance.recording import Conversation, Exchange, Observation, Recording

Json = dict[str, Any]
STEPS = ("C1", "C2", "P", "B")
ORDERS = (*STEPS, "order-status", "orders-feed", "order-proposals-feed")
_IO = "https://openactive.io/"


@dataclass(frozen=True)
class Alteration:
    """``change`` alters in place what stands in answers to ``calls``; ``of_refusals`` tells that it is for refusals.

    ``check`` is the one that must report it, blaming ``row``, and the general rows ``also`` with it.
    """

    check: str
    row: str
    calls: tuple[str, ...]
    change: Callable[[Json], object]
    of_refusals: bool = False
    only: Callable[[Exchange], bool] = lambda _: True
    also: frozenset[str] = frozenset()

    def concerns(self, exchange: Exchange) -> bool:
        """Tell whether the answer of an exchange is altered."""
        return exchange.call in self.calls and self.of_refusals is exchange.refused and self.only(exchange)


def objects(value: Any) -> Iterator[Json]:
    """Yield every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(member)


def _flip_tax_mode(data: Json) -> None:
    for place in objects(data):
        if "taxMode" in place:
            place["taxMode"] = _IO + ("TaxNet" if place["taxMode"].endswith("TaxGross") else "TaxGross")


def _without_booking_service(answer: Json) -> None:
    answer.pop("bookingService", None)


def _anonymous_seller(answer: Json) -> None:
    for name in ("email", "url", "logo", "vatID"):
        answer.get("seller", {}).pop(name, None)


def _items_elsewhere(answer: Json) -> None:
    for place in objects(answer):
        if place.get("@type") == "OrderItem" and "@id" in place:
            place["@id"] = place["@id"].replace("#/orderedItem/", "/items/")


def _prepaid_tax(answer: Json) -> None:
    for place in objects(answer):
        if place.get("@type") == "TaxChargeSpecification":
            place["openBookingPrepayment"] = f"{_IO}Required"


def _new_codes(answer: Json) -> None:
    # An accessChannel has an accessCode too, which is a text.
    items = (place for place in objects(answer) if place.get("@type") == "OrderItem")
    for place in items:
        for number, code in zip(count(1), place.get("accessCode", []), strict=False):
            code["description"] = f"another {number}"


def _crash(error: Json) -> None:
    if "statusCode" in error:
        error["statusCode"] = 500


def _needs_messages(data: Json) -> None:
    for place in objects(data):
        if place.get("@type") == "Offer":
            place["openBookingFlowRequirement"] = [
                *place.get("openBookingFlowRequirement", []),
                f"{_IO}OpenBookingMessageExchange",
            ]


def _without_authority(dataset: Json) -> None:
    del dataset["accessService"]["authenticationAuthority"]


TEN: Mapping[str, Alteration] = {
    "another taxMode in the open feeds": Alteration(
        "opportunity-feeds.tax-mode-as-answered", "tax-006", ("open-feed",), _flip_tax_mode
    ),
    "no bookingService": Alteration("messages.names-booking-service", "mdl-008", STEPS, _without_booking_service),
    "a Seller without contact": Alteration(
        "messages.describes-seller", "mdl-018", STEPS, _anonymous_seller, also=frozenset({"mdl-002"})
    ),
    "OrderItems with URLs of their own": Alteration("messages.item-id-form", "mdl-027", ORDERS, _items_elsewhere),
    "prepayment of tax": Alteration("messages.tax-without-prepayment", "tax-012", ORDERS, _prepaid_tax),
    "another access code when B is repeated": Alteration(
        "b.is-idempotent", "b-010", ("B",), _new_codes, only=lambda exchange: exchange.step == "B again"
    ),
    "500 for each refusal of OrderProposal Update": Alteration(
        "errors.status", "err-001", ("proposal-update",), _crash, of_refusals=True
    ),
    "messages needed for each offer": Alteration(
        "opportunity-feeds.flow-requirement-needed", "bkb-007", ("open-feed",), _needs_messages
    ),
    "an OpenID provider that the dataset site does not name": Alteration(
        "openid-connect.authority-named", "ds-008", ("dataset-site",), _without_authority
    ),
    "another access code in Order Status": Alteration(
        "orders-feed.agrees-with-order-status", "of-009", ("order-status",), _new_codes
    ),
}


def altered(recording: Recording, *alterations: Alteration) -> Recording:
    """Return the recording as if the target had answered, and its feeds had shown, what the alterations make of it."""
    exchanges = [_answered(exchange, alterations) for exchange in recording.exchanges]
    known = {exchange.id: exchange for exchange in exchanges}
    conversations = [_retold(conversation, known, alterations) for conversation in recording.conversations]
    return Recording(recording.base_uri, exchanges, conversations)


def _answered(exchange: Exchange, alterations: tuple[Alteration, ...]) -> Exchange:
    for alteration in (each for each in alterations if exchange.response and each.concerns(exchange)):
        response = exchange.response
        assert response is not None
        if exchange.call == "dataset-site":
            body = _in_page(response.body, alteration.change)
        else:
            body = _in_json(response.body, alteration.change)
        status = 500 if alteration.of_refusals else response.status
        exchange = replace(exchange, response=replace(response, body=body, status=status))
    return exchange


def _in_json(body: str, change: Callable[[Json], object]) -> str:
    document = json.loads(body) if body else None
    if not isinstance(document, dict):
        return body
    change(document)
    return json.dumps(document)


def _in_page(page: str, change: Callable[[Json], object]) -> str:
    """Return an HTML page with the JSON-LD in it changed."""
    start = page.index(">", page.index("application/ld+json")) + 1
    end = page.index("</script>", start)
    return page[:start] + _in_json(page[start:end], change) + page[end:]


def _retold(
    conversation: Conversation, known: Mapping[str, Exchange], alterations: tuple[Alteration, ...]
) -> Conversation:
    facts = json.loads(json.dumps(dict(conversation.facts), default=str))
    for alteration in (each for each in alterations if "open-feed" in each.calls):
        alteration.change(facts.get("opportunities", {}))
    return replace(
        conversation,
        exchanges=tuple(known[exchange.id] for exchange in conversation.exchanges),
        observations=tuple(_seen(seen, known, alterations) for seen in conversation.observations),
        facts=facts,
    )


def _seen(seen: Observation, known: Mapping[str, Exchange], alterations: tuple[Alteration, ...]) -> Observation:
    shown_by = {known[each].call for each in seen.exchanges if each in known}
    value = json.loads(json.dumps(seen.value, default=str))
    for alteration in (each for each in alterations if isinstance(value, dict) and shown_by & {*each.calls}):
        alteration.change(value)
    return replace(seen, value=value)
