"""Whatever a target answers, no exchange check breaks: it judges, or says that there is nothing to judge."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from booking_conformance.recording import Exchange, History, Request, Response
from booking_conformance.results import Verdict
from booking_conformance.specification import calls
from tests.support.documents import BASE, DOCUMENTS, UUID
from tests.support.judged import exchange_checks, judge

CALLS = [call for call in calls().values() if any(call.name in check.calls for check in exchange_checks())]
BODIES = {
    "nothing": "",
    "not JSON": "<html>",
    "half JSON": '{"@type": ',
    "not a number": '{"price": NaN}',
    "null": "null",
    "true": "true",
    "number": "1.5",
    "huge number": "9" * 5000,
    "text": '"text"',
    "list": "[[], [null], {}]",
    "object": "{}",
    "deep": "[" * 500 + "]" * 500,
    "far too deep": "[" * 100_000,
    "only type": '{"@type": ["OrderQuote"]}',
    "odd keys": '{"": {"": ""}, "orderedItem": {"0": {}}, "items": [{"data": {"": []}}]}',
}
VALUES: list[Any] = [None, -1.5, "http://[", [[]], {"@type": {}, "@id": 7, "price": "1e999999"}]
STATUSES = {"success": 200, "item-errors": 409, "error": 500}


def _exchange(call: Any, body: str | None, *, status: int = 200, sent: str | None = None) -> Exchange:
    response = None if body is None else Response(status, (("Content-Type", "a; b=c; version=\x00"),), body)
    request = Request(call.method, BASE + call.path.replace("{uuid}", UUID), (), sent)
    return Exchange("x1", call.name, request, response, datetime.now(UTC), 1.0, order_uuid=UUID)


def _broken(exchange: Exchange, history: History | None = None) -> list[str]:
    concerned = [check for check in exchange_checks() if exchange.call in check.calls]
    outcomes = [judge(check, exchange, history) for check in concerned]
    return [f"{each.id}: {each.reason}" for each in outcomes if each.verdict is Verdict.ERROR]


def _mutants(document: Any) -> Iterator[Any]:
    """Yield the document with each of its places replaced by each of the values."""
    for path in _paths(document):
        for value in VALUES:
            yield _replaced(document, path, value)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in steps:
        yield from _paths(child, (*path, step))


def _replaced(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = dict(document) if isinstance(document, dict) else list(document)
    copy[path[0]] = _replaced(document[path[0]], path[1:], value)
    return copy


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
@pytest.mark.parametrize("status", [0, 100, 200, 204, 302, 400, 409, 500, 999])
def test_hostile_body_is_judged(call, status):
    for body in BODIES.values():
        for sent in (None, body):
            assert _broken(_exchange(call, body, status=status, sent=sent)) == []


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_no_response_is_judged(call):
    assert _broken(_exchange(call, None)) == []


def _messages(call: Any) -> list[tuple[str, str]]:
    found = {"success": call.response, "item-errors": call.item_errors, "error": call.error}
    return [(outcome, message) for outcome, message in found.items() if message]


CASES = [(call, *message) for call in CALLS for message in _messages(call)]


@pytest.mark.parametrize(("call", "outcome", "message"), CASES, ids=lambda value: getattr(value, "name", value))
def test_wrong_types_at_every_place_of_an_answer_are_judged(call, outcome, message):
    sent = json.dumps(DOCUMENTS[call.request]) if call.request else None
    history = History(BASE)
    history.add(_exchange(call, json.dumps(DOCUMENTS[message]), sent=sent))
    for mutant in _mutants(DOCUMENTS[message]):
        exchange = _exchange(call, json.dumps(mutant), status=STATUSES[outcome], sent=sent)
        assert _broken(exchange, history) == []


@pytest.mark.parametrize("call", [call for call in CALLS if call.request], ids=lambda call: call.name)
def test_wrong_types_at_every_place_of_a_request_are_judged(call):
    answer = json.dumps(DOCUMENTS[call.response or "error"])
    for mutant in _mutants(DOCUMENTS[call.request]):
        assert _broken(_exchange(call, answer, sent=json.dumps(mutant))) == []


def _with_every(value: Any, texts: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_every(child, texts) for name, child in value.items()}
    if isinstance(value, list):
        return [_with_every(child, texts) for child in value]
    return texts


@pytest.mark.parametrize("value", [None, "", "9e999999", -1e300, "-0", True, "P1D", "https://openactive.io/"])
@pytest.mark.parametrize(("call", "outcome", "message"), CASES, ids=lambda value: getattr(value, "name", value))
def test_one_value_at_all_places_is_judged(call, outcome, message, value):
    sent = json.dumps(_with_every(DOCUMENTS[call.request], value)) if call.request else None
    body = json.dumps(_with_every(DOCUMENTS[message], value))
    assert _broken(_exchange(call, body, status=STATUSES[outcome], sent=sent)) == []


def _with_prices(value: Any, price: str) -> Any:
    if isinstance(value, dict):
        return {name: price if name == "price" else _with_prices(child, price) for name, child in value.items()}
    return [_with_prices(child, price) for child in value] if isinstance(value, list) else value


@pytest.mark.parametrize("price", ["9e999999", "1e29", "-1e-999999", "0.1", "NaN", "١"])
@pytest.mark.parametrize(("call", "outcome", "message"), CASES, ids=lambda value: getattr(value, "name", value))
def test_odd_prices_are_judged(call, outcome, message, price):
    body = json.dumps(_with_prices(DOCUMENTS[message], price))
    assert _broken(_exchange(call, body, status=STATUSES[outcome])) == []


def test_every_exchange_check_is_among_those_tried():
    assert len(exchange_checks()) > 60
    assert {name for check in exchange_checks() for name in check.calls} == {call.name for call in CALLS}
