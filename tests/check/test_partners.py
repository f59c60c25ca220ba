"""Whoever has two booking partners is judged on what each may see of the other, with a Test Interface or without."""

import pytest

from booking_conformance.check.planning.instances import instances_of, scope_of
from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.results import Scope, Verdict

ISOLATED = "access-control.foreign-order-not-readable"
PARTNERS = {name: {"headers": {"X-Api-Key": name}} for name in ("primary", "secondary")}


def configured(*partners):
    data = {
        "target": {"dataset_site": "https://x.example/"},
        "booking_partners": {name: PARTNERS[name] for name in partners},
        "sellers": {"primary": {"id": "https://x.example/seller"}},
        "features": {"order-status": True},
    }
    return load(data=data).configuration


@pytest.mark.parametrize(("partners", "scope"), [(("primary",), Scope.FULL), (("primary", "secondary"), Scope.BOOK)])
def test_a_second_partner_is_all_that_isolation_needs(partners, scope):
    configuration = configured(*partners)
    assert configuration.granted_scope is Scope.BOOK
    assert scope_of(all_checks()[ISOLATED], configuration) is scope
    acted = {instance.scenario for _, instance in plan(all_checks(), all_checks().keys(), configuration).parts}
    assert ("order-of-another-partner" in acted) is (scope is Scope.BOOK)


def test_what_is_lacking_without_one_is_said():
    (instance,) = instances_of(all_checks()[ISOLATED], configured("primary"))
    assert (instance.preset, instance.remedy) == (Verdict.NOT_RUN, "Configure [booking_partners.secondary].")
