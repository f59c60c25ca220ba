"""Changes to recorded exchanges that break a rule: by name, the exchanges they fit, the check that must report them."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from booking_conformance.recording import Exchange, Request, Response

Json = dict[str, Any]
_IO = "https://openactive.io/"
_PERSON = {"@type": "Person", "email": "geoff@example.com", "givenName": "Geoff"}


@dataclass
class Taken:
    """An exchange with its bodies parsed, to be changed in place. ``more`` are exchanges to come after it."""

    exchange: Exchange
    sent: Json
    answer: Json
    status: int
    headers: dict[str, str]
    url: str
    text: str | None = None
    more: list[Exchange] = field(default_factory=list)

    @property
    def items(self) -> list[Json]:
        """The OrderItems of the answer."""
        return self.answer["orderedItem"]

    @property
    def paid(self) -> bool:
        """Whether something is due, in one currency, with no item in error."""
        return float(self.answer["totalPaymentDue"]["price"]) > 0 and not any("error" in item for item in self.items)

    def written(self) -> Exchange:
        """Return the exchange as it is now."""
        body = self.text if self.text is not None else json.dumps(self.answer) if self.answer else ""
        request = replace(self.exchange.request, url=self.url, body=json.dumps(self.sent) if self.sent else None)
        response = Response(self.status, tuple(self.headers.items()), body)
        return replace(self.exchange, request=request, response=response)


def taken(exchange: Exchange) -> Taken:
    """Return an exchange, ready to be changed."""
    response = exchange.response or Response(0)
    return Taken(
        exchange=exchange,
        sent=json.loads(exchange.request.body or "{}"),
        answer=json.loads(response.body or "{}"),
        status=response.status,
        headers=dict(response.headers),
        url=exchange.request.url,
    )


Change = Callable[[Taken], object]


@dataclass(frozen=True)
class Mutation:
    """``change`` returns False where the exchange is none that it fits: the next one is tried."""

    check: str
    call: str
    status: tuple[int, ...]
    change: Change


def _sets(*path: str, **values: Any) -> Change:
    def change(it: Taken) -> bool:
        place = it.answer
        for step in path:
            place = place.get(step, {})
        place.update(deepcopy(values))
        return True

    return change


def _sets_in_items(*path: str, **values: Any) -> Change:
    def change(it: Taken) -> bool:
        for item in it.items:
            place = item
            for step in path:
                place = place.get(step, {})
            place.update(deepcopy(values))
        return True

    return change


def _drops(*path: str) -> Change:
    def change(it: Taken) -> bool:
        place = it.answer
        for step in path[:-1]:
            place = place.get(step, {})
        return place.pop(path[-1], None) is not None

    return change


def _status(status: int) -> Change:
    return lambda it: setattr(it, "status", status)


def _media_type(value: str) -> Change:
    return lambda it: it.headers.update({"content-type": value})


def _penny_more(it: Taken) -> bool:
    due = it.answer["totalPaymentDue"]
    due["price"] = round(float(due["price"]) + 0.01, 2)
    return it.paid


def _penny_more_tax(it: Taken) -> bool:
    for tax in it.answer.get("totalPaymentTax", []):
        tax["price"] = float(tax["price"]) + 1
    return bool(it.answer.get("totalPaymentTax"))


def _dearer_offer(it: Taken) -> bool:
    offer = it.items[0]["acceptedOffer"]
    offer["price"] = float(offer["price"]) + 5
    return it.paid


def _mixed_currency(it: Taken) -> bool:
    it.items[0]["acceptedOffer"]["priceCurrency"] = "EUR"
    return it.paid


def _swapped(it: Taken) -> bool:
    if len(it.items) < 2 or len({item["orderedItem"]["@id"] for item in it.items[:2]}) < 2:
        return False
    first, second = it.items[:2]
    first["position"], second["position"] = second["position"], first["position"]
    return True


def _same_position(it: Taken) -> bool:
    it.items[-1]["position"] = it.items[0]["position"]
    return len(it.items) > 1


def _item_dropped(it: Taken) -> bool:
    it.items.pop()
    return len(it.items) > 0 and bool(it.sent.get("orderedItem"))


def _other_uuid(it: Taken) -> bool:
    it.answer["@id"] = it.answer["@id"].replace(it.answer["@id"].rsplit("/")[-1], str(UUID(int=7)))
    return True


def _same_item_ids(it: Taken) -> bool:
    for item in it.items:
        item["@id"] = it.items[0]["@id"]
    return len(it.items) > 1


def _customer_renamed(it: Taken) -> bool:
    customer = it.answer.get("customer", {})
    customer["familyName"] = "Somebody Else"
    return customer.get("@type") == "Person"


def _customer_enriched(it: Taken) -> bool:
    customer = it.answer.get("customer", {})
    customer["birthDate"] = "1990-01-01"
    return customer.get("@type") == "Person"


def _role_changed(it: Taken) -> bool:
    it.answer["brokerRole"] = _IO + "ResellerBroker"
    return it.sent.get("brokerRole") == _IO + "NoBroker"


def _tax_prepaid(it: Taken) -> bool:
    for tax in it.answer.get("totalPaymentTax", []):
        tax["openBookingPrepayment"] = _IO + "Required"
        tax["prepayment"] = _IO + "Required"
    return bool(it.answer.get("totalPaymentTax"))


def _payment_of_nothing(it: Taken) -> bool:
    it.answer["payment"] = {"@type": "Payment", "identifier": "1"}
    return float(it.answer["totalPaymentDue"]["price"]) == 0 and "payment" not in it.sent


def _conflict_as_success(it: Taken) -> bool:
    it.status = 200
    return "orderedItem" in it.answer


def _item_error_in_success(it: Taken) -> bool:
    it.items[0]["error"] = [{"@type": "OpportunityIsFullError", "name": "full"}]
    return True


def _whole_error(**values: Any) -> Change:
    def change(it: Taken) -> bool:
        it.answer.update(deepcopy(values))
        return "orderedItem" not in it.answer or "orderedItem" in values

    return change


def _no_endpoint(it: Taken) -> bool:
    it.status = 404
    it.answer = {"@context": _IO, "@type": "UnknownOrIncorrectEndpointError", "name": "no such endpoint"}
    return True


def _error_as_success(it: Taken) -> bool:
    it.status = 200
    it.answer = {"@context": _IO, "@type": "InternalApplicationError", "name": "oops"}
    return True


def _error_as_order(it: Taken) -> bool:
    it.status = 201
    return "Error" in it.answer["@type"]


def _cut_off(it: Taken) -> bool:
    it.text = json.dumps(it.answer)[:-20]
    return True


def _more_in_patch(it: Taken) -> bool:
    it.sent["totalPaymentDue"] = {"@type": "PriceSpecification", "price": 0, "priceCurrency": "GBP"}
    return True


def _other_status_in_patch(it: Taken) -> bool:
    for item in it.sent["orderedItem"]:
        item["orderItemStatus"] = _IO + "SellerCancelled"
    return True


def _deleted_order_answered(it: Taken) -> bool:
    order = {"@context": _IO, "@type": "Order", "@id": it.url}
    response = Response(200, tuple(it.headers.items()), json.dumps(order))
    later = it.exchange.started + timedelta(seconds=5)
    it.more.append(replace(it.exchange, id="later", call="order-status", started=later,
                           request=Request("GET", it.url), response=response))  # fmt: skip
    return True


def _http(it: Taken) -> bool:
    it.url = it.url.replace("https://localhost:5001", "http://booking.example.com")
    return True


def _body_beside_204(it: Taken) -> bool:
    it.text = "{}"
    return True


def _foreign_seller_mode(it: Taken) -> bool:
    mode = it.answer["seller"]["taxMode"]
    it.answer["seller"]["taxMode"] = _IO + ("TaxNet" if mode.endswith("TaxGross") else "TaxGross")
    return True


QUOTED, CONFLICT, BOOKED, REFUSED, DONE = (200,), (409,), (200, 201), (400, 404, 500), (204,)

MUTATIONS: dict[str, Mutation] = {
    "customer added at C1": Mutation("c1.omits-customer", "C1", QUOTED, _sets(customer=_PERSON)),
    "attendee added at C1": Mutation("c1.omits-attendee", "C1", QUOTED, _sets_in_items(attendee=_PERSON)),
    "intake response added at C1": Mutation(
        "c1.omits-intake-form-response",
        "C1",
        QUOTED,
        _sets_in_items(
            orderItemIntakeFormResponse=[
                {"@type": "PropertyValue", "propertyID": "https://a.example/1", "value": "yes"}
            ]
        ),
    ),
    "payment identifier at C1": Mutation(
        "c1.omits-payment-identifier", "C1", QUOTED, _sets(payment={"@type": "Payment", "identifier": "1"})
    ),
    "payment identifier at C2": Mutation(
        "c2.omits-payment-identifier", "C2", QUOTED, _sets(payment={"@type": "Payment", "identifier": "1"})
    ),
    "a penny more at C1": Mutation("money.total-is-sum", "C1", QUOTED, _penny_more),
    "a penny more at C2": Mutation("money.total-is-sum", "C2", QUOTED, _penny_more),
    "a penny more at B": Mutation("money.total-is-sum", "B", BOOKED, _penny_more),
    "a dearer offer at P": Mutation("money.total-is-sum", "P", BOOKED, _dearer_offer),
    "tax total off": Mutation("money.tax-total", "C2", QUOTED, _penny_more_tax),
    "currency mixed": Mutation("money.one-currency", "B", BOOKED, _mixed_currency),
    "another taxMode than before": Mutation("money.same-tax-mode", "C2", QUOTED, _foreign_seller_mode),
    "payment of nothing": Mutation("money.no-payment-unless-paid", "B", BOOKED, _payment_of_nothing),
    "tax with prepayment": Mutation("messages.tax-without-prepayment", "C1", QUOTED, _tax_prepaid),
    "positions swapped": Mutation("messages.same-opportunity-and-offer", "C1", QUOTED, _swapped),
    "position twice": Mutation("messages.position", "C2", QUOTED, _same_position),
    "OrderItem dropped": Mutation("messages.position", "B", BOOKED, _item_dropped),
    "@id of another UUID": Mutation("messages.order-id", "B", BOOKED, _other_uuid),
    "@id of another UUID at P": Mutation("messages.order-id", "P", BOOKED, _other_uuid),
    "relative @id": Mutation("messages.absolute-ids", "C1", QUOTED, _sets("seller", **{"@id": "/sellers/1"})),
    "null in a property": Mutation("messages.no-empty-values", "C1", QUOTED, _sets("seller", description=None)),
    "empty text in a property": Mutation("messages.no-empty-values", "B", BOOKED, _sets("bookingService", name="")),
    "plain JSON": Mutation("messages.media-type", "C1", QUOTED, _media_type("application/json")),
    "another version": Mutation(
        "messages.media-type", "B", BOOKED, _media_type("application/vnd.openactive.booking+json; version=2")
    ),
    "202 instead of 200": Mutation("messages.status", "C2", QUOTED, _status(202)),
    "no context": Mutation("messages.context", "P", BOOKED, _drops("@context")),
    "no context in an error": Mutation("messages.context", "B", REFUSED, _drops("@context")),
    "no total": Mutation("messages.schema", "C2", QUOTED, _drops("totalPaymentDue")),
    "JSON cut off": Mutation("messages.schema", "B", BOOKED, _cut_off),
    "item status at C1": Mutation(
        "quotes.omits-order-item-status", "C1", QUOTED, _sets_in_items(orderItemStatus=_IO + "OrderItemConfirmed")
    ),
    "item @id at C2": Mutation(
        "quotes.omits-order-item-id", "C2", QUOTED, _sets_in_items(**{"@id": "https://localhost:5001/items/1"})
    ),
    "access code at C2": Mutation(
        "quotes.omits-access-data",
        "C2",
        QUOTED,
        _sets_in_items(accessCode=[{"@type": "PropertyValue", "name": "PIN", "description": "1234"}]),
    ),
    "flow requirement in an answer": Mutation(
        "messages.omits-flow-requirement",
        "C1",
        QUOTED,
        _sets_in_items("acceptedOffer", openBookingFlowRequirement=[_IO + "OpenBookingApproval"]),
    ),
    "offers in the opportunity": Mutation(
        "messages.opportunity-without-offers-and-seller",
        "C1",
        QUOTED,
        _sets_in_items("orderedItem", offers=[{"@type": "Offer", "@id": "https://localhost:5001/offers/1"}]),
    ),
    "customer renamed": Mutation("messages.customer-as-supplied", "C2", QUOTED, _customer_renamed),
    "customer enriched": Mutation("messages.customer-as-supplied", "B", BOOKED, _customer_enriched),
    "brokerRole not reflected": Mutation("messages.reflects-broker", "C1", QUOTED, _role_changed),
    "still proposed at B": Mutation(
        "messages.order-item-status", "B", BOOKED, _sets_in_items(orderItemStatus=_IO + "OrderItemProposed")
    ),
    "lease at B": Mutation("b.omits-lease", "B", BOOKED, _sets(lease={"@type": "Lease"})),
    "item error at B": Mutation(
        "messages.omits-item-errors", "B", BOOKED, _sets_in_items(error=[{"@type": "OpportunityIsFullError"}])
    ),
    "one @id for all items": Mutation("messages.item-ids-unique", "B", BOOKED, _same_item_ids),
    "proposal version at B": Mutation(
        "messages.omits-proposal-version", "B", BOOKED, _sets(orderProposalVersion="https://localhost:5001/versions/1")
    ),
    "orderRequiresApproval at P": Mutation(
        "p.omits-order-requires-approval", "P", BOOKED, _sets(orderRequiresApproval=True)
    ),
    "error under a wrong status": Mutation("errors.status", "B", (400,), _status(500)),
    "error under a wrong status at C1": Mutation("errors.status", "C1", (400,), _status(404)),
    "statusCode of another error": Mutation("errors.status-code", "C2", (400,), _whole_error(statusCode=503)),
    "error that nobody knows": Mutation("errors.known-type", "C2", (400,), _whole_error(**{"@type": "SomethingError"})),
    "Order around an error": Mutation(
        "errors.stands-alone", "B", (400,), _whole_error(orderedItem=[{"@type": "OrderItem"}])
    ),
    "conflict told as success": Mutation("errors.item-errors-make-409", "C2", CONFLICT, _conflict_as_success),
    "item error in a success": Mutation("errors.item-errors-make-409", "C1", QUOTED, _item_error_in_success),
    "error told as success": Mutation("messages.error-not-under-success", "order-deletion", DONE, _error_as_success),
    "error told as an Order": Mutation("messages.error-not-under-success", "B", (400,), _error_as_order),
    "endpoint not there": Mutation("messages.endpoint-there", "C2", QUOTED, _no_endpoint),
    "Test Interface not there": Mutation("messages.endpoint-there", "test-action", DONE, _no_endpoint),
    "204 with a body": Mutation("messages.no-body-on-204", "cancellation", DONE, _body_beside_204),
    "200 for a deletion": Mutation("messages.status", "order-deletion", DONE, _status(200)),
    "200 for a quote deletion": Mutation("messages.status", "quote-deletion", DONE, _status(200)),
    "more in a PATCH": Mutation("messages.patch-within-bounds", "cancellation", DONE, _more_in_patch),
    "another status in a PATCH": Mutation("messages.patch-within-bounds", "cancellation", DONE, _other_status_in_patch),
    "deleted Order answered": Mutation("order-deletion.stays-deleted", "order-deletion", DONE, _deleted_order_answered),
    "no TLS": Mutation("messages.https", "B", BOOKED, _http),
}
