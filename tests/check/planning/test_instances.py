"""What a check is judged on under a configuration, and what is said where it cannot be."""

import pytest

from booking_conformance.check.planning.instances import instances_of
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.results import Verdict

PARTNERS = {name: {"headers": {"X-Key": name}} for name in ("primary", "secondary")}
SELLERS = {"primary": {"id": "http://localhost:1/sellers/1"}}


def every_instance(check, features=(), **settings):
    data = {
        "target": {"dataset_site": "http://localhost:1/"},
        "booking_partners": PARTNERS,
        "sellers": SELLERS,
        "features": dict.fromkeys(features, True),
        **settings,
    }
    return instances_of(all_checks()[check], load(data=data, environment={}).configuration)


def only_instance(check, features=(), **settings):
    (instance,) = every_instance(check, features, **settings)
    return instance


def test_a_feature_that_is_not_declared_makes_it_not_applicable():
    assert only_instance("payment.optional-is-a-choice").preset is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("check", "features", "settings", "remedy"),
    [
        ("notifications.seller-cancellation-has-message", ["cancellation-message"], {}, "Declare a Test Interface"),
        ("sellers.second-seller-books", ["multiple-sellers"], {}, "Configure [sellers.secondary]"),
        ("access-data.channel-for-online", ["access-channel"], {"opportunities": {"types": ["Slot"]}}, "never online"),
        ("b.is-all-or-nothing", [], {}, "a Test Interface"),
        ("c1.confirms", [], {"scope": "read"}, "Run with --scope book"),
        ("c1.confirms", [], {"booking_partners": {}}, "[booking_partners.primary]"),
    ],
)
def test_what_the_configuration_cannot_show_is_not_run_and_says_what_would(check, features, settings, remedy):
    instance = only_instance(check, features, **settings)
    assert instance.preset is Verdict.NOT_RUN
    assert remedy in instance.remedy


def test_a_test_interface_beside_random_opportunities_acts_for_the_seller():
    assert only_instance("notifications.seller-cancellation-has-message", ["cancellation-message", "test-interface"])


def test_a_check_of_calls_has_an_instance_for_each_call_that_is_made():
    calls = [instance.call for instance in every_instance("errors.known-type", ["order-status"])]
    assert {"C1", "cancellation", "order-status", "open-feed"} <= set(calls)
    assert not {"P", "proposal-update", "test-action"} & set(calls)
    ids = [instance.instance_id for instance in every_instance("errors.known-type")]
    assert "errors.known-type[C1]" in ids


def test_a_check_of_a_scenario_has_an_instance_for_each_conversation_that_it_reads():
    found = every_instance("c1.confirms", opportunities={"types": ["Slot", "ScheduledSession"]})
    assert [each.instance_id for each in found] == [f"c1.confirms[{each.label}]" for each in found]
    assert {each.label.split(",")[0] for each in found} == {"Slot", "ScheduledSession"}
