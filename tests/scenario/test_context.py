"""What a scenario asks for where it does not vary the type: one that can be what it asks for."""

from types import SimpleNamespace

import pytest

from booking_conformance.scenario.baskets import Baskets
from booking_conformance.scenario.context import ScenarioContext
from booking_conformance.scenario.declaration import ScenarioInstance


def context(*types, **values):
    configuration = SimpleNamespace(opportunities=SimpleNamespace(types=types), flow_names=("simple",))
    return ScenarioContext(
        ScenarioInstance("booking", values), SimpleNamespace(configuration=configuration, baskets=Baskets())
    )


@pytest.mark.parametrize(
    ("criterion", "types", "kind"),
    [
        ("Bookable", ("Slot", "ScheduledSession"), "Slot"),
        ("OnlineBookable", ("Slot", "ScheduledSession"), "ScheduledSession"),
        ("OnlineBookable", ("Slot", "IndividualFacilityUseSlot"), "Slot"),
        ("BookableInPast", ("OnDemandEvent", "Slot"), "Slot"),
    ],
)
def test_the_first_type_that_can_be_so_is_asked_for(criterion, types, kind):
    assert context(*types).wanted(criterion).kind == kind


def test_a_scenario_that_varies_the_type_asks_for_its_own():
    assert context("Slot", "ScheduledSession", type="Slot").wanted("OnlineBookable").kind == "Slot"
