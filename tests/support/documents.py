"""A valid document for every message, as full as the specification allows, made up here."""

from typing import Any

BASE = "https://booking.example/api"
UUID = "3b0f6a3e-6a1d-4f0e-9d6c-0d1f6f2b7a10"
CONTEXT = "https://openactive.io/"

ADDRESS = {
    "@type": "PostalAddress",
    "streetAddress": "1 Test Street",
    "addressLocality": "Testham",
    "addressRegion": "Testshire",
    "postalCode": "TE1 1ST",
    "addressCountry": "GB",
}
TERMS = {
    "@type": "TermsOfUse",
    "name": "Terms",
    "url": "https://booking.example/terms",
    "requiresExplicitConsent": True,
    "dateModified": "2026-01-01T00:00:00Z",
}
SELLER = {
    "@type": "Organization",
    "@id": f"{BASE}/sellers/1",
    "name": "Testham Leisure",
    "legalName": "Testham Leisure Ltd",
    "email": "hello@testham.example",
    "url": "https://testham.example/",
    "logo": {"@type": "ImageObject", "url": "https://testham.example/logo.png"},
    "vatID": "GB 123 4567 89",
    "taxMode": "https://openactive.io/TaxGross",
    "address": ADDRESS,
    "termsOfService": [TERMS],
}
BROKER = {"@type": "Organization", "name": "Broker Conformance Test", "url": "https://broker.example/"}
CUSTOMER = {"@type": "Person", "email": "someone@example.com", "givenName": "Conformance", "familyName": "Test"}
PRICE = {"@type": "PriceSpecification", "price": 12, "priceCurrency": "GBP"}
TAX = {"@type": "TaxChargeSpecification", "name": "VAT", "price": "2.00", "priceCurrency": "GBP", "rate": 0.2}
PAYMENT = {"@type": "Payment", "identifier": "test-1", "name": "Points"}
LEASE = {"@type": "Lease", "leaseExpires": "2026-01-31T10:00:00Z"}
FIELD = {
    "@type": "DropdownFormFieldSpecification",
    "@id": f"{BASE}/fields/age",
    "name": "Age",
    "valueRequired": True,
    "valueOption": ["under 30", "over 30"],
}
ANSWER = {"@type": "PropertyValue", "propertyID": f"{BASE}/fields/age", "value": "over 30"}
ERROR = {
    "@context": CONTEXT,
    "@type": "OpportunityIsFullError",
    "name": "No space",
    "description": "No space is left",
    "statusCode": 409,
    "instance": f"{BASE}/errors/1",
}
SERIES = {
    "@type": "SessionSeries",
    "@id": f"{BASE}/series/1",
    "name": "Yoga",
    "url": "https://booking.example/series/1",
    "activity": [{"@type": "Concept", "@id": "https://openactive.io/activity-list#1", "prefLabel": "Yoga"}],
    "location": {
        "@type": "Place",
        "name": "Hall",
        "geo": {"@type": "GeoCoordinates", "latitude": 51.5, "longitude": -0.1},
    },
}
SESSION = {
    "@type": "ScheduledSession",
    "@id": f"{BASE}/sessions/1",
    "startDate": "2026-02-01T10:00:00+00:00",
    "endDate": "2026-02-01T11:00:00Z",
    "duration": "PT1H",
    "maximumAttendeeCapacity": 10,
    "remainingAttendeeCapacity": 9,
    "eventStatus": "https://schema.org/EventScheduled",
    "superEvent": SERIES,
}
SLOT = {
    "@type": "Slot",
    "@id": f"{BASE}/slots/1",
    "startDate": "2026-02-01T10:00:00Z",
    "duration": "PT30M",
    "remainingUses": 1,
    "facilityUse": {
        "@type": "FacilityUse",
        "@id": f"{BASE}/facilities/1",
        "name": "Court",
        "url": "https://booking.example/facilities/1",
        "facilityType": [{"@type": "Concept", "prefLabel": "Squash Court"}],
        "location": {"@type": "Place", "name": "Hall", "address": ADDRESS},
    },
}
OFFER = {
    "@type": "Offer",
    "@id": f"{BASE}/series/1#/offers/1",
    "name": "Adult",
    "price": 12,
    "priceCurrency": "GBP",
    "allowCustomerCancellationFullRefund": True,
    "latestCancellationBeforeStartDate": "P1D",
}
REQUESTED = {
    "@type": "OrderItem",
    "position": 0,
    "acceptedOffer": {"@type": "Offer", "@id": OFFER["@id"]},
    "orderedItem": {"@type": "ScheduledSession", "@id": SESSION["@id"]},
}
QUOTED = {
    "@type": "OrderItem",
    "position": 0,
    "acceptedOffer": OFFER,
    "orderedItem": SESSION,
    "unitTaxSpecification": [TAX],
    "orderItemIntakeForm": [FIELD],
    "attendeeDetailsRequired": ["https://schema.org/email"],
}
BOOKED = {
    "@type": "OrderItem",
    "@id": f"{BASE}/orders/{UUID}#/orderedItem/1",
    "orderItemStatus": "https://openactive.io/OrderItemConfirmed",
    "acceptedOffer": OFFER,
    "orderedItem": SLOT,
    "unitTaxSpecification": [TAX],
    "orderItemIntakeFormResponse": [ANSWER],
    "attendee": CUSTOMER,
    "accessCode": [{"@type": "PropertyValue", "name": "Code", "description": "1234"}],
    "accessPass": [
        {"@type": "Barcode", "text": "0123"},
        {"@type": "ImageObject", "url": "https://booking.example/1.png"},
    ],
    "accessChannel": {"@type": "VirtualLocation", "name": "Room", "url": "https://booking.example/room"},
    "additionalProperty": [{"@type": "PropertyValue", "name": "Ledger", "value": "7"}],
}
IN_FEED = {
    "@type": "OrderItem",
    "@id": BOOKED["@id"],
    "orderItemStatus": "https://openactive.io/SellerCancelled",
    "cancellationMessage": "No hall",
    "acceptedOffer": OFFER,
    "orderedItem": {"@type": "Slot", "@id": SLOT["@id"]},
}


