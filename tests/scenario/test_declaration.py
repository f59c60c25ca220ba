"""Scenarios are named in kebab-case: their names stand in ids of conversations and on the command line."""

from pathlib import Path

import pytest

from booking_conformance.config.loading import load
from booking_conformance.fixtures.scenarios import steps
from booking_conformance.scenario import all_scenarios, scenario
from booking_conformance.scenario.declaration import _KEBAB_CASE, ScenarioInstance


@pytest.mark.parametrize("name", ["two Sellers", "Orders-feed", "c1_", "-x"])
def test_another_name_is_refused(name):
    with pytest.raises(ValueError, match="kebab-case"):
        scenario(name)


def test_all_scenarios_have_such_names():
    assert all(_KEBAB_CASE.fullmatch(name) for name in all_scenarios())


def acted(name, types, flows):
    features = {"approval": "approval" in flows, "order-proposals-feed": "approval" in flows}
    data = {
        "target": {"dataset_site": "http://localhost:1/"},
        "opportunities": {"types": types},
        "flows": {flow: flow in flows for flow in ("simple", "approval")},
        "features": features,
    }
    configuration = load(data=data, environment={}).configuration
    return [tuple(each.values.values()) for each in all_scenarios()[name].instances(configuration)]


@pytest.mark.parametrize(
    ("name", "types", "flows", "expected"),
    [
        ("last-space", ["Slot", "Event"], ["simple"], [("Slot", "simple"), ("Event", "simple")]),
        ("quotes-only", ["Slot", "Event"], ["simple"], [("Slot",)]),
        ("quotes-only", ["OnDemandEvent", "Slot"], ["simple"], [("Slot",)]),
        ("quotes-only", ["OnDemandEvent"], ["simple"], [("OnDemandEvent",)]),
        ("quote-deletion", ["Slot", "Event"], ["simple", "approval"], [("Slot", "simple"), ("Slot", "approval")]),
        ("wrong-total", ["Slot", "Event"], ["simple", "approval"], [("Slot", "simple")]),
        ("wrong-total", ["Slot"], ["approval"], [("Slot", "approval")]),
    ],
)
def test_what_depends_on_no_type_or_flow_is_acted_once(name, types, flows, expected):
    assert acted(name, types, flows) == expected


def test_what_waits_for_the_end_of_a_lease_waits_with_values_that_its_axes_have():
    waiting = [each for each in all_scenarios().values() if each.outlasts_lease is not None]
    leasing = {"leasing-apart", "leasing-expiry", "leasing-of-others"}
    assert {each.name for each in waiting} == leasing | {"order-states", "personal-data-after-lease-expiry"}
    assert all(value in each.axes[axis] for each in waiting for axis, value in each.outlasts_lease.items())


@pytest.mark.parametrize(("state", "waits"), [("lease-ended", True), ("quoted", False)])
def test_one_value_of_an_axis_may_have_to_wait(state, waits):
    assert all_scenarios()["order-states"].waits_in(ScenarioInstance("order-states", {"state": state})) is waits


def test_every_scenario_that_outlasts_a_lease_says_so():
    outlasting = {each.act.__module__ for each in all_scenarios().values() if each.outlasts_lease is not None}
    folder = Path(steps.__file__).parent
    calling = {path.stem for path in folder.rglob("*.py") if "await outlast_lease(" in path.read_text("utf-8")}
    assert calling == {module.rpartition(".")[2] for module in outlasting}
