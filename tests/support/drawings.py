"""Bodies as the suite sends them, and what it expects of each call."""

from booking_conformance.scenario import bodies

REQUESTS = {"C1": "c1-request", "C2": "c2-request", "P": "p-request", "B": "b-request", "PATCH": "cancellation-request"}
CALLS = tuple(REQUESTS)
SEEDS = (0, 1, 77)
_KINDS = {"C1": "OrderQuote", "C2": "OrderQuote", "P": "OrderProposal", "B": "Order"}
_BASE = "https://example.com/openbooking"


def items(number):
    """Return so many OrderItems."""
    return [
        {
            "@type": "OrderItem",
            "position": position,
            "acceptedOffer": {"@type": "Offer", "@id": f"{_BASE}/sessions/{position}#/offers/0"},
            "orderedItem": {"@type": "ScheduledSession", "@id": f"{_BASE}/sessions/{position}"},
        }
        for position in range(number)
    ]


def proper(call, number=4):
    """Return a body for a call that nothing is wrong with."""
    if call == "PATCH":
        return bodies.cancellation([f"{_BASE}/orders/1#/orderedItem/{place}" for place in range(number)])
    body = bodies.order(_KINDS[call], f"{_BASE}/sellers/1", items(number))
    if call != "C1":
        body["customer"] = {"@type": "Person", "email": "robin@example.com"}
    if call in {"P", "B"}:
        body["totalPaymentDue"] = {"@type": "PriceSpecification", "price": "59.80", "priceCurrency": "GBP"}
    return body
