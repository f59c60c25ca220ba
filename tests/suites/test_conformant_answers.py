"""Answers that conform are not blamed, however they are written, and whatever may have happened meanwhile."""

import json
from contextlib import nullcontext

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.check.verify import Failed, NotTestable
from booking_conformance.recording import Conversation, Observation, Reading
from tests.support.makings import an_exchange

ITEM, SESSION = "https://example.com/items/1", "https://example.com/sessions/1"
BLAMED = pytest.raises(Failed)


def said(step, status=200, call="B", seconds=0, **body):
    return an_exchange(
        identifier=step, call=call, step=step, status=status, seconds=seconds, body=json.dumps(body) if body else ""
    )


def seen(name, **data):
    return Observation(name, "feed", name, seen=True, value={"state": "updated", "data": data}, exchanges=("page",))


def judge(check_id, *exchanges, observations=(), values=None, **facts):
    conversation = Conversation("x", "x", values or {}, exchanges, tuple(observations), facts)
    all_checks()[check_id].function(Reading(conversation, exchanges))


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (410, 404, nullcontext()),
        (404, 200, BLAMED),
        (404, 503, pytest.raises(NotTestable)),
        (500, 404, pytest.raises(NotTestable)),
    ],
)
def test_an_order_that_was_deleted_is_gone_or_unknown(first, second, outcome):
    calls = [said("delete", 204, "order-deletion"), said("delete again", 404, "order-deletion")]
    statuses = [said(f"status after {when}", status) for when, status in (("deletion", first), ("repeat", second))]
    with outcome:
        judge("order-deletion.repeat-changes-nothing", *calls, *statuses)


@pytest.mark.parametrize(
    ("status", "outcome"), [(404, nullcontext()), (204, BLAMED), (503, pytest.raises(NotTestable))]
)
def test_without_order_status_a_cancellation_tells_whether_it_is_gone(status, outcome):
    calls = [said(name, status, "order-deletion") for name, status in (("delete", 204), ("delete again", 404))]
    with outcome:
        cancelled = said("cancellation after repeat", status, "cancellation")
        judge("order-deletion.repeat-changes-nothing", *calls, cancelled)


@pytest.mark.parametrize(("seconds", "outcome"), [(10, BLAMED), (60, nullcontext())])
def test_a_lease_holds_no_longer_than_it_says(seconds, outcome):
    quotes = [said(f"{number} C2", 409, "C2") for number in range(2, 7)]
    holder = said("1 C2", call="C2", lease={"leaseExpires": "2026-01-01T00:00:30Z"})
    late = said("1 B", 409, seconds=seconds)
    opportunity = {"type": "Slot", "exclusive": True, "capacity": 5}
    with outcome:
        judge(
            "contention.leases-fit-and-hold",
            holder,
            *quotes,
            late,
            observations=[seen("capacity", remainingUses=5)],
            opportunity=SESSION,
            opportunities={SESSION: opportunity},
            sentinel={"orders": True, "open": True},
        )


@pytest.mark.parametrize(
    ("change", "name", "shown", "outcome"),
    [
        ("Time", "startDate", "2026-02-01T10:00:00+00:00", nullcontext()),
        ("Time", "startDate", "2026-02-01T11:00:00Z", BLAMED),
        ("Location", "location", {"name": "Hall 2"}, nullcontext()),
        ("Location", "location", {"name": "Hall 1"}, BLAMED),
    ],
)
def test_an_order_that_is_shown_again_may_say_less_and_write_it_otherwise(change, name, shown, outcome):
    now = {"startDate": "2026-02-01T10:00:00Z", "location": {"name": "Hall 2", "url": "https://example.com"}}
    item = {"@id": ITEM, "orderedItem": {"@id": SESSION, name: shown}}
    observations = [seen("ScheduledSession changed", **{"@id": SESSION}, **now), seen("Order", orderedItem=[item])]
    with outcome:
        judge(
            "notifications.re-emitted-order-is-current",
            said("change", 204),
            observations=observations,
            values={"change": change},
            sentinel={"orders": True, "open": True},
        )


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        ({"price": 5, "openBookingPrepayment": "https://openactive.io/Required"}, {"price": 5}, nullcontext()),
        ({"price": 0, "openBookingPrepayment": "https://openactive.io/Unavailable"}, {"price": 0}, nullcontext()),
        ({"price": 5}, {"price": 5, "openBookingPrepayment": "https://openactive.io/Optional"}, BLAMED),
    ],
)
def test_a_prepayment_that_goes_without_saying(before, after, outcome):
    booked = said("B", orderedItem=[{"@id": ITEM, "acceptedOffer": before}])
    shown = seen("feed", orderedItem=[{"@id": ITEM, "acceptedOffer": after}])
    with outcome:
        judge("notifications.replacement-costs-no-more", booked, observations=[shown])


FORM = [{"@id": "f"}]


@pytest.mark.parametrize(
    ("proposed", "shown", "outcome"),
    [
        (["a", "b"], ["b", "a"], nullcontext()),
        (["a", "b"], ["a"], BLAMED),
        (None, None, pytest.raises(NotTestable)),
    ],
)
def test_responses_to_a_form_in_another_order(proposed, shown, outcome):
    def item(fields):
        told = [{"propertyID": field, "value": field} for field in fields or ()]
        return {"@id": ITEM, "position": 1} | (
            {"orderItemIntakeForm": FORM, "orderItemIntakeFormResponse": told} if fields else {}
        )

    proposal = said("creation", call="P", orderedItem=[item(proposed)])
    with outcome:
        judge(
            "proposals-feed.carries-intake-form",
            proposal,
            observations=[seen("rejected proposal", orderedItem=[item(shown)])],
        )


@pytest.mark.parametrize(("booked", "outcome"), [(["control"], nullcontext()), (["taken"], BLAMED)])
def test_what_was_booked_of_a_basket_of_which_a_part_was_taken(booked, outcome):
    listed = [{"orderedItem": {"@id": name}} for name in booked]
    calls = [said("C2", call="C2"), said("rival B"), said("B when taken", 201, orderedItem=listed)]
    with outcome:
        judge("b.evaluates-afresh", *calls, control="control")


@pytest.mark.parametrize(("mixed", "outcome"), [(409, pytest.raises(Exception, match="mixed C1")), (200, BLAMED)])
def test_orders_that_need_approval_are_judged_before_the_mixed_one(mixed, outcome):
    right = {"orderRequiresApproval": True}
    calls = [said("C1", call="C1", **right), said("C2", call="C2", **right), said("mixed C1", mixed, call="C1")]
    with outcome:
        judge("p.requires-approval-at-quotes", *calls)
    with BLAMED:
        judge("p.requires-approval-at-quotes", said("C1", call="C1", orderRequiresApproval=False), *calls[1:])


@pytest.mark.parametrize(("sent", "outcome"), [({"orderedItem": [{"@id": ITEM}]}, nullcontext()), (None, BLAMED)])
def test_an_error_may_quote_its_request(sent, outcome):
    error = json.dumps({"@type": "NotFoundError", "description": f"There is no {ITEM} here."})
    request = json.dumps(sent) if sent else None
    attempt = an_exchange(identifier="x", step="other-seller: PATCH", status=404, body=error, sent=request)
    facts = {"own credentials": True, "canaries": {"email": "robin@example.com"}, "items": [ITEM]}
    with outcome:
        judge("access-control.other-methods-tell-sellers-nothing", said("B", 201), attempt, **facts)
