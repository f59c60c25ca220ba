"""The simple flow, the approval flow, and what sellers do afterwards."""

import pytest

from .broker import OPENACTIVE, PERSON, Broker, eventually, uuid
from .probes import booked, pay, proposed, statuses

TYPES = ("ScheduledSession", "Slot")


@pytest.mark.parametrize("kind", TYPES)
def test_simple_flow(system: Broker, kind: str) -> None:
    order, item = uuid(), system.opportunity("BookableNonFree", kind)
    first = system.c1(order, item, item)
    assert first.status_code == 200
    assert first.json()["lease"]["leaseExpires"]
    assert "customer" not in first.json()
    second = system.c2(order, item, item)
    assert second.json()["customer"] == PERSON
    assert system.remaining(item) == 18
    booking = system.b(order, item, item)
    assert booking.status_code == 201
    document = booking.json()
    assert [line["position"] for line in document["orderedItem"]] == [0, 1]
    assert "lease" not in document
    for name in ("totalPaymentDue", "totalPaymentTax"):
        assert first.json()[name] == second.json()[name] == document[name]
    assert system.remaining(item) == 18
    assert order not in system.orders_feed()
    system.cancel(order, document["orderedItem"][1]["@id"])
    data = system.orders_feed()[order]["data"]
    assert data["totalPaymentDue"]["price"] == 14.95
    assert not {"customer", "seller", "broker", "payment", "bookingService", "orderNumber"} & data.keys()
    assert set(data["orderedItem"][0]["orderedItem"]) == {"@type", "@id"}
    assert system.remaining(item) == 19
    assert system.send("DELETE", f"orders/{order}").status_code == 204
    assert system.orders_feed()[order]["state"] == "deleted"
    assert system.remaining(item) == 20
    assert system.c2(order, item).json()["@type"] == "OrderAlreadyExistsError"


def test_net_seller_adds_the_tax(system: Broker) -> None:
    item = system.opportunity("BookableNonFreeTaxNet", seller="secondary")
    quote = system.c1(uuid(), item, item, seller="secondary").json()
    assert quote["totalPaymentTax"][0]["price"] == 5.98
    assert quote["totalPaymentDue"]["price"] == 35.88


def test_approval_flow(system: Broker) -> None:
    order, proposal = proposed(system)
    feed = "order-proposals-rpde"
    version = proposal["orderProposalVersion"]
    assert order not in system.orders_feed(feed)
    assert system.send("PUT", f"orders/{order}", pay(version)).json()["@type"] == "OrderCreationFailedError"
    assert system.act("SellerAcceptOrderProposal", "OrderProposal", proposal["@id"]).status_code == 204
    data = system.orders_feed(feed)[order]["data"]
    assert (data["orderProposalStatus"], data["orderProposalVersion"]) == (f"{OPENACTIVE}SellerAccepted", version)
    answer = system.send("PUT", f"orders/{order}", pay(version))
    assert answer.status_code == 201
    assert answer.json()["customer"] == PERSON
    assert "orderProposalVersion" not in answer.json()
    assert system.send("PUT", f"orders/{order}", pay(version)).json() == answer.json()
    assert system.orders_feed(feed)[order]["state"] == "deleted"
    assert order not in system.orders_feed()
    assert system.send("GET", f"order-proposals/{order}").status_code == 404
    assert system.send("GET", f"orders/{order}").json()["@type"] == "Order"


def test_a_rejected_proposal_gives_its_spaces_back(system: Broker) -> None:
    order, item = uuid(), system.opportunity("BookableFree", flow="Approval")
    body = system.order_body("OrderProposal", order, item)
    assert system.send("PUT", f"order-proposals/{order}", body).status_code == 201
    assert system.remaining(item) == 19
    rejection = {"@type": "OrderProposal", "orderProposalStatus": f"{OPENACTIVE}CustomerRejected"}
    for _ in range(2):
        assert system.send("PATCH", f"order-proposals/{order}", rejection).status_code == 204
    assert system.remaining(item) == 20
    assert system.orders_feed("order-proposals-rpde")[order]["state"] == "updated"


