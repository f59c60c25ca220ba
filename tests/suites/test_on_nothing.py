"""A check does not pass where the target showed nothing of what the check is about."""

import json

import pytest

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.registry import all_checks
from booking_conformance.check.verify import NotApplicable, NotTestable
from booking_conformance.recording import Conversation, History, NotReached, Observation, Reading
from booking_conformance.results import Verdict
from tests.support.makings import an_exchange

BASE = "https://example.com/api"
SESSION = "https://example.com/api/sessions/1"


def said(step, status=200, call="B", seconds=0, **body):
    return an_exchange(
        identifier=step, call=call, step=step, status=status, seconds=seconds, body=json.dumps(body) if body else ""
    )


def seen(name, value, *, came=True):
    return Observation(name, "orders-feed", name, seen=came, value=value, exchanges=("page",))


def without_verdict(check_id, *exchanges, observations=(), facts=None, values=None):
    """Judge a conversation; return what kept the check from passing or failing."""
    conversation = Conversation("x", "x", values or {}, exchanges, tuple(observations), facts or {})
    with pytest.raises((NotApplicable, NotTestable, NotReached)) as raised:
        all_checks()[check_id].function(Reading(conversation, exchanges))
    return str(raised.value)


def judge_one(check_id, exchange, *before):
    history = History(BASE)
    for earlier in before:
        history.add(earlier)
    all_checks()[check_id].function(exchange, history)


def quote(**parts):
    return said("C1", call="C1", **{"@type": "OrderQuote", "orderedItem": [{"@type": "OrderItem"}], **parts})


@pytest.mark.parametrize("check_id", ["order-cancellation.atomic", "order-cancellation.refused-changes-nothing"])
def test_a_refusal_that_no_feed_could_show_to_change_nothing(check_id):
    refused = said("cancel both", 400, "cancellation", **{"@type": "OpenBookingError"})
    facts = {
        "sentinel": {"orders": False, "open": True, "stop": None},
        "capacity": None,
        "opportunities": {SESSION: {"type": "ScheduledSession"}},
    }
    names = ("feed after refusal", "feed after refusals", "capacity after refusal", "capacity after refusals")
    observations = [seen(name, None, came=False) for name in names]
    if check_id.endswith("nothing"):
        refused = an_exchange(call="cancellation", step="other type", status=400)
        object.__setattr__(refused, "intent", "improper")
    assert "No later change" in without_verdict(check_id, refused, observations=observations, facts=facts)


@pytest.mark.parametrize(
    ("check_id", "part"),
    [
        ("messages.offer-override-without-offer-terms", {"orderedItem": [{"acceptedOffer": {"@type": "Offer"}}]}),
        ("messages.person-seller-without-given-name", {"seller": {"@type": "Organization", "name": "Acme"}}),
        ("messages.omits-payment-method", {"seller": {"@type": "Organization"}}),
    ],
)
def test_an_answer_without_that_in_which_a_property_would_stand(check_id, part):
    with pytest.raises(NotApplicable):
        judge_one(check_id, quote(**part))


def test_an_order_status_that_returns_nothing_even_after_b():
    booked = said("B", **{"@type": "Order"})
    gone = said("status after B", 404, "order-status", **{"@type": "UnknownOrderError"})
    assert "did not succeed" in without_verdict("order-status.uuid-one-kind-at-a-time", booked, gone)


@pytest.mark.parametrize(
    ("item", "verdict"),
    [
        ({"accessCode": [{"@type": "PropertyValue", "description": "1234"}]}, Verdict.PASS),
        ({"accessPass": [{"@type": "ImageObject", "url": "https://x.example/1"}]}, Verdict.PASS),
        ({"accessCode": [{"@type": "PropertyValue"}], "accessPass": [{}]}, Verdict.FAIL),
        ({"accessCode": ["1234", None]}, Verdict.FAIL),
    ],
)
def test_access_data_that_say_nothing(item, verdict):
    order = said("B", **{"@type": "Order", "orderedItem": [item]})
    facts = {"opportunities": {SESSION: {"created": True}}}
    talk = Conversation("access-at-a-location[Slot]", "access-at-a-location", {}, (order,), (), facts)
    check = all_checks()["access-data.way-in-for-each-item"]
    assert judge_conversation(check, talk, check.id).verdict is verdict


