"""What the checks of the checkout say of answers that the embedded checkout does not give."""

import json
from itertools import cycle

import pytest

from booking_conformance.recording import Response
from booking_conformance.results import Verdict
from tests.checkout.acting import SCENARIOS, act, created, fixed, judged

BODIES = (
    "",
    "<html>",
    "null",
    "7",
    "[]",
    '"text"',
    "{}",
    '{"@context": 1, "type": [], "description": {}, "potentialAction": 7, "imin:navigationLinks": [null, 7]}',
    '{"potentialAction": {"target": 7}}',
    '{"potentialAction": [null]}',
    '{"potentialAction": [{"target": "http://[", "type": 1}], "imin:initialOrder": {"orderedItem": [null]}}',
    "[" * 2000,
)
HEADERS = ((), (("Content-Type", "\x00;;="), ("Location", "http://[/checkout-sessions/x")))


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("status", [201, 302, 400, 999])
def test_no_check_breaks_on_a_hostile_answer(scenario, status):
    for body, headers in zip(BODIES, cycle(HEADERS)):
        conversation, _, _ = act(scenario, fixed(status, body, *headers))
        broken = {name: each.reason for name, each in judged(conversation).items() if each.verdict is Verdict.ERROR}
        assert broken == {}, body


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_answer_is_not_judged(scenario):
    conversation, _, _ = act(scenario, lambda _: None)
    verdicts = {each.verdict for each in judged(conversation).values()}
    assert verdicts <= {Verdict.NOT_TESTABLE, Verdict.INFO, Verdict.PASS}
    assert Verdict.NOT_TESTABLE in verdicts


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("status", [400, 409, 500])
def test_where_everything_is_refused_no_refusal_is_praised(scenario, status):
    conversation, _, _ = act(scenario, fixed(status, '{"type": "X"}'))
    found = {name: each.verdict for name, each in judged(conversation).items()}
    praised = [name for name, verdict in found.items() if verdict is Verdict.PASS]
    assert [name for name in praised if "refuses" in name or "needs" in name or "same" in name] == []
    assert Verdict.FAIL in found.values()


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("answer", [lambda _: None, fixed(500, "oops")], ids=["none", "crash"])
def test_a_checkout_that_is_down_is_left_alone(scenario, answer):
    conversation, line, _ = act(scenario, answer)
    assert len([message for message in line.messages if message.call != "customer-account"]) == 1
    assert conversation.stop is not None


def test_a_checkout_that_accepts_everything_fails():
    conversation, _, _ = act("checkout-group", created)
    failed = {name for name, each in judged(conversation).items() if each.verdict is Verdict.FAIL}
    assert failed == {
        "group-booking.refuses-customer-object",
        "group-booking.needs-every-attendee",
        "group-booking.attendee-is-account-id",
        "group-booking.same-opportunity",
        "group-booking.same-offer",
    }


def test_a_crash_is_called_so():
    def answer(message):
        items = json.loads(message.text).get("imin:initialOrder", {}).get("orderedItem", [])
        return created(message) if all(item.get("attendee") for item in items) else Response(500, (), "oops")

    conversation, _, _ = act("checkout-group", answer)
    found = judged(conversation)["group-booking.needs-every-attendee"]
    assert found.verdict is Verdict.FAIL
    assert "crashed, did not refuse" in found.reason


@pytest.mark.parametrize(
    ("base_url", "verdict"), [("https://checkout.example.com", "warn"), ("http://127.0.0.1:9", "pass")]
)
def test_http_links_count_in_production_only(base_url, verdict):
    def answer(message):
        urls = [link["url"] for link in json.loads(message.text).get("imin:navigationLinks", [])]
        urls.append(json.loads(message.text)["imin:initialOrder"].get("broker", {}).get("url", "https://x.example.com"))
        return created(message) if all(url.startswith("http") for url in urls) else Response(400, (), "{}")

    conversation, _, _ = act("checkout-single", answer, base_url, allow_live_checkout=True)
    assert judged(conversation)["authenticated-checkout.needs-url-scheme"].verdict == verdict


def test_members_that_are_null_or_empty_need_not_be_reflected():
    from booking_conformance.check.verify import Failed
    from booking_conformance.recording import Document
    from booking_conformance.suites.standalone_checkout.reflection import reflects

    reflects(Document({"a": None, "b": [], "c": {"d": [1]}}), Document({"c": {"d": [1], "e": 2}, "f": 1}))
    for answer in ({}, {"c": {}}, {"c": {"d": []}}, {"c": {"d": [2]}}, {"c": {"d": [1, 2]}}, {"c": 7}, 7):
        with pytest.raises(Failed):
            reflects(Document({"c": {"d": [1]}}), Document(answer))
