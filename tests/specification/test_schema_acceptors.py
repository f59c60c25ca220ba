"""The functions made of the schemas accept what jsonschema itself accepts, and nothing else."""

import copy
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.validators import extend

from booking_conformance.specification.formats import FORMATS, conforms
from booking_conformance.specification.message_schemas import message_names
from booking_conformance.specification.schema_acceptors import acceptor, is_integer
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
def test_acceptor_and_jsonschema_agree(message):
    draw, reference, accepts = random.Random(message), _reference(message), acceptor(schemas()[message])
    judged = [DOCUMENTS[message], *VALUES, *(_mutated(DOCUMENTS[message], draw) for _ in range(MUTATED))]
    verdicts = [(accepts(document), reference.is_valid(document)) for document in judged]
    assert [fast for fast, _ in verdicts] == [sure for _, sure in verdicts]
    assert {sure for _, sure in verdicts} == {True, False}


def test_unknown_keyword_is_refused_when_the_function_is_made():
    with pytest.raises(KeyError):
        acceptor({"type": "string", "pattern": "a"})


@pytest.mark.parametrize("name", sorted(schemas()))
def test_every_schema_can_be_made_a_function(name):
    assert callable(acceptor(schemas()[name]))
