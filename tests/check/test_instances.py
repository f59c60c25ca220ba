"""What a check is judged on under a configuration, and what is said where it cannot be."""

import pytest

from booking_conformance.check.instances import subjects
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.results import Verdict

PARTNERS = {name: {"headers": {"X-Key": name}} for name in ("primary", "secondary")}
SELLERS = {"primary": {"id": "http://localhost:1/sellers/1"}}


def only_instance(check, features=(), **settings):
    data = {
        "target": {"dataset_site": "http://localhost:1/"},
        "booking_partners": PARTNERS,
        "sellers": SELLERS,
        "features": dict.fromkeys(features, True),
        **settings,
    }
    (instance,) = subjects(all_checks()[check], load(data=data, environment={}).configuration)
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