def test_a_first_page_which_no_position_was_asked_for():
    page = said("page 1", call="open-feed", items=[{"id": "1", "modified": 1, "state": "deleted"}], next=f"{BASE}?a=1")
    with pytest.raises(NotApplicable):
        judge_one("rpde.after-position", page)


def test_broken_messages_that_all_crash():
    exchanges = [said("plain", **{"@type": "Order"}), said("broken 1", 500)]
    facts = {"messages": {"broken 1": {"row": "wrong-type"}}}
    assert "unexplained 5xx" in without_verdict("generated-payloads.broken-refused", *exchanges, facts=facts)


def test_a_second_change_that_did_not_come_in_the_feed():
    item = {"state": "updated", "modified": 1, "data": {"@id": "x", "orderedItem": []}}
    names = ("changed first change in feed", "changed second change in feed")
    observations = [seen(names[0], item), seen(names[1], {**item, "modified": 0}, came=False)]
    change = said("changed second change", 204, "cancellation")
    facts = {"orders": {"changed": "u"}, "whole read": {"step": "whole", "complete": True, "broken": None}}
    page = said("whole", call="orders-feed", items=[])
    told = without_verdict("orders-feed.modified-grows", change, page, observations=observations, facts=facts)
    assert "never showed" in told


@pytest.mark.parametrize(
    "passes",
    [
        [{"@type": "ImageObject", "url": "https://example.com/1.png"}],
        [{"@type": "Barcode", "text": "1"}],
        [{"@type": "PropertyValue", "name": "PIN"}],
    ],
)
def test_access_passes_without_the_image_of_a_barcode(passes):
    order = said("B", **{"@type": "Order", "orderedItem": [{"accessPass": passes}]})
    assert "Barcode" in without_verdict("access-data.image-is-no-fallback", order)


@pytest.mark.parametrize("status", [400, 403, 500, 302])
def test_a_deleted_order_of_which_order_status_does_not_say_that_it_is_gone(status):
    deletion = said("delete", 204, "order-deletion")
    with pytest.raises(NotApplicable):
        judge_one("order-deletion.stays-deleted", said("status", status, "order-status", seconds=60), deletion)


@pytest.mark.parametrize("status", [200, 204, 302, 500, 503])
def test_a_foreign_order_that_is_neither_returned_nor_refused(status):
    exchanges = [
        said("B", **{"@type": "Order"}),
        said("status before", 200, "order-status", **{"@type": "Order"}),
        said("foreign status", status, "order-status"),
    ]
    assert without_verdict("access-control.foreign-order-not-readable", *exchanges)


def test_opportunities_of_which_nothing_recommended_is_published():
    item = {"orderedItem": {"@type": "ScheduledSession", "@id": SESSION}, "acceptedOffer": {"@id": "o"}}
    known = {"type": "ScheduledSession", "data": {"@type": "ScheduledSession", "@id": SESSION}, "parent": {}}
    told = without_verdict(
        "quotes.opportunities-have-recommended", quote(orderedItem=[item]), facts={"opportunities": {SESSION: known}}
    )
    assert "recommended" in told


def test_answers_in_which_no_reference_has_a_position():
    facts = {"messages": {"strange 1": {"kind": "references"}}}
    total = {"totalPaymentDue": {"price": 5}}
    exchanges = [said("plain", call="C1", **total), said("strange 1", call="C1", **total)]
    assert without_verdict("generated-payloads.references-equivalent", *exchanges, facts=facts)


@pytest.mark.parametrize("check_id", ["undeclared-feature.access-code", "undeclared-feature.oidc"])
def test_a_run_in_which_an_undeclared_feature_could_not_have_shown(check_id):
    feature = check_id.partition(".")[2]
    page = said("page", call="open-feed", items=[{"id": "1", "data": {"@type": "ScheduledSession"}}])
    assert "could show" in without_verdict(check_id, page, facts={"denied": [feature]})


def test_terms_that_neither_quote_nor_feed_shows_are_nobodys_fault():
    quote = said("C1", call="C1", seller={"@type": "Organization"})
    reason = without_verdict("terms.seller-terms-quoted", quote, facts={"terms published": False})
    assert "Neither the quote nor the open feed has terms" in reason
