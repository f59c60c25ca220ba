"""What a feed has shown is found by any of its names, in its last state, with what is above it."""

import json

from booking_conformance.scenario.feeds.items import Known, KnownItems, Room, names, page_items, shown_again
from booking_conformance.scenario.supply.parents import Parents, has_data
from tests.support.makings import an_exchange


def item(identifier, **data):
    return {"id": identifier, "state": "updated", "kind": "Order", "data": data}


def test_the_last_state_is_kept_under_every_name():
    known = KnownItems(Room())
    for number in (1, 2):
        one = item("7", **{"@type": "Order", "@id": "https://x/orders/A", "n": number})
        known.add(Known(one, f"x{number}", "https://x/feed", float(number)))
    for name in ("7", "https://x/orders/A", "order/a", "order/7"):
        assert known.get(name).item["data"]["n"] == 2
    assert known.get("8") is None
    assert len(known.items()) == 1


def series(number, *sessions, state="updated"):
    parts = [{"@type": "ScheduledSession", "@id": each, "remainingAttendeeCapacity": number} for each in sessions]
    data = {"data": {"@type": "SessionSeries", "@id": "https://x/series", "subEvent": parts}}
    one = {"id": 1, "kind": "SessionSeries", "state": state, "modified": number, **(data if state == "updated" else {})}
    page = json.dumps({"items": [one]})
    return page_items(an_exchange(call="open-feed", status=200, body=page))


def test_what_stands_in_an_item_is_known_by_itself_until_it_stands_there_no_more():
    known = KnownItems(Room())

    def read(items):
        for each in items:
            known.add(Known(each, "x1", "https://x/feed", 1.0))
        return [known.get(name).item["state"] for name in ("https://x/1", "https://x/2")]

    assert read(series(1, "https://x/1", "https://x/2")) == ["updated", "updated"]
    assert known.get("https://x/1").item["data"]["superEvent"] == "https://x/series"
    assert read(series(2, "https://x/1")) == ["updated", "deleted"]
    assert known.get("https://x/1").item["data"]["remainingAttendeeCapacity"] == 2
    assert read(series(3, state="deleted")) == ["deleted", "deleted"]


def test_an_orders_feed_is_read_as_it_is():
    page = json.dumps({"items": [item("7", event=[{"@id": "https://x/1", "name": "x"}])]})
    assert len(page_items(an_exchange(call="orders-feed", status=200, body=page))) == 1


def test_an_orders_feed_may_write_the_id_of_items_as_json_ld():
    page = json.dumps({"items": [{"@id": "7", "kind": "Order", "state": "deleted"}]})
    read, as_open = (page_items(an_exchange(call=call, body=page)) for call in ("orders-feed", "open-feed"))
    assert (read[0]["id"], "id" in as_open[0]) == ("7", False)


def test_a_deleted_item_has_a_name_without_data():
    assert names({"id": 7, "kind": "Order", "state": "deleted"}) == {"order/7"}
    assert not has_data({"state": "deleted"})


def test_without_feeds_above_an_opportunity_stands_alone():
    found = Parents({}).join("ScheduledSession", {"@id": "s", "superEvent": "nowhere"})
    assert not found.whole


def test_feeds_that_are_larger_than_their_room_go_on_showing_what_is_known_and_what_is_awaited():
    room = Room(most=1_000)
    first, second = KnownItems(room), KnownItems(room)

    def add(known, name, number, awaited=()):
        known.add(Known(item(name, n=number), "x1", "https://x/feed", 1.0, size=600), awaited)

    for known, name in ((first, "a"), (first, "b"), (second, "c"), (second, "d")):
        add(known, name, 1, awaited={"d"})
    add(first, "a", 2)
    assert first.get("a").item["data"]["n"] == 2
    assert first.get("b") is not None
    assert second.get("c") is None
    assert second.get("d") is not None


def test_a_page_that_is_read_anew_shows_what_no_longer_stands_in_its_parent_as_deleted():
    gone = {"id": "https://x.example/s/1", "state": "deleted", "within": "9"}
    parent, other = {"id": 9, "state": "updated"}, {"id": 8, "state": "updated"}
    assert shown_again(gone, [other, parent]) == gone
    assert shown_again(gone, [other]) is None
    there = {**gone, "state": "updated"}
    assert shown_again(gone, [parent, there]) == there
    assert shown_again(there, [parent]) is None


def test_each_later_state_of_a_parent_says_again_what_no_longer_stands_in_it():
    known = KnownItems(Room())
    parent = {"id": "9", "state": "updated", "kind": "SessionSeries"}
    part = {"id": "https://x.example/s/1", "state": "updated", "kind": "ScheduledSession", "within": "9"}
    for requested, items in enumerate([[parent, part], [parent], [parent]]):
        for item in items:
            known.add(Known(item, f"x{requested}", "u", requested))
    last = known.get("https://x.example/s/1")
    assert (last.item["state"], last.requested) == ("deleted", 2)
