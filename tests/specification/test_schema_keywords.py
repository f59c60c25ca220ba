"""Our keywords, which say what was expected in words of their own, accept what jsonschema's own keywords accept."""

import copy
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.validators import extend

from booking_conformance.specification.formats import FORMATS, conforms
from booking_conformance.specification.message_schemas import message_names, violations
from booking_conformance.specification.schema_keywords import is_integer
from booking_conformance.specification.schema_registry import registry, schemas
from tests.support.documents import DOCUMENTS

MUTATED = 40
VALUES = (
    None,
    True,
    0,
    1,
    -1.5,
    Decimal("60.0"),
    Decimal("0.5"),
    "",
    "x",
    "2026-01-31",
    "https://example.com/a",
    "GBP",
)


def _reference(message: str) -> Any:
    """Return the validator of jsonschema, with its own keywords; only the formats are ours, and what an integer is."""
    formats = FormatChecker(formats=())
    for name in (*FORMATS, "zero-price"):
        formats.checks(name)(lambda value, name=name: conforms(name, value))
    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: is_integer(value))
    return extend(Draft202012Validator, type_checker=types)(
        schemas()[message], registry=registry(), format_checker=formats
    )


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield value, key
        yield from _places(member)


def _mutated(document: Any, draw: random.Random) -> Any:
    """Return the document with one to three places deleted, emptied, or filled with another value."""
    changed = copy.deepcopy(document)
    for _ in range(draw.randint(1, 3)):
        holder, key = draw.choice(list(_places(changed)) or [({"": None}, "")])
        if draw.random() < 0.4:
            del holder[key]
        else:
            holder[key] = copy.deepcopy(draw.choice((*VALUES, {}, [], [{}], document, [holder[key]])))
    return changed


@pytest.mark.parametrize("message", sorted(message_names()))
def test_our_keywords_and_those_of_jsonschema_agree(message):
    draw, reference = random.Random(message), _reference(message)
    judged = [DOCUMENTS[message], *VALUES, *(_mutated(DOCUMENTS[message], draw) for _ in range(MUTATED))]
    verdicts = [(not violations(message, document, limit=1), reference.is_valid(document)) for document in judged]
    assert [ours for ours, _ in verdicts] == [theirs for _, theirs in verdicts]
    assert {theirs for _, theirs in verdicts} == {True, False}
