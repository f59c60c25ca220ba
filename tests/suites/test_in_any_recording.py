"""Breaches that show in a recording of any Broker, since the messages about one Order contradict each other."""

import copy
import json

import pytest

from booking_conformance.check.registry import all_checks
from tests.support import hars
from tests.support.auditing import audited
from tests.support.documents import BASE, CUSTOMER, DOCUMENTS, UUID

IO = "https://openactive.io/"
NOTHING_TO_DELETE = "order-quote-deletion.never-finds-nothing"
INCOMPLETE, OFFERED = "broker-roles.incomplete-never-succeeds", "quotes.unbookable-never-offered"
BOOKED_OFF = "b.unbookable-never-booked"
SPACES, NO_MORE = "quotes.errors-agree-with-spaces", "quotes.no-more-than-spaces"
REASON, KEPT = "order-cancellation.refusal-has-description", "order-states.keeps-its-offers"
LEASE, PAYMENT = "leasing.expires-in-future", "payment.never-against-the-announcement"
OUTDATED, TOO_LATE = "p.outdated-never-booked", "order-cancellation.never-after-its-window"
LEFT_OUT, REJECTED = "details-capture.required-never-left-out", "p.rejected-never-booked"
REPEAT, REUSED = "order-cancellation.repeat-succeeds", "order-deletion.listed-uuid-never-used-again"
PATHS = {"C1": "order-quote-templates", "C2": "order-quotes", "P": "order-proposals", "B": "orders"}
REFUSAL = {"@context": IO, "@type": "OpenBookingError", "name": "No", "description": "It cannot be."}
MADE = {"C1": ("order-quote", "c1-request", 200), "C2": ("order-quote-c2", "c2-request", 200),
        "P": ("order-proposal", "p-request", 201), "B": ("order", "b-request", 201)}  # fmt: skip


def at(minute, one, **headers):
    one["response"]["headers"] += [{"name": name, "value": value} for name, value in headers.items()]
    return {**one, "startedDateTime": f"2026-03-02T10:{minute:02}:00Z", "time": 5}


def put(call, *, sent=None, answer=None, status=None):
    """Return an entry of C1, C2, P or B; ``sent`` and ``answer`` change its messages, None takes a property out."""
    kind, request, usual = MADE[call]
    bodies = [_changed(DOCUMENTS[name], changes) for name, changes in ((kind, answer), (request, sent))]
    if status is not None:
        bodies[0] = REFUSAL
    return hars.entry("PUT", f"{BASE}/{PATHS[call]}/{UUID}", status or usual, *bodies)


def _changed(document, changes):
    found = {**copy.deepcopy(document), **(changes or {})}
    return {name: value for name, value in found.items() if value is not None}


def items(of, **changes):
    return {"orderedItem": [_changed(item, changes) for item in DOCUMENTS[of]["orderedItem"]]}


def quoted(**changes):
    opportunity = DOCUMENTS["order-quote"]["orderedItem"][0]["orderedItem"]
    return put("C1", answer=items("order-quote", orderedItem={**opportunity, **changes}))


def counted(left, errors, asked=3, status=409):
    """Return a C1 for so many items of one opportunity with spaces left, of which some have an error."""
    item = DOCUMENTS["order-quote"]["orderedItem"][0]
    listed = [{**item, "orderedItem": {**item["orderedItem"], "remainingAttendeeCapacity": left}} for _ in range(asked)]
    for one, kind in zip(listed, errors, strict=False):
        one["error"] = [{**REFUSAL, "@type": kind}]
    one = put("C1", answer={"orderedItem": listed})
    one["response"]["status"] = status
    return one


def both_errors():
    one = counted(0, [FULL], asked=1)
    answer = json.loads(one["response"]["content"]["text"])
    answer["orderedItem"][0]["error"].append({**REFUSAL, "@type": INSUFFICIENT})
    one["response"]["content"]["text"] = json.dumps(answer)
    return one


def on_sale(before, **changes):
    offer = DOCUMENTS["order-quote"]["orderedItem"][0]["acceptedOffer"]
    opportunity = DOCUMENTS["order-quote"]["orderedItem"][0]["orderedItem"]
    sold = {"acceptedOffer": {**offer, "validFromBeforeStartDate": before}, "orderedItem": {**opportunity, **changes}}
    return put("C1", answer=items("order-quote", **sold))


