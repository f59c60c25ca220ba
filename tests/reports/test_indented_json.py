"""Indented JSON reads back as it was, in the very words of the standard encoder."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from booking_conformance.reports.indented_json import indented_json
from booking_conformance.results import Verdict

_DOCUMENTS: list[Any] = [
    {},
    [],
    {"a": [], "b": {}, "c": [[], {"d": None}], "e": True},
    {"text": 'é\u2028"\\/\x00\x1f\x7f\n', "number": 12345678901234567890, "fraction": 0.25, "verdict": Verdict.PASS},
    ("tuple", 1),
    "text",
]


@pytest.mark.parametrize("document", _DOCUMENTS)
@pytest.mark.parametrize("indent", [1, 2])
def test_it_is_what_the_standard_encoder_writes(document: object, indent: int) -> None:
    expected = json.dumps(document, indent=indent, ensure_ascii=False) + "\n"
    assert indented_json(document, indent) == expected.encode()


def test_a_lone_surrogate_reads_back_as_it_was() -> None:
    document = {"a\udc00": "\ud800", "amount": Decimal("10.00")}
    assert json.loads(indented_json(document, 2)) == {"a\udc00": "\ud800", "amount": "10.00"}


def test_what_json_does_not_know_is_text() -> None:
    assert json.loads(indented_json({"amount": Decimal("10.00")}, 2)) == {"amount": "10.00"}
