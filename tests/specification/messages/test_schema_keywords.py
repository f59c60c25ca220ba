"""Our keywords, which say what was expected in words of their own, accept what jsonschema's own keywords accept."""

import random
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.validators import extend

from booking_conformance.specification.formats import FORMATS, conforms
from booking_conformance.specification.messages.message_schemas import message_names, violations
from booking_conformance.specification.messages.schema_keywords import is_integer
from booking_conformance.specification.messages.schema_registry import registry, schemas
from tests.support.documents import DOCUMENTS
from tests.support.mutations.documents import VALUES, mutated

MUTATED = 40


def _reference(message: str) -> Any:
    """Return the validator of jsonschema, with its own keywords; only the formats are ours, and what an integer is."""
    formats = FormatChecker(formats=())
    for name in (*FORMATS, "zero-price"):
        formats.checks(name)(lambda value, name=name: conforms(name, value))
    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: is_integer(value))
    return extend(Draft202012Validator, type_checker=types)(
        schemas()[message], registry=registry(), format_checker=formats
    )


@pytest.mark.parametrize("message", sorted(message_names()))
def test_our_keywords_and_those_of_jsonschema_agree(message):
    draw, reference = random.Random(message), _reference(message)
    judged = [DOCUMENTS[message], *VALUES, *(mutated(DOCUMENTS[message], draw) for _ in range(MUTATED))]
    verdicts = [(not violations(message, document, limit=1), reference.is_valid(document)) for document in judged]
    assert [ours for ours, _ in verdicts] == [theirs for _, theirs in verdicts]
    assert {theirs for _, theirs in verdicts} == {True, False}
