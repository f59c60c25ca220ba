"""jsonschema-rs accepts no message that jsonschema, the reference, rejects; nor does it leave it many to judge."""

import random

import pytest

from booking_conformance.audit.call_finder import CallFinder
from booking_conformance.recording import Exchange
from booking_conformance.recording.har.stream import stream_exchanges
from booking_conformance.specification import calls
from booking_conformance.specification.messages.message_schemas import message_names
from booking_conformance.specification.messages.schema_keywords import MessageValidator
from booking_conformance.specification.messages.schema_registry import registry, schemas
from booking_conformance.specification.messages.schema_screening import is_accepted
from booking_conformance.specification.messages.schema_violations import violations_found
from booking_conformance.specification.names import profiles_with_names
from tests.support.auditing import CAPTURES
from tests.support.documents import DOCUMENTS
from tests.support.mutations.documents import VALUES, mutated

MUTATED = 5_000
HALF_A_SURROGATE_PAIR = "\ud83d"


def _reference(message, profile=""):
    return MessageValidator(schemas(profile)[message], registry=registry())


@pytest.mark.parametrize("message", sorted(message_names()))
def test_both_agree_on_mutated_messages(message):
    draw, reference = random.Random(message), _reference(message)
    several = [mutated(DOCUMENTS[message], draw) for _ in range(MUTATED // len(message_names()) + 1)]
    judged = [DOCUMENTS[message], *VALUES, *several]
    verdicts = [(is_accepted(message, document), reference.is_valid(document)) for document in judged]
    assert [ours for ours, _ in verdicts] == [theirs for _, theirs in verdicts]
    assert {theirs for _, theirs in verdicts} == {True, False}


@pytest.mark.skipif(not CAPTURES.is_dir(), reason="no recorded traffic beside the repository")
def test_both_agree_on_recorded_messages():
    verdicts = []
    for file in sorted(CAPTURES.glob("*2020*.har.gz")):
        found = (CallFinder().find(each)[0] for each in stream_exchanges(file) if isinstance(each, Exchange))
        for exchange in found:
            message, document = _message_of(exchange), exchange.answer.plain()
            if message:
                verdicts.append((is_accepted(message, document), _reference(message).is_valid(document)))
    assert len(verdicts) > 100
    assert [ours for ours, _ in verdicts] == [theirs for _, theirs in verdicts]


def _message_of(exchange):
    row = calls().get(exchange.call)
    return (row.response if exchange.succeeded else row.error) if row else None


@pytest.mark.parametrize("profile", sorted(profiles_with_names()))
def test_both_spell_as_the_profile_does(profile):
    for message in message_names():
        document = DOCUMENTS[message]
        assert is_accepted(message, document, profile) is _reference(message, profile).is_valid(document), message


def test_what_rust_cannot_hold_is_left_to_the_reference():
    document = {**DOCUMENTS["order"], HALF_A_SURROGATE_PAIR: 1}
    assert _reference("order").is_valid(document)
    assert not is_accepted("order", document)


def test_the_reference_says_what_is_wrong_up_to_a_limit():
    document = dict.fromkeys(DOCUMENTS["order"], 1)
    assert not is_accepted("order", document)
    found = violations_found("order", document, "", 3)
    assert len(found) == len(set(found)) == 3
    assert violations_found("order", DOCUMENTS["order"], "", 3) == []
