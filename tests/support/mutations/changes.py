"""Changes to a recorded exchange, each of which breaks a rule."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from booking_conformance.recording import Request, Response
from tests.support.mutations.taken import Change, Taken

IO = "https://openactive.io/"
PERSON = {"@type": "Person", "email": "geoff@example.com", "givenName": "Geoff"}


def sets(*path: str, **values: Any) -> Change:
    def change(it: Taken) -> bool:
        place = it.answer
        for step in path:
            place = place.get(step, {})
        place.update(deepcopy(values))
        return True

    return change


def sets_in_items(*path: str, **values: Any) -> Change:
    def change(it: Taken) -> bool:
        for item in it.items:
            place = item
            for step in path:
                place = place.get(step, {})
            place.update(deepcopy(values))
        return True

    return change


def drops(*path: str) -> Change:
    def change(it: Taken) -> bool:
        place = it.answer
        for step in path[:-1]:
            place = place.get(step, {})
        return place.pop(path[-1], None) is not None

    return change


def status(status: int) -> Change:
    return lambda it: setattr(it, "status", status)


def media_type(value: str) -> Change:
    return lambda it: it.headers.update({"content-type": value})


def penny_more(it: Taken) -> bool:
    due = it.answer["totalPaymentDue"]
    due["price"] = round(float(due["price"]) + 0.01, 2)
    return it.paid


def penny_more_tax(it: Taken) -> bool:
    for tax in it.answer.get("totalPaymentTax", []):
        tax["price"] = float(tax["price"]) + 1
    return bool(it.answer.get("totalPaymentTax"))


def dearer_offer(it: Taken) -> bool:
    offer = it.items[0]["acceptedOffer"]
    offer["price"] = float(offer["price"]) + 5
    return it.paid


def mixed_currency(it: Taken) -> bool:
    it.items[0]["acceptedOffer"]["priceCurrency"] = "EUR"
    return it.paid


def swapped(it: Taken) -> bool:
    if len(it.items) < 2 or len({item["orderedItem"]["@id"] for item in it.items[:2]}) < 2:
        return False
    first, second = it.items[:2]
    first["position"], second["position"] = second["position"], first["position"]
    return True


def same_position(it: Taken) -> bool:
    it.items[-1]["position"] = it.items[0]["position"]
    return len(it.items) > 1


def item_dropped(it: Taken) -> bool:
    it.items.pop()
    return len(it.items) > 0 and bool(it.sent.get("orderedItem"))


def other_uuid(it: Taken) -> bool:
    it.answer["@id"] = it.answer["@id"].replace(it.answer["@id"].rsplit("/")[-1], str(UUID(int=7)))
    return True


def same_item_ids(it: Taken) -> bool:
    for item in it.items:
        item["@id"] = it.items[0]["@id"]
    return len(it.items) > 1


def customer_renamed(it: Taken) -> bool:
    customer = it.answer.get("customer", {})
    customer["familyName"] = "Somebody Else"
    return customer.get("@type") == "Person"


def customer_enriched(it: Taken) -> bool:
    customer = it.answer.get("customer", {})
    customer["birthDate"] = "1990-01-01"
    return customer.get("@type") == "Person"


def role_changed(it: Taken) -> bool:
    it.answer["brokerRole"] = IO + "ResellerBroker"
    return it.sent.get("brokerRole") == IO + "NoBroker"


def tax_prepaid(it: Taken) -> bool:
    for tax in it.answer.get("totalPaymentTax", []):
        tax["openBookingPrepayment"] = IO + "Required"
        tax["prepayment"] = IO + "Required"
    return bool(it.answer.get("totalPaymentTax"))


def payment_of_nothing(it: Taken) -> bool:
    it.answer["payment"] = {"@type": "Payment", "identifier": "1"}
    return float(it.answer["totalPaymentDue"]["price"]) == 0 and "payment" not in it.sent


def conflict_as_success(it: Taken) -> bool:
    it.status = 200
    return "orderedItem" in it.answer


def item_error_in_success(it: Taken) -> bool:
    it.items[0]["error"] = [{"@type": "OpportunityIsFullError", "name": "full"}]
    return True


def whole_error(**values: Any) -> Change:
    def change(it: Taken) -> bool:
        it.answer.update(deepcopy(values))
        return "orderedItem" not in it.answer or "orderedItem" in values

    return change


def no_endpoint(it: Taken) -> bool:
    it.status = 404
    it.answer = {"@context": IO, "@type": "UnknownOrIncorrectEndpointError", "name": "no such endpoint"}
    return True


def error_as_success(it: Taken) -> bool:
    it.status = 200
    it.answer = {"@context": IO, "@type": "InternalApplicationError", "name": "oops"}
    return True


def error_as_order(it: Taken) -> bool:
    it.status = 201
    return "Error" in it.answer["@type"]


def cut_off(it: Taken) -> bool:
    it.text = json.dumps(it.answer)[:-20]
    return True


def more_in_patch(it: Taken) -> bool:
    it.sent["totalPaymentDue"] = {"@type": "PriceSpecification", "price": 0, "priceCurrency": "GBP"}
    return True


def other_status_in_patch(it: Taken) -> bool:
    for item in it.sent["orderedItem"]:
        item["orderItemStatus"] = IO + "SellerCancelled"
    return True


def deleted_order_answered(it: Taken) -> bool:
    order = {"@context": IO, "@type": "Order", "@id": it.url}
    response = Response(200, tuple(it.headers.items()), json.dumps(order))
    later = it.exchange.started + timedelta(seconds=5)
    it.more.append(replace(it.exchange, id="later", call="order-status", started=later,
                           request=Request("GET", it.url), response=response))  # fmt: skip
    return True


def http(it: Taken) -> bool:
    it.url = it.url.replace("https://localhost:5001", "http://booking.example.com")
    return True


def body_beside_204(it: Taken) -> bool:
    it.text = "{}"
    return True


def foreign_seller_mode(it: Taken) -> bool:
    mode = it.answer["seller"]["taxMode"]
    it.answer["seller"]["taxMode"] = IO + ("TaxNet" if mode.endswith("TaxGross") else "TaxGross")
    return True