def called_off(call):
    """Return C2 or B for one opportunity, which the response shows to be called off."""
    item = DOCUMENTS["order-quote"]["orderedItem"][0]
    opportunity, offer = (
        {**item["orderedItem"], "eventStatus": "https://schema.org/EventCancelled"},
        item["acceptedOffer"],
    )
    both = {"acceptedOffer": offer, "orderedItem": opportunity}
    return put(call, answer=items(MADE[call][0], **both), sent=items(MADE[call][1], **both))


def delete(path="order-quotes", status=204, uuid=UUID, kind="UnknownOrderError"):
    answer = None if status == 204 else {**REFUSAL, "@type": kind}
    return hars.entry("DELETE", f"{BASE}/{path}/{uuid}", status, answer)


def cancel(status=204, **more):
    item = {"@type": "OrderItem", "@id": f"{BASE}/orders/{UUID}/items/1", "orderItemStatus": f"{IO}CustomerCancelled"}
    sent = {"@type": "Order", "orderedItem": [item], **more}
    return hars.entry("PATCH", f"{BASE}/orders/{UUID}", status, None if status == 204 else REFUSAL, sent)


def update(status="CustomerRejected", code=204):
    sent = {"@type": "OrderProposal", "orderProposalStatus": f"{IO}{status}"}
    return hars.entry("PATCH", f"{BASE}/order-proposals/{UUID}", code, None if code == 204 else REFUSAL, sent)


def feed(state="deleted"):
    item = {"state": state, "kind": "Order", "id": UUID, "modified": 9}
    data = {"data": DOCUMENTS["order"]} if state == "updated" else {}
    return hars.entry("GET", f"{BASE}/orders-rpde", 200, {"next": f"{BASE}/orders-rpde?x", "items": [{**item, **data}]})


def proposal(status="SellerAccepted", version="2", call="order-proposals-rpde"):
    """Return a page that shows the proposal in a state and version."""
    told = {"orderProposalStatus": IO + status, "orderProposalVersion": version, "identifier": UUID}
    data = {"@context": IO, "@type": "OrderProposal", "@id": f"{BASE}/order-proposals/{UUID}", **told}
    item = {"state": "updated", "kind": "OrderProposal", "id": UUID, "modified": 9, "data": data}
    return hars.entry("GET", f"{BASE}/{call}", 200, {"next": f"{BASE}/{call}?x", "items": [item]})


def windowed(window, start="2026-03-04T12:30:00Z"):
    """Return the items of an Order whose offer can be cancelled until so long before the start."""
    found = copy.deepcopy(DOCUMENTS["order"]["orderedItem"][:1])
    found[0]["@id"] = f"{BASE}/orders/{UUID}/items/1"
    found[0]["acceptedOffer"]["latestCancellationBeforeStartDate"] = window
    found[0]["orderedItem"]["startDate"] = start
    return {"orderedItem": found}


def look(status, window="P3D", **more):
    answer = copy.deepcopy({**DOCUMENTS["order"], **windowed(window, **more)})
    answer["orderedItem"][0]["orderItemStatus"] = IO + status
    return hars.entry("GET", f"{BASE}/orders/{UUID}", 200, answer)


def named(name, call="B"):
    """Return B, or an Order Status, with an Order of one item whose offer has a name."""
    found = windowed("P1D")
    found["orderedItem"][0]["acceptedOffer"]["name"] = name
    if call == "B":
        return put("B", answer=found)
    return hars.entry("GET", f"{BASE}/orders/{UUID}", 200, {**DOCUMENTS["order"], **found})


def not_permitted(description):
    return with_answer(cancel(400), {**REFUSAL, "@type": "CancellationNotPermittedError", "description": description})


def with_answer(one, answer):
    one["response"]["content"]["text"] = json.dumps(answer)
    return one


def propose(version="1", status="AwaitingSellerConfirmation"):
    return put("P", answer={"orderProposalVersion": version, "orderProposalStatus": IO + status})


def take_up(version="1", status=None):
    return put("B", sent={"orderProposalVersion": version}, status=status)


