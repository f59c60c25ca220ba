"""The smallest failing input: found again without sending, made smaller, within its budget."""

from hypothesis import strategies as st

from booking_conformance.fixtures.strategies.drawing import examples
from booking_conformance.fixtures.strategies.shrinking import smallest

_NUMBERS = st.integers(0, 100_000)
_COUNT, _SEED = 20, 3


def _known(fails):
    return {number: fails(number) for number in examples(_NUMBERS, _COUNT, _SEED)}


def test_it_shrinks_within_its_budget():
    asked = []

    def fails(number):
        asked.append(number)
        return number > 500

    known = _known(lambda number: number > 500)
    found = smallest(_NUMBERS, _COUNT, _SEED, known, fails, 60)
    assert found == 501
    assert 0 < len(asked) <= 60


def test_without_a_budget_it_returns_what_failed():
    known = _known(lambda number: number > 500)
    found = smallest(_NUMBERS, _COUNT, _SEED, known, lambda _: True, 0)
    assert found in known
    assert known[found]


def test_where_nothing_fails_there_is_nothing():
    known = _known(lambda _: False)
    assert smallest(_NUMBERS, _COUNT, _SEED, known, lambda _: False, 60) is None
