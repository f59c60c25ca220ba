"""A text is parsed once while it is asked for, and what was parsed takes no more memory than allowed."""

import json
import tracemalloc

import pytest

from booking_conformance.recording import MISSING
from booking_conformance.recording.parsed_texts import ParsedTexts, parsed_size


def test_a_text_that_is_asked_for_again_is_the_same_document():
    texts = ParsedTexts()
    assert texts.document('{"a": [1]}')[0] is texts.document('{"a": [1]}')[0]


def test_what_was_not_asked_for_longest_is_forgotten():
    one, two, three = (json.dumps({"number": number, "text": "x" * 1000}) for number in range(3))
    texts = ParsedTexts(kept_bytes=2 * parsed_size(one) + 10)
    kept, forgotten = texts.document(one)[0], texts.document(two)[0]
    texts.document(one)
    texts.document(three)
    assert texts.document(one)[0] is kept
    assert texts.document(two)[0] is not forgotten


def test_what_is_not_json_says_why():
    document, error = ParsedTexts().document("{")
    assert document is MISSING
    assert error


@pytest.mark.parametrize(
    "text", ["[" + "0.1," * 50_000 + "1]", "[" + "{}," * 50_000 + "1]", '[{"a":' * 400 + "1" + "}]" * 400]
)
def test_the_size_is_no_less_than_what_a_document_takes(text):
    tracemalloc.start()
    ParsedTexts().document(text)
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert taken <= parsed_size(text) * 1.3
