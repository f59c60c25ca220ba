"""Whatever a target answers, judging it neither raises nor hangs."""

import time
from typing import Any

import pytest

from booking_conformance.specification.messages.message_schemas import message_names, violations
from booking_conformance.specification.messages.violation import shortened
from tests.support.documents import DOCUMENTS


def _nested(depth: int, step: str | None = None) -> Any:
    value: Any = {}
    for _ in range(depth):
        value = {step: value} if step else [value]
    return value


MEGABYTES = "x" * 5_000_000
HOSTILE = {
    "null": None,
    "true": True,
    "number": -1.5,
    "not a number": float("nan"),
    "huge number": 10**5000,
    "text": "",
    "megabytes of text": MEGABYTES,
    "list": [],
    "list of lists": [[], [[]]],
    "object": {},
    "deep lists": _nested(10_000),
    "deep parents": {"@type": "Order", "orderedItem": [{"orderedItem": _nested(10_000, "superEvent")}]},
    "many items": {"@type": 7, "orderedItem": [{"@type": "OrderItem"}] * 200_000, "items": [{}] * 200_000},
    "many keys": {str(number): number for number in range(200_000)},
}


@pytest.mark.parametrize("message", message_names())
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_document_is_judged(message, name):
    started = time.perf_counter()
    found = violations(message, HOSTILE[name])
    assert time.perf_counter() - started < 5
    assert found
    assert all(len(each.got) <= 120 for each in found)


def _with_every_text(value: Any, text: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_every_text(child, text) for key, child in value.items()}
    if isinstance(value, list):
        return [_with_every_text(child, text) for child in value]
    return text


VALUES = {
    "null": None,
    "huge number": 10**5000,
    "list": [],
    "object": {},
    "digits": "9" * 100_000,
    "at signs": "a@" * 50_000,
    "duration without end": "P" + "1" * 100_000,
    "colons": "http:" * 20_000,
    "infinity": float("inf"),
    "not ASCII": {"é": "ü" * 300},
}


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("message", message_names())
def test_hostile_values_in_place_of_all_others_are_refused(message, name):
    started = time.perf_counter()
    assert violations(message, _with_every_text(DOCUMENTS[message], VALUES[name]), limit=1000)
    assert time.perf_counter() - started < 5


def test_long_valid_list_is_judged_as_far_as_it_is_worth():
    page = DOCUMENTS["rpde-page"]
    started = time.perf_counter()
    assert violations("rpde-page", {**page, "items": page["items"] * 100_000}) == []
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("name", [*HOSTILE, *VALUES])
def test_shortened_is_short(name):
    assert len(shortened((HOSTILE | VALUES)[name])) <= 120
