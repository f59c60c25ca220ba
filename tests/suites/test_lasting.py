"""What lasts in an Order is told from a recording by what surely came before, and by nothing else."""

import copy

import pytest

from tests.support import hars
from tests.support.auditing import audited
from tests.support.documents import BASE, DOCUMENTS, UUID

URL, FEED = f"{BASE}/orders/{UUID}", f"{BASE}/orders-rpde"
CANCELLED, CONFIRMED = "CustomerCancelled", "OrderItemConfirmed"
FOR_GOOD, ITEMS = "order-states.cancelled-stays-cancelled", "order-states.keeps-its-items"
REPEAT = "b.repeat-returns-the-order"
COSTS, PARTIES, TOTAL = "order-states.costs-no-more", "order-states.keeps-its-parties", "money.total-as-requested"
OTHER = UUID.replace("3b0f6a3e", "4c1f6a3e")


def at(minute, one):
    return {**one, "startedDateTime": f"2026-03-02T10:{minute:02}:00Z", "time": 5}


def order(status=CONFIRMED, kind="order", **changes):
    found = {**copy.deepcopy(DOCUMENTS[kind]), **changes}
    for item in found["orderedItem"]:
        item["orderItemStatus"] = f"https://openactive.io/{status}"
    return found


def shown_renamed():
    return shown(renamed(order(kind="order-status")))


def booked(answer=None, sent=None, status=201):
    return hars.entry("PUT", URL, status, answer or order(), sent or DOCUMENTS["b-request"])


def shown(answer=None):
    return hars.entry("GET", URL, 200, answer or order(kind="order-status"))


def patched(uuid=UUID):
    item = {"@type": "OrderItem", "@id": DOCUMENTS["order"]["orderedItem"][0]["@id"].replace(UUID, uuid)}
    sent = {"@type": "Order", "orderedItem": [{**item, "orderItemStatus": f"https://openactive.io/{CANCELLED}"}]}
    return hars.entry("PATCH", URL.replace(UUID, uuid), 204, None, sent)


def deleted():
    return hars.entry("DELETE", URL, 204)


def page(*rows):
    items = []
    for modified, status, uuid in rows:
        item = copy.deepcopy(DOCUMENTS["orders-feed-page"]["items"][0])
        item["data"] = {**order(status), "identifier": uuid}
        item["data"]["orderedItem"][0]["@id"] = item["data"]["orderedItem"][0]["@id"].replace(UUID, uuid)
        items.append({**item, "modified": modified, "id": uuid})
    return hars.entry("GET", FEED, 200, {"next": f"{FEED}?afterChangeNumber=9", "items": items})


def renamed(document):
    found = copy.deepcopy(document)
    found["orderedItem"][0]["@id"] += "-2"
    return found


def dearer(document, by=1):
    found = copy.deepcopy(document)
    found["totalPaymentDue"]["price"] = float(found["totalPaymentDue"]["price"]) + by
    return found


def blamed(tmp_path, check, entries):
    return check in audited(hars.written(tmp_path / "x.har", entries)).broken()


def other_booked():
    return hars.entry("PUT", URL.replace(UUID, OTHER), 201, DOCUMENTS["order"], DOCUMENTS["b-request"])


@pytest.mark.parametrize(
    ("entries", "wrong"),
    [
        ([at(1, patched()), at(2, shown())], True),
        ([at(1, patched()), at(2, shown(order(CANCELLED)))], False),
        ([at(1, patched()), at(2, shown(order("AttendeeAttended")))], False),
        ([at(1, shown(order("SellerCancelled"))), at(2, shown())], True),
        ([at(1, patched()), at(1, shown())], False),
        ([at(2, patched()), at(1, shown())], False),
        ([at(1, patched()), at(2, deleted()), at(3, booked()), at(4, shown())], False),
        ([patched(), shown()], False),
    ],
)
def test_a_cancellation_lasts_in_order_status(tmp_path, entries, wrong):
    assert blamed(tmp_path, FOR_GOOD, entries) is wrong


@pytest.mark.parametrize(
    ("entries", "wrong"),
    [
        # The feed may be late.
        ([at(1, patched()), at(2, page((5, CONFIRMED, UUID)))], False),
        # Once it has shown the cancellation, only an older version of the Order is without it.
        ([at(1, page((5, CANCELLED, UUID))), at(2, page((6, CONFIRMED, UUID)))], True),
        ([at(1, page((5, CANCELLED, UUID))), at(2, page((5, CONFIRMED, UUID)))], True),
        ([at(1, page((5, CANCELLED, UUID))), at(2, page((4, CONFIRMED, UUID)))], False),
    ],
)
def test_a_cancellation_lasts_in_the_feed(tmp_path, entries, wrong):
    assert blamed(tmp_path, FOR_GOOD, entries) is wrong