def test_a_lease_expires_and_takes_the_customer_with_it(system: Broker) -> None:
    order, item = uuid(), system.opportunity("BookableOneSpace")
    assert system.c2(order, item).status_code == 200
    assert PERSON["email"] in system.send("GET", f"order-quotes/{order}").text
    errors = system.c2(uuid(), item).json()["orderedItem"][0]["error"]
    assert errors[0]["@type"] == "OpportunityCapacityIsReservedByLeaseError"
    assert eventually(lambda: system.remaining(item) == 1, 5)
    assert system.send("GET", f"order-quotes/{order}").status_code == 404
    assert system.c2(uuid(), item).status_code == 200


def test_errors_only_on_the_items_beyond_capacity(system: Broker) -> None:
    item = system.opportunity("BookableFiveSpaces")
    assert system.c1(uuid(), *[item] * 3).status_code == 200
    quote = system.c1(uuid(), *[item] * 10)
    assert quote.status_code == 409
    kinds = [line.get("error", [{}])[0].get("@type") for line in quote.json()["orderedItem"]]
    leased, lacking = "OpportunityCapacityIsReservedByLeaseError", "OpportunityHasInsufficientCapacityError"
    assert kinds == [None] * 2 + [leased] * 3 + [lacking] * 5


def test_amending_a_quote_moves_its_lease(system: Broker) -> None:
    order, first, second = uuid(), system.opportunity(), system.opportunity()
    system.c1(order, first, first)
    system.c2(order, first, second)
    assert (system.remaining(first), system.remaining(second)) == (19, 19)


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("SellerRequestedCancellation", "SellerCancelled"),
        ("SellerRequestedCancellationWithMessage", "SellerCancelled"),
        ("AttendeeAttended", "AttendeeAttended"),
        ("AttendeeAbsent", "AttendeeAbsent"),
        ("CustomerNotice", "OrderItemConfirmed"),
        ("Replacement", "OrderItemConfirmed"),
        ("AccessPassUpdate", "OrderItemConfirmed"),
        ("AccessCodeUpdate", "OrderItemConfirmed"),
    ],
)
def test_an_action_changes_the_order_and_its_feed(system: Broker, action: str, status: str) -> None:
    order, _, document = booked(system, 2)
    assert system.act(action, "Order", document["@id"]).status_code == 204
    assert statuses(system, order) == [status] * 2
    before, after = document["orderedItem"][0], system.orders_feed()[order]["data"]["orderedItem"][0]
    changed = {
        "SellerRequestedCancellationWithMessage": "cancellationMessage",
        "CustomerNotice": "customerNotice",
        "Replacement": "orderedItem",
        "AccessPassUpdate": "accessPass",
        "AccessCodeUpdate": "accessCode",
    }
    name = changed.get(action, "orderItemStatus")
    assert after[name] != before.get(name)
    assert after["@id"] == before["@id"]


def test_online_items_have_a_channel_that_can_change(system: Broker) -> None:
    order, _, document = booked(system, 1, "OnlineBookable")
    item = document["orderedItem"][0]
    assert item["accessChannel"]["@type"] == "VirtualLocation"
    assert not {"accessPass", "accessCode"} & item.keys()
    system.act("AccessChannelUpdate", "Order", document["@id"])
    assert system.orders_feed()[order]["data"]["orderedItem"][0]["accessChannel"] != item["accessChannel"]


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("what", ["Time", "Name", "Location"])
def test_a_change_of_logistics_is_in_the_open_feeds(system: Broker, kind: str, what: str) -> None:
    item = system.opportunity(kind=kind)
    before = system.c1(uuid(), item).json()["orderedItem"][0]["orderedItem"]
    assert system.act(f"ChangeOfLogistics{what}", kind, item["orderedItem"]).status_code == 204
    after = system.c1(uuid(), item).json()["orderedItem"][0]["orderedItem"]
    parent = "facilityUse" if kind == "Slot" else "superEvent"
    name = {"Name": "name", "Location": "location"}.get(what)
    assert after[parent][name] != before[parent][name] if name else after["startDate"] != before["startDate"]


def test_cleaning_a_dataset_removes_everything_made_for_it(system: Broker) -> None:
    order, item, document = booked(system, 2)
    system.cancel(order, document["orderedItem"][0]["@id"])
    assert system.send("DELETE", "test-interface/datasets/tests", None, {}).status_code == 204
    assert system.orders_feed()[order]["state"] == "deleted"
    assert system.c1(uuid(), item).json()["orderedItem"][0]["error"][0]["@type"] == "UnknownOpportunityError"
