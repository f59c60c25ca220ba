"""Every scenario check, fed with what a hostile target could have answered, comes to a verdict and never breaks."""

import json
from dataclasses import replace

import pytest

from booking_conformance.check.judge import Judge
from booking_conformance.recording import MISSING, Recording
from booking_conformance.results import Verdict

NAMES = (
    *("@id", "@type", "id", "items", "data", "state", "modified", "next"),
    *("orderedItem", "orderItemStatus", "position", "acceptedOffer", "error", "accessPass", "accessCode"),
    *("totalPaymentDue", "price", "customer", "seller", "payment", "lease", "leaseExpires"),
    *("orderProposalVersion", "orderProposalStatus"),
)


def everywhere(change):
    """Return a function that applies ``change`` to every value of a document, from the leaves up."""

    def apply(value):
        if isinstance(value, dict):
            value = {name: apply(member) for name, member in value.items()}
        elif isinstance(value, list):
            value = [apply(member) for member in value]
        return change(value)

    return apply


def without(name):
    def change(value):
        return {key: member for key, member in value.items() if key != name} if isinstance(value, dict) else value

    return everywhere(change)


def instead(name, other):
    def change(value):
        return {**value, name: other} if isinstance(value, dict) and name in value else value

    return everywhere(change)


WHOLE = {repr(value): (lambda _, value=value: value) for value in (None, [], {}, 3, "text", True, [None], [[]])}
KINDS = {
    "texts are numbers": everywhere(lambda value: 7 if isinstance(value, str) else value),
    "numbers are texts": everywhere(
        lambda value: "many" if isinstance(value, int) and not isinstance(value, bool) else value
    ),
    "lists are empty": everywhere(lambda value: [] if isinstance(value, list) else value),
    "lists are objects": everywhere(lambda value: {"0": value} if isinstance(value, list) else value),
    "objects are lists": everywhere(lambda value: [value] if isinstance(value, dict) else value),
    "objects are null": everywhere(lambda value: dict.fromkeys(value) if isinstance(value, dict) else value),
}
DROPPED = {f"no {name}": without(name) for name in NAMES}
ODD = (None, [], {}, "", -1)
OTHERS = {
    f"{name} is {other!r}": instead(name, other)
    for number, name in enumerate(NAMES)
    for other in (ODD[number % len(ODD)], ODD[(number + 2) % len(ODD)])
}
MUTATIONS = WHOLE | KINDS | DROPPED | OTHERS


@pytest.fixture(scope="module")
def conversations(acted):
    """The recording of the run, and the checks of conversations that are judged on it."""
    recording, judged = acted
    return recording, [(check, subject) for check, subject in judged if subject.conversation]


def mutated(recording, change):
    """Return the recording as if the target had answered, and its feeds had shown, what ``change`` makes of it."""
    exchanges = [_answered(exchange, change) for exchange in recording.exchanges]
    known = {exchange.id: exchange for exchange in exchanges}
    conversations = [
        replace(
            conversation,
            exchanges=tuple(known[exchange.id] for exchange in conversation.exchanges),
            observations=tuple(replace(seen, value=change(seen.value)) for seen in conversation.observations),
        )
        for conversation in recording.conversations
    ]
    return Recording(recording.base_uri, exchanges, conversations)


def _answered(exchange, change):
    if exchange.response is None or exchange.answer.value is MISSING:
        return exchange
    document = json.loads(exchange.response.body)
    return replace(exchange, response=replace(exchange.response, body=json.dumps(change(document))))


def test_the_recording_itself_is_judged_well(conversations):
    recording, judged = conversations
    judge = Judge(recording, judged)
    bad = [subject.instance_id for check, subject in judged if judge.judge(check, subject).verdict is Verdict.FAIL]
    assert bad == []
    assert len(judged) > 300


@pytest.mark.parametrize("name", MUTATIONS)
def test_no_hostile_recording_breaks_a_check(name, conversations):
    recording, judged = conversations
    judge = Judge(mutated(recording, MUTATIONS[name]), judged)
    broken = {}
    for check, subject in judged:
        outcome = judge.judge(check, subject)
        if outcome.verdict is Verdict.ERROR:
            broken[subject.instance_id] = outcome.reason
    assert broken == {}


@pytest.mark.parametrize("body", ["", "no JSON", "[" * 100_000, '{"@id": ', "\x00"])
def test_no_body_that_is_no_json_breaks_a_check(body, conversations):
    recording, judged = conversations
    exchanges = [
        replace(exchange, response=replace(exchange.response, body=body)) if exchange.response else exchange
        for exchange in recording.exchanges
    ]
    known = {exchange.id: exchange for exchange in exchanges}
    conversations = [replace(c, exchanges=tuple(known[e.id] for e in c.exchanges)) for c in recording.conversations]
    judge = Judge(Recording(recording.base_uri, exchanges, conversations), judged)
    assert [s.instance_id for c, s in judged if judge.judge(c, s).verdict is Verdict.ERROR] == []
