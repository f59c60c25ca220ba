"""Each want gets a thing of its own, where that is possible."""

from booking_conformance.scenario.supply.matching import matched


def test_the_first_choice_is_taken_where_nobody_else_needs_it():
    assert matched(["ab", "b"]) == ["a", "b"]


def test_a_choice_is_given_up_for_one_who_has_no_other():
    assert matched(["ab", "a"]) == ["b", "a"]
    assert matched(["abc", "ab", "a"]) == ["c", "b", "a"]


def test_where_there_is_too_little_nothing_is_matched():
    assert matched(["a", "a"]) is None
    assert matched(["a", ""]) is None


def test_who_wants_nothing_gets_nothing():
    assert matched([]) == []
