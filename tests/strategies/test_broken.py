"""Broken messages: enough for each call, every row of the table, each really broken, and the same for the same seed."""

import json

import pytest

from booking_conformance.fixtures.strategies.broken import generated_broken
from booking_conformance.specification import error_types, requirements
from booking_conformance.specification.broken_messages import broken_messages
from booking_conformance.specification.message_schemas import violations

from .makings import CALLS, REQUESTS, SEEDS, proper

_UUID = "b4a6c2de-9f4b-4c2a-8d57-0123456789ab"
# Broken by what the system knows, not by their form.
_KNOWN_TO_THE_SYSTEM = {
    "unknown-seller", "opportunity-of-no-known-form", "offer-of-no-known-form", "wrong-total", "needless-payment",
    "unknown-item", "status-not-allowed", "excess-in-order", "more-excess-in-order", "excess-in-item",
    "more-excess-in-item", "broker-missing", "customer-missing",
    "customer-of-wrong-type",
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("call", CALLS)
def test_forty_for_each_call_and_every_row(call, seed):
    found = generated_broken(call, 40, seed)
    assert sum(not each.message.unstated for each in found) >= 40
    assert {each.row for each in found} == {row.id for row in broken_messages().values() if call in row.calls}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("call", CALLS)
def test_every_broken_message_is_broken(call, seed):
    for broken in generated_broken(call, 40, seed):
        body, raw = broken.body(proper(call))
        if broken.message.path:
            assert broken.uuid(_UUID).lower() != _UUID
        elif broken.message.text:
            assert body is None
            assert not _is_object(raw), broken
        elif broken.row in _KNOWN_TO_THE_SYSTEM:
            assert body != proper(call), broken
        elif not broken.message.unstated:
            assert violations(REQUESTS[call], body), broken


def _is_object(text):
    try:
        return isinstance(json.loads(text, parse_constant=_refuse), dict)
    except ValueError:
        return False


def _refuse(name):
    raise ValueError(name)


@pytest.mark.parametrize("row", broken_messages().values(), ids=lambda row: row.id)
def test_rows_cite_what_there_is(row):
    assert row.requirement in requirements()
    assert set(row.calls) <= set(CALLS)
    assert {*row.errors, *row.item_errors} <= set(error_types())
    assert sum(map(bool, (row.drop, row.values, row.add, row.text, row.path))) == 1
    assert not (row.unstated and row.errors)


@pytest.mark.parametrize("call", CALLS)
def test_the_seed_decides(call):
    assert generated_broken.__wrapped__(call, 40, 5) == generated_broken(call, 40, 5)
    assert generated_broken(call, 40, 5) != generated_broken(call, 40, 6)
