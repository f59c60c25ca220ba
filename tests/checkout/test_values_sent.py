"""A checkout that somebody runs gets the values documented for tests, unless the configuration says otherwise."""

import json

import pytest

from tests.checkout.acting import SCENARIOS, act, created, judged

REMOTE = "https://checkout.example.com/"
OFFERS = {"test-offer-adult-member", "test-offer-adult-guest", None}


def _orders(line):
    return [json.loads(message.text)["imin:initialOrder"] for message in line.messages]


def _items(line):
    return [item for order in _orders(line) for item in order["orderedItem"]]


@pytest.mark.parametrize("scenario", ["checkout-group", "checkout-single"])
def test_only_documented_values_go_to_a_checkout_elsewhere(scenario):
    _, line, supply = act(scenario, created, REMOTE)
    assert line.messages
    assert supply.taken == 0
    assert {item["orderedItem"]["identifier"].rpartition("-")[0] for item in _items(line)} == {
        "test-item-ScheduledSession"
    }
    assert {item.get("acceptedOffer") for item in _items(line)} <= OFFERS
    customers = {order["customer"] for order in _orders(line) if isinstance(order["customer"], str)}
    assert customers == {"test-customer-member"}
    attendees = {item["attendee"] for item in _items(line) if isinstance(item.get("attendee"), str)}
    assert attendees <= {"test-customer-member", ""}


def test_nothing_standalone_goes_to_a_checkout_elsewhere():
    conversation, line, _ = act("checkout-standalone", created, REMOTE)
    assert line.messages == []
    assert conversation.stop is not None
    assert {outcome.verdict for outcome in judged(conversation).values()} == {"not-testable"}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_live_values_go_there_when_they_are_allowed(scenario):
    _, line, supply = act(scenario, created, REMOTE, allow_live_checkout=True)
    assert supply.taken == 2
    assert not any("test-item" in message.text for message in line.messages)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_credentials_of_a_booking_partner_are_sent(scenario):
    _, line, _ = act(scenario, created)
    assert {(message.partner, message.seller, message.accept) for message in line.messages} == {
        ("", None, "application/json")
    }
    assert all(message.url.startswith("http://127.0.0.1:9/") for message in line.messages)


def test_accounts_are_made_on_loopback_only():
    for base_url, calls in (("http://127.0.0.1:9", 1), (REMOTE, 0)):
        _, line, _ = act("checkout-group", created, base_url, allow_live_checkout=True)
        assert [message.call for message in line.messages].count("customer-account") == calls


def test_the_number_of_requests_is_noted():
    group, line, _ = act("checkout-group", created)
    assert group.facts["generated"] == len(line.messages) - 1 >= 30
    alone, line, _ = act("checkout-standalone", created)
    assert alone.facts["generated"] == len(line.messages) - 1 >= 20


def test_an_offer_that_two_opportunities_share_is_not_sent_as_another():
    shared = "https://example.com/series#/offers/0"
    _, line, _ = act("checkout-group", created, offer=shared)
    different = [_offers(message) for message in line.messages if message.step.startswith("offer: different")]
    assert different
    assert all(len(offers) == 2 for offers in different)
    _, line, _ = act("checkout-single", created, offer=shared)
    wrong = [_offers(message) for message in line.messages if message.step.startswith("offer of ")]
    assert wrong
    assert not any(shared in offers for offers in wrong)


def _offers(message):
    return {item["acceptedOffer"] for item in json.loads(message.text)["imin:initialOrder"]["orderedItem"]}
