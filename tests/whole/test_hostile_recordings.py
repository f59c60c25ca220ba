"""Every scenario check, fed with what a hostile target could have answered, comes to a verdict and never breaks."""

import json
from dataclasses import replace

import pytest

from booking_conformance.check.judging.judge import Judge
from booking_conformance.recording import MISSING, Recording
from booking_conformance.results import Verdict
from tests.support.hostile.everywhere import everywhere

NAMES = (
    *("@id", "@type", "id", "items", "data", "state", "modified", "next"),
    *("orderedItem", "orderItemStatus", "position", "acceptedOffer", "error", "accessPass", "accessCode"),
    *("totalPaymentDue", "price", "customer", "seller", "payment", "lease", "leaseExpires"),
    *("orderProposalVersion", "orderProposalStatus"),
)


class OfObjects:
    """Changes every object that has a member of a name, from the leaves up."""

    def __init__(self, name, change):
        self._name, self._change = name, lambda members: change(members) if name in members else members
        self._everywhere = everywhere(lambda value: self._change(value) if isinstance(value, dict) else value)

    def __call__(self, value):
        return self._everywhere(value)

    def of_text(self, text):
        """Return the JSON text changed; where nothing is called so, the text itself, which was parsed before."""
        return json.dumps(json.loads(text, object_hook=self._change)) if json.dumps(self._name) in text else text


def without(name):
    return OfObjects(name, lambda members: {key: member for key, member in members.items() if key != name})


def instead(name, other):
    return OfObjects(name, lambda members: {**members, name: other})


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
    body = exchange.response.body
    text = change.of_text(body) if isinstance(change, OfObjects) else json.dumps(change(json.loads(body)))
    return exchange if text is body else replace(exchange, response=replace(exchange.response, body=text))


@pytest.mark.parametrize("name", DROPPED | OTHERS)
def test_a_text_is_changed_as_its_document_is(name):
    document = {"a": [{"lease": {"leaseExpires": "x"}, **{name: {"price": 1, "next": [{"id": 2}]} for name in NAMES}}]}
    change = MUTATIONS[name]
    assert json.loads(change.of_text(json.dumps(document))) == change(document) != document


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
