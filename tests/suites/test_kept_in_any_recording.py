"""What an Order or proposal kept, needed or lacked, as the messages about it show in a recording of any Broker."""

import json

import pytest

from booking_conformance.check.registry import all_checks
from tests.suites.test_in_any_recording import at, blamed, cancel, feed, items, put, update
from tests.support import hars
from tests.support.documents import BASE, CUSTOMER, DOCUMENTS, UUID

IO = "https://openactive.io/"
OFFERS, ACCESS = "order-states.keeps-its-offers", "orders-feed.keeps-access-data"
UNPROPOSED, PROPOSED = "p.never-booked-unproposed", "p.order-keeps-what-was-proposed"
ANNOUNCED, TYPES = "details-capture.missing-were-announced", "errors.unexpected-type-never-succeeds"
BOOKED = "order-proposal-update.never-of-an-order"
VERSION = f"{BASE}/order-proposals/{UUID}/versions/5c1f6a3e-6a1d-4f0e-9d6c-0d1f6f2b7a10"
CODE = [{"@type": "PropertyValue", "name": "PIN", "description": "1234"}]
OFFER, OPPORTUNITY = (DOCUMENTS["order"]["orderedItem"][0][name] for name in ("acceptedOffer", "orderedItem"))
CONFIRMED = {"orderItemStatus": f"{IO}OrderItemConfirmed"}


def priced(price, of="order", **changes):
    return items(of, acceptedOffer={**OFFER, "price": price}, orderedItem={**OPPORTUNITY, "@id": "x"}, **changes)


def shown(price, **changes):
    answer = {**DOCUMENTS["order-status"], **priced(price, **changes)}
    return hars.entry("GET", f"{BASE}/orders/{UUID}", 200, answer)


def fed(**changes):
    page = json.loads(json.dumps(feed("updated")))
    content = json.loads(page["response"]["content"]["text"])
    for item in content["items"]:
        item["data"] = {**item["data"], "identifier": UUID, **items("order", accessCode=None, **changes)}
    page["response"]["content"]["text"] = json.dumps(content)
    return page


def proposed(sent=None, version=VERSION, **answer):
    return at(
        1, put("P", sent=sent, answer={"orderProposalVersion": version, **priced(12, "order-proposal", **answer)})
    )


def taken_up(**answer):
    sent = {"orderProposalVersion": VERSION, "orderedItem": None, "customer": None}
    return at(2, put("B", sent=sent, answer=priced(answer.pop("price", 12), **answer)))


def quoted(minute, **changes):
    return at(minute, put("C1", answer=items("order-quote", **changes)))


def refused(*errors, **changes):
    answer = items("order-quote-c2", error=[{"@context": IO, "@type": kind} for kind in errors], **changes)
    return at(5, {**put("C2", answer=answer), **_with_status(put("C2", answer=answer), 409)})


def _with_status(one, status):
    return {"response": {**one["response"], "status": status}}


FREE = {"attendeeDetailsRequired": None, "orderItemIntakeForm": None}
ATTENDING = items("p-request", attendee=CUSTOMER)
APPROVED = {"orderRequiresApproval": True}
OF_ANOTHER = items("c2-request", orderedItem="x")
LACKS = "IncompleteAttendeeDetailsError"


@pytest.mark.parametrize(
    ("check", "entries", "wrong"),
    [
        (OFFERS, [at(1, put("B", answer=priced(12))), at(2, shown(13))], True),
        (OFFERS, [at(1, put("B", answer=priced(12))), at(2, shown(11))], True),
        (OFFERS, [at(1, put("B", answer=priced(12))), at(2, shown("12.00"))], False),
        (OFFERS, [at(1, put("B", answer=priced(12))), at(1, shown(13))], False),
        (OFFERS, [at(1, put("B")), at(2, shown(13))], False),
        (ACCESS, [at(1, put("B", answer=items("order", accessCode=CODE))), at(2, fed())], True),
        (ACCESS, [at(1, put("B", answer=items("order", accessCode=None))), at(2, fed())], False),
        (ACCESS, [at(1, put("B", answer=items("order", accessCode=CODE))), at(2, fed(orderedItem=f"{BASE}/x"))], False),
        (ACCESS, [at(1, put("B", answer=items("order", accessCode=CODE))),
                  at(2, fed(orderItemStatus=f"{IO}SellerCancelled"))], False),
        (UNPROPOSED, [at(1, put("C2", answer=APPROVED)), at(2, put("B"))], True),
        (UNPROPOSED, [at(1, put("C2", answer={"orderRequiresApproval": False})), at(2, put("B"))], False),
        (UNPROPOSED, [at(1, put("C2", answer=APPROVED)), at(2, put("B", status=500))], False),
        (UNPROPOSED, [at(1, put("C2", answer=APPROVED)), at(2, put("P")), at(3, put("B"))], False),
        (UNPROPOSED, [at(1, put("C2", answer=APPROVED)), at(2, put("B", sent={"orderProposalVersion": "x"}))], False),
        (UNPROPOSED, [at(1, put("C2", answer=APPROVED, sent=OF_ANOTHER)), at(2, put("B"))], False),
        (PROPOSED, [proposed(), taken_up(price=13)], True),
        (PROPOSED, [proposed(), taken_up()], False),
        (PROPOSED, [proposed(version="x"), taken_up(price=13)], False),
        (PROPOSED, [proposed(ATTENDING), taken_up(attendee=None)], True),
        (PROPOSED, [proposed(ATTENDING), taken_up(attendee=CUSTOMER)], False),
        (ANNOUNCED, [quoted(1, **FREE), refused(LACKS, **FREE)], True),
        (ANNOUNCED, [quoted(1, **FREE), refused("IncompleteIntakeFormError", **FREE)], True),
        (ANNOUNCED, [quoted(1, **FREE), refused(LACKS, attendeeDetailsRequired=["https://schema.org/email"])], False),
        (ANNOUNCED, [quoted(1, **FREE | {"attendeeDetailsRequired": ["x"]}), refused(LACKS, **FREE)], False),
        (ANNOUNCED, [quoted(6, **FREE), refused(LACKS, **FREE)], False),
        (ANNOUNCED, [refused(LACKS, **FREE)], False),
        (TYPES, [put("C1", sent={"@type": "Order"})], True),
        (TYPES, [at(1, cancel(**{"@type": "OrderQuote"}))], True),
        (TYPES, [put("C1", sent={"@type": "Order"}, status=500)], False),
        (TYPES, [put("C2", sent={"@type": f"{IO}OrderQuote"})], False),
        (BOOKED, [at(1, put("B")), at(2, update())], True),
        (BOOKED, [at(1, put("B")), at(2, update(code=404))], False),
        (BOOKED, [at(2, put("B")), at(1, update())], False),
    ],
)  # fmt: skip
def test_what_the_messages_show(tmp_path, check, entries, wrong):
    assert check in all_checks()
    assert blamed(tmp_path, check, json.loads(json.dumps(entries))) is wrong
