"""One instance of a check, judged on what a run recorded."""

import json
from dataclasses import replace

import pytest

from booking_conformance.check import Check, fail, not_applicable
from booking_conformance.check.judging.judge import Judge
from booking_conformance.check.planning.instances import CheckInstance
from booking_conformance.recording import Conversation, Lack, Recording, Request, Stop
from booking_conformance.results import Level, Verdict
from tests.support.makings import an_exchange


def names_a_customer(exchange, history):
    if exchange.answer["customer"]:
        fail("It names the customer.", at=exchange)


OF_EXCHANGES = Check("x.y", ("c1-011",), Level.MUST, None, ("C1",), None, None, {}, names_a_customer)
OF_CONVERSATION = Check("x.z", ("c1-011",), Level.MUST, "booking", (), None, None, {}, lambda read: read.step("C1"))


def judged(check, instance, *exchanges, conversations=()):
    recording = Recording("https://example.com/api", exchanges, conversations)
    return Judge(recording, [(check, instance)]).judge(check, instance)


def on_c1(*exchanges, conversations=(), call="C1"):
    instance = CheckInstance(f"x.y[{call}]", call, call=call)
    return judged(OF_EXCHANGES, instance, *exchanges, conversations=conversations)


def test_a_preset_verdict_needs_no_recording():
    preset = CheckInstance("x.y", "", preset=Verdict.NOT_RUN, reason="Out of scope.", remedy="Widen the scope.")
    outcome = judged(OF_EXCHANGES, preset)
    assert (outcome.id, outcome.verdict) == ("x.y", Verdict.NOT_RUN)
    assert (outcome.reason, outcome.remedy) == ("Out of scope.", "Widen the scope.")


def test_only_exchanges_of_its_call_count():
    named = json.dumps({"customer": {}})
    assert on_c1(an_exchange(), an_exchange(call="C2", body=named)).verdict is Verdict.PASS
    assert on_c1(an_exchange(), an_exchange(identifier="x0002", body=named)).exchanges == ("x0002",)


@pytest.mark.parametrize("left_out", [{"superseded": True}, {"response": None, "error": "cut off"}])
def test_what_was_sent_again_or_never_answered_is_not_judged(left_out):
    broken = replace(an_exchange(body=json.dumps({"customer": {}})), **left_out)
    assert on_c1(an_exchange(identifier="x0002"), broken).verdict is Verdict.PASS


@pytest.mark.parametrize(("call", "verdict"), [("C1", Verdict.NOT_TESTABLE), ("order-status", Verdict.NOT_APPLICABLE)])
def test_a_call_that_every_run_makes_is_missed_where_a_scenario_stopped(call, verdict):
    stopped = Conversation("booking", "booking", {}, (), stop=Stop("no opportunity", lack=Lack.NEEDED))
    assert on_c1(conversations=(stopped,), call=call).verdict is verdict


@pytest.mark.parametrize(
    ("call", "status", "verdict"),
    [
        ("order-status", 404, Verdict.NOT_APPLICABLE),
        ("order-status", 500, Verdict.NOT_TESTABLE),
        ("customer-account", 404, Verdict.NOT_APPLICABLE),
        ("customer-account", 400, Verdict.NOT_TESTABLE),
        ("C2", 404, Verdict.NOT_TESTABLE),
    ],
)
def test_order_status_need_not_find_what_is_no_order_yet_nor_a_checkout_make_accounts(call, status, verdict):
    silent = replace(OF_EXCHANGES, function=lambda exchange, history: not_applicable("No Order."))
    instance = CheckInstance(f"x.y[{call}]", call, call=call)
    assert judged(silent, instance, an_exchange(call=call, status=status)).verdict is verdict


@pytest.mark.parametrize(
    ("action", "verdict"),
    [
        ("test:SellerRequestedCancellationSimulateAction", Verdict.NOT_TESTABLE),
        ("urn:booking-conformance:test-interface#OfferChangeSimulateAction", Verdict.NOT_APPLICABLE),
    ],
)
def test_no_test_interface_has_to_know_actions_of_this_suite(action, verdict):
    silent = replace(OF_EXCHANGES, function=lambda exchange, history: not_applicable("No Order."))
    instance = CheckInstance("x.y[test-action]", "test-action", call="test-action")
    request = Request("POST", "https://example.com/api/test-interface/actions", (), json.dumps({"@type": action}))
    asked = replace(an_exchange(call="test-action", status=404), request=request)
    assert judged(silent, instance, asked).verdict is verdict


def test_a_conversation_is_found_by_its_id():
    instance = CheckInstance("x.z[Slot]", "Slot", conversation="booking[Slot]")
    held = [Conversation(name, "booking", {}, (an_exchange(),)) for name in ("booking", "booking[Slot]")]
    assert judged(OF_CONVERSATION, instance, conversations=held).verdict is Verdict.PASS
    missed = judged(OF_CONVERSATION, instance, conversations=held[:1])
    assert (missed.verdict, missed.reason) == (Verdict.NOT_TESTABLE, "Its scenario was not acted out.")
