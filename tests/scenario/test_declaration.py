"""Scenarios are named in kebab-case: their names stand in ids of conversations and on the command line."""

import pytest

from booking_conformance.scenario import all_scenarios, scenario
from booking_conformance.scenario.declaration import _KEBAB_CASE


@pytest.mark.parametrize("name", ["two Sellers", "Orders-feed", "c1_", "-x"])
def test_another_name_is_refused(name):
    with pytest.raises(ValueError, match="kebab-case"):
        scenario(name)


def test_all_scenarios_have_such_names():
    assert all(_KEBAB_CASE.fullmatch(name) for name in all_scenarios())
