"""Exchanges are taken in groups and yielded in their order; a group is no larger than what is remembered."""

from datetime import UTC, datetime
from itertools import groupby

import pytest

from booking_conformance.audit.groups import Prepared, in_groups
from booking_conformance.recording import Exchange, Request, Response


def prepared(number: int, characters: int) -> Prepared:
    request, response = Request("GET", "https://example.com/"), Response(200, body="x" * characters)
    return Prepared(Exchange(f"e{number}", "C1", request, response, datetime.now(UTC), 1.0), "", "")


def group_sizes(characters: int) -> list[int]:
    """Return how many exchanges were taken each time before one was yielded."""
    taken: list[str] = []

    def source():
        for number in range(200):
            one = prepared(number, characters)
            taken.append(one.exchange.id)
            yield one

    seen = [(len(taken), one.exchange.id) for one in in_groups(source())]
    assert [name for _, name in seen] == [f"e{number}" for number in range(200)]
    return [len(list(group)) for _, group in groupby(seen, key=lambda each: each[0])]


@pytest.mark.parametrize(
    ("characters", "size"), [(0, 64), (1_000, 64), (50_000, 4), (1_000_000, 1)], ids=["empty", "short", "long", "huge"]
)
def test_a_group_has_so_many_exchanges_or_characters(characters, size):
    sizes = group_sizes(characters)
    assert set(sizes[:-1]) <= {size}
    assert sizes[-1] <= size


def test_nothing_is_no_group():
    assert list(in_groups([])) == []
