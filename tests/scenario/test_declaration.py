"""Scenarios are named in kebab-case: their names stand in ids of conversations and on the command line."""

import pytest

from booking_conformance.config.loading import load
from booking_conformance.scenario import all_scenarios, scenario
from booking_conformance.scenario.declaration import _KEBAB_CASE


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
        ("under-way", ["Slot", "Event"], ["simple"], [("Slot",)]),
        ("under-way", ["OnDemandEvent", "Slot"], ["simple"], [("Slot",)]),
        ("under-way", ["OnDemandEvent"], ["simple"], [("OnDemandEvent",)]),
        ("quote-deletion", ["Slot", "Event"], ["simple", "approval"], [("Slot", "simple"), ("Slot", "approval")]),
        ("wrong-total", ["Slot", "Event"], ["simple", "approval"], [("Slot", "simple")]),
        ("wrong-total", ["Slot"], ["approval"], [("Slot", "approval")]),
    ],
)
def test_what_depends_on_no_type_or_flow_is_acted_once(name, types, flows, expected):
    assert acted(name, types, flows) == expected