def _request(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "@type": kind,
        "brokerRole": "https://openactive.io/AgentBroker",
        "broker": BROKER,
        "seller": {"@type": "Organization", "@id": SELLER["@id"]},
        "orderedItem": [REQUESTED],
        **more,
    }


def _answer(kind: str, path: str, item: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "@type": kind,
        "@id": f"{BASE}/{path}/{UUID}",
        "brokerRole": "https://openactive.io/AgentBroker",
        "broker": BROKER,
        "bookingService": {"@type": "BookingService", "name": "Testing Bookings", "url": "https://vendor.example/"},
        "seller": SELLER,
        "orderedItem": [item],
        "totalPaymentDue": PRICE,
        "totalPaymentTax": [TAX],
        **more,
    }


def _page(kind: str, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    updated = {"state": "updated", "kind": kind, "id": UUID, "modified": 7, "data": {"@context": CONTEXT, **data}}
    deleted = {"state": "deleted", "kind": kind, "id": 8, "modified": "8"}
    return {"next": f"{BASE}/feed?afterChangeNumber=8", "items": [updated, deleted], **more}


def _fed(kind: str, path: str, **more: Any) -> dict[str, Any]:
    return {
        "@type": kind,
        "@id": f"{BASE}/{path}/{UUID}",
        "identifier": UUID,
        "orderedItem": [IN_FEED],
        "totalPaymentDue": {"@type": "PriceSpecification", "price": 0},
        **more,
    }


VERSION = f"{BASE}/order-proposals/{UUID}/versions/5f0b0e52-27a8-4f6e-8a77-3f5f7b1c9e11"
_PROPOSED = {"orderProposalStatus": "https://openactive.io/AwaitingSellerConfirmation", "orderProposalVersion": VERSION}

DOCUMENTS: dict[str, dict[str, Any]] = {
    "c1-request": _request("OrderQuote"),
    "c2-request": _request("OrderQuote", customer=CUSTOMER),
    "p-request": _request("OrderProposal", customer=CUSTOMER, totalPaymentDue=PRICE, payment=PAYMENT),
    "b-request": _request("Order", customer=CUSTOMER, totalPaymentDue=PRICE, payment=PAYMENT),
    "b-after-approval-request": {"@type": "Order", "orderProposalVersion": VERSION, "payment": PAYMENT},
    "cancellation-request": {
        "@type": "Order",
        "orderedItem": [
            {
                "@type": "OrderItem",
                "@id": BOOKED["@id"],
                "orderItemStatus": "https://openactive.io/CustomerCancelled",
            }
        ],
    },
    "proposal-update-request": {
        "@type": "OrderProposal",
        "orderProposalStatus": "https://openactive.io/CustomerRejected",
    },
    "order-quote": _answer("OrderQuote", "order-quotes", QUOTED, orderRequiresApproval=False, lease=LEASE),
    "order-quote-c2": _answer("OrderQuote", "order-quotes", QUOTED, orderRequiresApproval=True, customer=CUSTOMER),
    "order-quote-errors": _answer(
        "OrderQuote",
        "order-quotes",
        {"@type": "OrderItem", "position": 0, "orderedItem": SESSION["@id"], "error": [ERROR]},
        orderRequiresApproval=False,
    ),
    "order-errors": _answer("Order", "orders", {**REQUESTED, "error": [ERROR]}),
    "order-proposal": _answer("OrderProposal", "order-proposals", QUOTED, **_PROPOSED, payment=PAYMENT, lease=LEASE),
    "order": _answer("Order", "orders", BOOKED, customer=CUSTOMER, payment=PAYMENT, orderNumber="7"),
    "order-status": _answer("Order", "orders", BOOKED, customer=CUSTOMER),
    "error": ERROR,
    "orders-feed-page": _page("Order", _fed("Order", "orders")),
    "order-proposals-feed-page": _page("OrderProposal", _fed("OrderProposal", "order-proposals", **_PROPOSED)),
    "rpde-page": _page(
        "ScheduledSession",
        {**SESSION, "superEvent": SERIES["@id"], "offers": [OFFER], "organizer": SELLER},
        license="https://creativecommons.org/licenses/by/4.0/",
    ),
    "dataset": {
        "@context": ["https://schema.org/", CONTEXT],
        "@type": "Dataset",
        "@id": "https://booking.example/data",
        "url": "https://booking.example/data",
        "name": "Testham sessions",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "datePublished": "2026-01-01",
        "schemaVersion": "https://openactive.io/modelling-opportunity-data/2.0/",
        "publisher": {"@type": "Organization", "name": "Testham Leisure"},
        "distribution": [{"@type": "DataDownload", "name": "Slot", "contentUrl": f"{BASE}/feeds/slots"}],
        "accessService": {"@type": "WebAPI", "endpointUrl": BASE},
    },
    "test-interface-opportunity": {"@context": CONTEXT, "@type": "Slot", "@id": SLOT["@id"]},
}
