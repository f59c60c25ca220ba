"""What is generated: enough, of every kind, and the same for the same seed."""

import pytest

from booking_conformance.fixtures.strategies.checkout import (
    FLAWS,
    UNAVAILABLE,
    WITHOUT_ID,
    generated_groups,
    generated_standalone,
)

SEEDS = (0, 1, 77)


@pytest.mark.parametrize("seed", SEEDS)
def test_at_least_thirty_groups_and_twenty_standalone_requests(seed):
    assert len(generated_groups(12, 10, seed)) >= 30
    assert len(generated_standalone(seed)) >= 20


@pytest.mark.parametrize("seed", SEEDS)
def test_groups_have_two_to_ten_places_and_distinct_attendees(seed):
    groups = generated_groups(12, 10, seed)
    assert {group.size for group in groups.values()} <= set(range(2, 11))
    assert len({group.size for group in groups.values()}) > 5
    usual = [group for step, group in groups.items() if not step.startswith("repeated")]
    assert all(len(set(group.attendees)) == group.size for group in usual)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_flaw_is_there_in_every_way_at_a_place_of_the_group(seed):
    flawed = [group for group in generated_groups(12, 10, seed).values() if group.flaw]
    assert {(group.flaw, group.how) for group in flawed} == {
        (flaw, how) for flaw, ways in FLAWS.items() for how in ways
    }
    assert all(set(group.places) <= set(range(group.size)) for group in flawed)
    assert all(0 < group.places[0] < group.size - 1 for group in flawed if group.how == "middle")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_permuted_group_has_another_order(seed):
    permuted = [group for step, group in generated_groups(12, 10, seed).items() if step.endswith("permuted")]
    assert len(permuted) >= 10
    assert all(sorted(group.order) == list(range(group.size)) != list(group.order) for group in permuted)


@pytest.mark.parametrize("seed", SEEDS)
def test_standalone_requests_are_wrong_in_every_way(seed):
    assert {request.how for request in generated_standalone(seed).values()} == {"", *UNAVAILABLE, *WITHOUT_ID}


def test_the_seed_decides():
    assert generated_groups(12, 10, 5) == generated_groups(12, 10, 5) != generated_groups(12, 10, 6)
    assert generated_standalone(5) == generated_standalone(5) != generated_standalone(6)


@pytest.mark.parametrize("customers", [1, 2, 3])
def test_few_customers_will_do(customers):
    groups = generated_groups(customers, 10, 0)
    assert all(set(group.attendees) <= set(range(customers)) for group in groups.values())
    assert all(group.size >= 2 for group in groups.values())