@pytest.mark.parametrize(
    ("first", "second", "seen", "wrong"), [(2, 3, True, True), (3, 2, True, False), (2, 3, False, False)]
)
def test_what_was_done_later_and_is_shown_tells_that_a_feed_is_not_late(tmp_path, first, second, seen, wrong):
    begin = [at(1, other_booked())] if seen else []
    acts = sorted([at(first, patched()), at(second, patched(OTHER))], key=lambda one: one["startedDateTime"])
    read = at(5, page((5, CONFIRMED, UUID), (6, CANCELLED, OTHER)))
    assert blamed(tmp_path, FOR_GOOD, [*begin, *acts, read]) is wrong


@pytest.mark.parametrize(
    ("entries", "wrong"),
    [
        ([at(1, booked()), at(2, shown_renamed())], True),
        ([at(1, booked()), at(2, shown())], False),
        ([at(1, booked()), at(2, deleted()), at(3, shown_renamed())], False),
        (
            [at(1, booked()), at(2, deleted()), at(2, booked()), at(3, shown_renamed())],
            False,
        ),
        ([at(1, booked()), at(2, deleted()), at(3, booked()), at(4, shown_renamed())], True),
    ],
)
def test_an_order_keeps_its_items(tmp_path, entries, wrong):
    assert blamed(tmp_path, ITEMS, entries) is wrong


def asking(**changes):
    return {**copy.deepcopy(DOCUMENTS["b-request"]), **changes}


def for_another_offer():
    sent = asking()
    sent["orderedItem"][0]["acceptedOffer"] = {"@type": "Offer", "@id": f"{BASE}/another-offer"}
    return booked(sent=sent)


def for_somebody_else():
    return booked(sent=asking(customer={"@type": "Person", "email": "somebody.else@example.com"}))


@pytest.mark.parametrize(
    ("again", "wrong"),
    [
        (booked(), False),
        (booked(renamed(order())), True),
        (booked(order(seller={"@type": "Organization", "@id": f"{BASE}/another-seller"})), True),
        (for_another_offer(), True),
        (for_somebody_else(), True),
        (booked(renamed(order()), status=500), False),
    ],
)
def test_b_repeated_returns_the_order(tmp_path, again, wrong):
    assert blamed(tmp_path, REPEAT, [at(1, booked()), at(2, again)]) is wrong


@pytest.mark.parametrize(
    "between",
    [
        [at(2, deleted())],
        [{**at(3, deleted()), "time": 1}],
        [at(2, hars.entry("DELETE", URL, 503, {}))],
        [at(2, hars.entry("DELETE", URL, 0))],
        [deleted()],
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_a_b_that_a_deletion_may_have_met_may_have_made_the_order_anew(tmp_path, between, late):
    again = {**at(3, booked(renamed(order()))), "time": 900}
    entries = [at(1, booked()), again, *between] if late else [at(1, booked()), *between, again]
    assert not blamed(tmp_path, REPEAT, entries)


@pytest.mark.parametrize("file", [0, 1])
def test_an_order_that_was_deleted_afterwards_or_another_one_is_the_same_until_then(tmp_path, file):
    again, of_another = at(3, booked(renamed(order()))), hars.entry("DELETE", URL.replace(UUID, OTHER), 204)
    later = [at(2, of_another), at(4, deleted())]
    entries = [at(1, booked()), again, later[file]]
    assert blamed(tmp_path, REPEAT, sorted(entries, key=lambda one: one["startedDateTime"]))


def test_a_repeated_b_may_leave_out_what_was_cancelled(tmp_path):
    both = order()
    both["orderedItem"] = [*both["orderedItem"], *renamed(both)["orderedItem"]]
    entries = [at(1, booked(both)), at(2, patched()), at(3, booked(renamed(order())))]
    assert not blamed(tmp_path, REPEAT, entries)
    assert blamed(tmp_path, REPEAT, [entries[0], entries[2]])


@pytest.mark.parametrize(("by", "wrong"), [(1, True), (0, False), (-1, False)])
def test_an_order_costs_no_more_than_b_said(tmp_path, by, wrong):
    entries = [at(1, booked()), at(2, shown(dearer(order(kind="order-status"), by)))]
    assert blamed(tmp_path, COSTS, entries) is wrong


@pytest.mark.parametrize(("number", "wrong"), [("A-1", False), ("A-2", True), (None, False)])
def test_an_order_keeps_its_number(tmp_path, number, wrong):
    entries = [at(1, booked(order(orderNumber="A-1"))), at(2, shown(order(kind="order-status", orderNumber=number)))]
    assert blamed(tmp_path, PARTIES, entries) is wrong


@pytest.mark.parametrize(
    ("by", "status", "wrong"), [(1, CONFIRMED, True), (0.001, CONFIRMED, False), (-12, CANCELLED, False)]
)
def test_what_is_booked_costs_what_was_asked(tmp_path, by, status, wrong):
    answer = dearer(order(status), by)
    sent = copy.deepcopy(DOCUMENTS["b-request"])
    for asked, item in zip(sent["orderedItem"], answer["orderedItem"], strict=True):
        asked["orderedItem"] = {name: item["orderedItem"][name] for name in ("@type", "@id")}
        asked["position"] = item["position"] = 0
    assert blamed(tmp_path, TOTAL, [at(1, booked(answer, sent))]) is wrong