def blamed(tmp_path, check, entries):
    return check in audited(hars.written(tmp_path / "x.har", entries)).broken()


NO_PARTY = {"broker": None, "customer": None, "brokerRole": f"{IO}AgentBroker"}
NAMELESS = {"broker": {"@type": "Organization", "url": "https://b.example"}, "brokerRole": f"{IO}ResellerBroker"}
UNREACHABLE = {"customer": {"@type": "Person", "givenName": "A"}, "brokerRole": f"{IO}AgentBroker"}
REFERRED = {"customer": {"@type": "Person", "@id": "https://b.example/people/1"}, "brokerRole": f"{IO}AgentBroker"}
DUE = {"@type": "PriceSpecification", "price": 12, "priceCurrency": "GBP"}
REQUIRED, UNAVAILABLE, OPTIONAL = (
    {"totalPaymentDue": {**DUE, "openBookingPrepayment": IO + kind}} for kind in ("Required", "Unavailable", "Optional")
)
OVER = {"startDate": "2026-02-27T10:00:00Z", "endDate": "2026-02-27T11:00:00Z"}
NOON = "Mon, 02 Mar 2026 12:00:00 GMT"
TODAY = {"startDate": "2026-03-02T08:00:00Z", "endDate": "2026-03-02T09:00:00Z"}
LATER = {"startDate": "2026-03-04T12:30:00Z", "endDate": "2026-03-04T13:30:00Z"}
INSUFFICIENT, FULL = "OpportunityHasInsufficientCapacityError", "OpportunityIsFullError"
LEASED = {"lease": {"@type": "Lease", "leaseExpires": "2026-03-02T10:00:00Z"}}
ASKED = items("order-quote", attendeeDetailsRequired=["https://schema.org/givenName"])
UNASKED = items("order-quote-c2", attendeeDetailsRequired=None, orderItemIntakeForm=None)
UNTOLD = items("c2-request", attendee=None)
UNTOLD_AT_B = items("b-request", attendee=None)
TOLD_AT_B = items("b-request", attendee=CUSTOMER, orderItemIntakeFormResponse=[{"@type": "PropertyValue"}])
BOOKED = items("b-request", orderItemStatus=f"{IO}OrderItemConfirmed")
FAULTY = items("order-quote", attendeeDetailsRequired=["https://schema.org/email"], error=[REFUSAL])

LATE_B = at(1, put("B", answer=windowed("P3D")), Date=NOON)
EARLY_B = at(1, put("B", answer=windowed("P1D")), Date=NOON)


