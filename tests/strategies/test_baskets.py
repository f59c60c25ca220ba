"""Ordinary Orders: enough, of every kind, valid, marked, and the same for the same seed."""

import pytest

from booking_conformance.fixtures.strategies.baskets import Basket, generated_orders
from booking_conformance.specification.message_schemas import violations

from .makings import SEEDS, proper

FEATURES = frozenset({"reseller-broker", "no-broker", "organization-customer"})


def _body(ordinary, call):
    body = proper(call, ordinary.basket.size)
    for item, position in zip(body["orderedItem"], ordinary.basket.positions, strict=True):
        item["position"] = position
    body["brokerRole"] = f"https://openactive.io/{ordinary.role}"
    parts = {"broker": ordinary.broker, "customer": ordinary.customer}
    kept = {name: value for name, value in body.items() if name not in parts}
    return kept | {name: party.document for name, party in parts.items() if party}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("call", ["C2", "B"])
def test_ordinary_orders_are_valid(seed, call):
    for ordinary in generated_orders(FEATURES, 25, seed):
        assert violations({"C2": "c2-request", "B": "b-request"}[call], _body(ordinary, call)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_there_is_enough_of_every_kind(seed):
    orders = generated_orders(FEATURES, 25, seed)
    assert len(orders) >= 25
    assert {order.role for order in orders} == {"AgentBroker", "ResellerBroker", "NoBroker"}
    sizes = {order.basket.size for order in orders}
    assert sizes <= set(range(1, 11))
    assert len(sizes) > 5
    assert any(len(set(order.basket.places)) < order.basket.size for order in orders)
    assert any(max(order.basket.positions) >= order.basket.size for order in orders)
    assert any(list(order.basket.positions) != sorted(order.basket.positions) for order in orders)
    assert all(len(set(order.basket.positions)) == order.basket.size for order in orders)
    assert any(not order.customer.text.isascii() for order in orders if order.customer)


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_is_marked_as_made_for_a_test(seed):
    for order in generated_orders(FEATURES, 25, seed):
        for party in filter(None, (order.customer, order.broker)):
            said = party.document
            assert said.get("name", said.get("familyName", "Conformance Test")).endswith("Conformance Test")
            assert said.get("email", "@example.com").endswith("@example.com")


def test_only_what_is_declared_is_generated():
    orders = generated_orders(frozenset(), 25, 0)
    assert {order.role for order in orders} == {"AgentBroker"}
    assert {order.customer.kind for order in orders} == {"Person"}


def test_the_seed_decides():
    assert generated_orders.__wrapped__(FEATURES, 10, 5) == generated_orders(FEATURES, 10, 5)
    assert generated_orders(FEATURES, 10, 5) != generated_orders(FEATURES, 10, 6)


@pytest.mark.parametrize("capacities", [[1], [2, 1], [20, 20, 20], [0, 3]])
def test_no_opportunity_is_chosen_more_often_than_it_has_places(capacities):
    chosen = Basket((0, 1, 2, 3, 4, 5, 0, 0, 0, 0), tuple(range(10))).chosen(capacities)
    assert len(chosen) == min(sum(capacities), 10)
    assert all(chosen.count(number) <= places for number, places in enumerate(capacities))
