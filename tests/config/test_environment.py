"""Settings from the environment are shaped like those of the file."""

import pytest

from booking_conformance import variables
from booking_conformance.config.environment import settings_of
from booking_conformance.errors import ConfigurationError


@pytest.mark.parametrize(
    ("variable", "text", "settings"),
    [
        ("TARGET", "https://x.example", {"target": {"dataset_site": "https://x.example"}}),
        ("NETWORK__FEED_TIMEOUT", "30", {"network": {"feed_timeout": "30"}}),
        ("FEATURES__NAMED_LEASING", "true", {"features": {"named-leasing": "true"}}),
        ("OPPORTUNITIES__TYPES", "ScheduledSession, Slot", {"opportunities": {"types": ["ScheduledSession", "Slot"]}}),
        ("NETWORK__ALLOW_BOOKINGS", '["a.example"]', {"network": {"allow_bookings": ["a.example"]}}),
        ("REPORT", "somewhere", {}),
    ],
)
def test_a_variable_is_a_key(variable, text, settings):
    assert settings_of({f"BOOKING_CONFORMANCE_{variable}": text, "HOME": "/root"}) == settings


def test_where_things_are_is_no_setting_but_the_target_is():
    places = dict.fromkeys((variables.CONFIG, variables.REPORT, variables.TARGET), "x")
    assert settings_of(places) == {"target": {"dataset_site": "x"}}


def test_a_list_that_cannot_be_read_names_its_variable():
    with pytest.raises(ConfigurationError, match="BOOKING_CONFORMANCE_OPPORTUNITIES__TYPES"):
        settings_of({"BOOKING_CONFORMANCE_OPPORTUNITIES__TYPES": "[oops"})