@pytest.mark.parametrize(
    ("check", "entries", "wrong"),
    [
        (NOTHING_TO_DELETE, [delete(status=404)], True),
        (NOTHING_TO_DELETE, [delete(status=410)], True),
        (NOTHING_TO_DELETE, [delete()], False),
        (NOTHING_TO_DELETE, [delete(status=403)], False),
        (NOTHING_TO_DELETE, [delete(status=404, uuid="latest")], False),
        (NOTHING_TO_DELETE, [delete(status=404, kind="UnknownOrIncorrectEndpointError")], False),
        (INCOMPLETE, [put("C1", sent=NO_PARTY)], True),
        (INCOMPLETE, [put("B", sent=NAMELESS)], True),
        (INCOMPLETE, [put("C2", sent=UNREACHABLE)], True),
        (INCOMPLETE, [put("C2", sent=UNREACHABLE, status=400)], False),
        (INCOMPLETE, [put("C2", sent=REFERRED)], False),
        (INCOMPLETE, [put("C2", sent={**NO_PARTY, "brokerRole": None})], False),
        (INCOMPLETE, [put("B", sent={**NO_PARTY, "orderProposalVersion": "x"})], False),
        (INCOMPLETE, [at(1, put("B")), at(2, put("B", sent=UNREACHABLE))], False),
        (OFFERED, [at(1, quoted(**OVER))], False),
        (OFFERED, [at(1, quoted(**OVER), Date=NOON)], True),
        (OFFERED, [at(1, quoted(**TODAY), Date=NOON)], False),
        (OFFERED, [at(1, quoted(**TODAY, eventStatus="https://schema.org/EventPostponed"))], True),
        (OFFERED, [at(1, quoted(**TODAY, eventStatus="https://schema.org/EventScheduled"))], False),
        (OFFERED, [at(1, on_sale("P2D", **LATER), Date=NOON)], True),
        (OFFERED, [at(1, on_sale("P2D", **LATER))], False),
        (OFFERED, [at(1, on_sale("P3D", **LATER), Date=NOON)], False),
        (OFFERED, [at(1, on_sale("P2DT28M", **LATER), Date=NOON)], False),
        (OFFERED, [at(1, on_sale("P1M", **LATER), Date=NOON)], False),
        (BOOKED_OFF, [at(1, called_off("C2")), at(2, called_off("B"))], True),
        (BOOKED_OFF, [at(1, called_off("B"))], False),
        (BOOKED_OFF, [at(1, put("C2")), at(2, called_off("B"))], False),
        (BOOKED_OFF, [at(2, called_off("C2")), at(1, called_off("B"))], False),
        (BOOKED_OFF, [at(0, put("B")), at(1, called_off("C2")), at(2, called_off("B"))], False),
        (SPACES, [counted(1, [FULL, INSUFFICIENT])], True),
        (SPACES, [counted(0, [FULL, FULL, FULL])], False),
        (SPACES, [both_errors()], False),
        (SPACES, [counted(1, [INSUFFICIENT, INSUFFICIENT])], False),
        (SPACES, [counted(1, [INSUFFICIENT, INSUFFICIENT, INSUFFICIENT])], True),
        (SPACES, [counted(1, ["OpportunityCapacityIsReservedByLeaseError"] * 3)], False),
        (SPACES, [counted(1, ["OpportunityOfferPairNotBookableError"] * 3)], False),
        (NO_MORE, [counted(2, [], status=200)], True),
        (NO_MORE, [counted(3, [], status=200)], False),
        (NO_MORE, [counted(0, [FULL, FULL])], True),
        (NO_MORE, [counted(0, [FULL, FULL, FULL])], False),
        (NO_MORE, [at(1, put("B")), at(2, counted(2, [], status=200))], False),
        (LEASE, [at(1, put("C1", answer=LEASED), Date="Mon, 02 Mar 2026 10:01:00 GMT")], True),
        (LEASE, [at(1, put("C1", answer=LEASED), Date="Mon, 02 Mar 2026 09:59:00 GMT")], False),
        (LEASE, [at(1, put("C1", answer=LEASED))], False),
        (PAYMENT, [put("B", answer=REQUIRED, sent={"payment": None})], True),
        (PAYMENT, [put("B", answer=REQUIRED)], False),
        (PAYMENT, [put("B", answer=UNAVAILABLE)], True),
        (PAYMENT, [put("B", answer=OPTIONAL, sent={"payment": None})], False),
        (PAYMENT, [put("B", answer=REQUIRED, sent={"payment": None}, status=400)], False),
        (PAYMENT, [put("B", answer=REQUIRED, sent={"payment": None, "orderProposalVersion": "x"})], False),
        (LEFT_OUT, [put("C2", answer=ASKED, sent=UNTOLD)], True),
        (LEFT_OUT, [put("C2", answer=UNASKED, sent=UNTOLD)], False),
        (LEFT_OUT, [at(1, put("C1", answer=ASKED)), at(2, put("B", sent=UNTOLD_AT_B))], False),
        (LEFT_OUT, [at(1, put("C1", answer=ASKED)), at(2, put("B", answer=BOOKED, sent=UNTOLD_AT_B))], True),
        (LEFT_OUT, [at(1, put("C1", answer=ASKED)), at(2, put("B", answer=BOOKED, sent=TOLD_AT_B))], False),
        (LEFT_OUT, [put("C2", answer=FAULTY, sent=UNTOLD)], False),
        (LEFT_OUT, [at(1, put("C1", answer=ASKED)), at(2, put("B", sent=UNTOLD_AT_B, status=409))], False),
        (REJECTED, [at(1, put("P")), at(2, update()), at(3, put("B"))], True),
        (REJECTED, [at(1, put("P")), at(2, update()), at(3, put("B", status=500))], False),
        (REJECTED, [at(1, put("P")), at(2, update(code=400)), at(3, put("B"))], False),
        (REJECTED, [at(1, put("P")), at(2, update()), at(3, put("P")), at(4, put("B"))], False),
        (REJECTED, [at(3, put("P")), at(3, update()), at(3, put("B"))], False),
        (REJECTED, [at(1, put("P")), at(2, proposal("SellerRejected")), at(3, take_up())], True),
        (REJECTED, [at(1, put("P")), at(2, proposal("CustomerRejected", call="orders-rpde")), at(3, take_up())], True),
        (REJECTED, [at(1, put("P")), at(2, proposal("SellerAccepted")), at(3, take_up())], False),
        (REJECTED, [at(1, proposal("SellerRejected")), at(2, put("P")), at(3, take_up())], False),
        (REJECTED, [at(1, put("P")), at(2, proposal("SellerRejected")), at(3, take_up(status=500))], False),
        (OUTDATED, [at(1, propose()), at(2, proposal()), at(3, take_up())], True),
        (OUTDATED, [at(1, propose()), at(2, proposal()), at(3, take_up("2"))], False),
        (OUTDATED, [at(1, propose()), at(2, proposal(version="1")), at(3, take_up())], False),
        (OUTDATED, [at(1, propose()), at(2, proposal()), at(3, take_up(status=500))], False),
        (OUTDATED, [at(2, propose()), at(1, proposal()), at(3, take_up())], False),
        (OUTDATED, [at(1, propose(status="SellerAccepted")), at(2, proposal()), at(3, take_up())], False),
        (OUTDATED, [at(1, propose()), at(2, take_up()), at(3, proposal()), at(4, take_up())], False),
        (TOO_LATE, [LATE_B, at(2, cancel()), at(3, look("CustomerCancelled"))], True),
        (TOO_LATE, [LATE_B, at(3, look("CustomerCancelled"))], False),
        (TOO_LATE, [LATE_B, at(2, cancel(400)), at(3, look("CustomerCancelled"))], False),
        (TOO_LATE, [LATE_B, at(2, cancel()), at(3, look("SellerCancelled"))], False),
        (TOO_LATE, [LATE_B, at(2, cancel()), at(3, look("CustomerCancelled", start="2026-03-09T12:30:00Z"))], False),
        (TOO_LATE, [at(1, put("B", answer=windowed("P3D"))), at(2, cancel()), at(3, look("CustomerCancelled"))], False),
        (TOO_LATE, [EARLY_B, at(2, cancel()), at(3, look("CustomerCancelled", "P1D"))], False),
        (REASON, [not_permitted(" ")], True),
        (REASON, [not_permitted("It is too late.")], False),
        (REASON, [cancel(400)], False),
        (KEPT, [at(1, named("Adults")), at(2, named("Children", "order-status"))], True),
        (KEPT, [at(1, named("Adults")), at(2, named("Adults", "order-status"))], False),
        (KEPT, [at(2, named("Adults")), at(1, named("Children", "order-status"))], False),
        (REPEAT, [at(1, cancel()), at(2, cancel(400))], True),
        (REPEAT, [at(1, cancel()), at(2, cancel())], False),
        (REPEAT, [at(1, cancel()), at(2, cancel(401))], False),
        (REPEAT, [at(1, cancel()), at(2, cancel(400, orderNumber="1"))], False),
        (REPEAT, [at(1, cancel()), at(2, cancel(404))], False),
        (REPEAT, [at(1, cancel()), at(2, cancel(410))], False),
        (REPEAT, [at(1, cancel(400)), at(2, cancel(400))], False),
        (REPEAT, [at(1, cancel()), at(2, delete("orders")), at(3, cancel(404))], False),
        (REUSED, [at(1, feed()), at(2, put("C1"))], True),
        (REUSED, [at(1, feed()), at(2, put("B", status=500))], False),
        (REUSED, [at(1, feed("updated")), at(2, put("C1"))], False),
        (REUSED, [at(2, feed()), at(1, put("C1"))], False),
    ],
)  # fmt: skip
def test_what_the_messages_show(tmp_path, check, entries, wrong):
    assert check in all_checks()
    assert blamed(tmp_path, check, json.loads(json.dumps(entries))) is wrong
