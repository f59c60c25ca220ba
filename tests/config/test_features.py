"""Features: by their own names, by those of the OpenActive Test Suite, by groups, and none that is unknown."""

import pytest

from booking_conformance.config.loading import load
from booking_conformance.errors import ConfigurationError
from booking_conformance.specification import aliases, features, groups, requirements


def configured(features=None, **settings):
    data = {"target": {"dataset_site": "http://localhost:1/"}, "features": features or {}, **settings}
    return load(data=data, environment={}).configuration


def complaint(features, **settings):
    with pytest.raises(ConfigurationError) as raised:
        configured(features, **settings)
    return str(raised.value)


@pytest.mark.parametrize(("alias", "feature"), sorted(aliases().items()))
def test_names_of_the_openactive_test_suite_are_understood(alias, feature):
    if features()[feature].required or features()[feature].declared_by:
        return
    assert configured({alias: True}).declares(feature)


def test_two_names_that_contradict_each_other_are_refused():
    assert "contradicts another line about free" in complaint({"free": False, "free-opportunities": True})


def test_an_unknown_feature_is_refused_with_a_suggestion():
    assert 'did you mean "seller-requested-cancellation"?' in complaint({"seller_requested_cancelation": True})


def test_a_group_declares_its_members_and_a_member_can_be_taken_out():
    some = configured({"prepayment": True, "prepayment-unavailable": False})
    assert some.declares("prepayment-optional")
    assert not some.declares("prepayment-unavailable")


def test_tax_for_businesses_in_one_mode_needs_both_of_its_groups():
    assert configured({"tax-gross": True}).declares("b2c-tax-gross")
    assert not configured({"tax-gross": True}).declares("b2b-tax-gross")
    assert configured({"tax-gross": True, "b2b-tax": True}).declares("b2b-tax-gross")


def test_who_sells_and_says_nothing_of_prepayment_requires_it():
    assert configured({"paid": True}).declares("prepayment-required")
    assert not configured({"paid": True, "prepayment-unavailable": True}).declares("prepayment-required")
    assert not configured().declares("prepayment-required")


def test_what_every_booking_system_has_is_declared_and_cannot_be_denied():
    assert configured().declares("order-deletion")
    assert "every booking system has it" in complaint({"order-deletion": False})


def test_a_test_interface_may_be_declared_beside_opportunities_of_the_feeds():
    assert configured({"test-interface": True}).declares("test-interface")
    assert "declared by" in complaint({"test-interface": False}, opportunities={"mode": "controlled"})


@pytest.mark.parametrize(
    "contradiction",
    [{"single-seller": True, "multiple-sellers": True}, {"always-cancellable": True, "cancellation-window": True}],
)
def test_features_that_exclude_each_other_are_refused(contradiction):
    assert "contradicts" in complaint(contradiction)


def test_every_feature_of_a_requirement_can_be_declared():
    named = {part for row in requirements().values() for part in row.feature.split("+")} - {"core"}
    assert named <= {*features(), *groups()}


def test_only_what_is_said_to_be_missing_is_denied():
    some = configured({"free": False, "paid": True, "tax-net": False}, flows={"approval": False})
    assert some.denied == {"free", "tax-net", "b2c-tax-net", "b2b-tax-net", "approval"}
    assert configured().denied == frozenset()
