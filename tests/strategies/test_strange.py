"""Strange messages: enough for each call, in every way, legal, and the same for the same seed."""

import pytest

from booking_conformance.fixtures.strategies.strange import KINDS, generated_strangenesses, ways
from booking_conformance.specification.message_schemas import violations

from .makings import CALLS, REQUESTS, SEEDS, proper

_UUID = "b4a6c2de-9f4b-4c2a-8d57-0123456789ab"
# The schemas want references as objects and money as it is usual; what they do not know they let pass.
_BEYOND_THE_SCHEMAS = {"references"}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("call", CALLS)
def test_forty_for_each_call_and_every_way_of_each_kind(call, seed):
    found = generated_strangenesses(call, 40, seed)
    assert len(found) >= 40
    assert {(each.kind, each.way) for each in found} == {
        (kind, way) for kind in KINDS[call] for way in ways(kind, call)
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("call", CALLS)
def test_strange_messages_are_legal(call, seed):
    for strange in generated_strangenesses(call, 40, seed):
        if strange.kind not in _BEYOND_THE_SCHEMAS:
            assert violations(REQUESTS[call], strange.applied(proper(call))) == [], strange


@pytest.mark.parametrize("call", CALLS)
def test_strange_messages_are_strange(call):
    plain = proper(call)
    for strange in generated_strangenesses(call, 40, 0):
        if strange.kind == "uuid":
            written = strange.uuid(_UUID)
            assert written != _UUID
            assert written.lower() == _UUID
        if strange.kind in {"unknown", "references", "positions"}:
            assert strange.applied(plain) != plain, strange
    assert proper(call) == plain


def test_properties_without_a_namespace_are_not_sent_to_patch():
    for strange in generated_strangenesses("PATCH", 40, 0):
        body = strange.applied(proper("PATCH"))
        assert all("conformanceProbe" not in place for place in (body, *body["orderedItem"]))


def test_few_items_will_do():
    for strange in generated_strangenesses("B", 40, 0):
        assert len(strange.applied(proper("B", 1))["orderedItem"]) == 1


@pytest.mark.parametrize("call", CALLS)
def test_the_seed_decides(call):
    assert generated_strangenesses.__wrapped__(call, 40, 5) == generated_strangenesses(call, 40, 5)
    assert generated_strangenesses(call, 40, 5) != generated_strangenesses(call, 40, 6)
