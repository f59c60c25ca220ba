"""Each feature of the OpenActive Test Suite is covered where it is declared, and where it is declared to be absent."""

import pytest

from booking_conformance.check.coverage import absent_side, declared_side, features_covered, rows_covered
from booking_conformance.check.registry import all_checks
from booking_conformance.specification import features

PEER = [(name, feature) for feature in features().values() for name in feature.peer]


def test_there_are_61():
    assert len(PEER) == features_covered().of == features_covered().covered == 61


@pytest.mark.parametrize(("name", "feature"), PEER, ids=[name for name, _ in PEER])
def test_both_sides_of_a_feature_are_covered(name, feature):
    assert declared_side(feature), name
    assert absent_side(feature), name


def test_what_has_a_check_needs_no_reason():
    looked_for = {
        check.removeprefix("undeclared-feature.") for check in all_checks() if check.startswith("undeclared-")
    }
    assert looked_for <= set(features())
    assert not [feature.id for feature in features().values() if feature.unshown and feature.id in looked_for]


def test_every_observable_row_is_covered():
    assert rows_covered().covered == rows_covered().of
