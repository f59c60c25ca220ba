"""The plan begins with what required checks need: a limit, or a shelf that runs short, then cuts off the rest."""

from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.specification.profile import profile

DATA = {
    "target": {"dataset_site": "http://127.0.0.1:9/openactive"},
    "booking_partners": {"primary": {}},
    "sellers": {"primary": {"id": "https://x/1"}},
    "features": {"reseller-broker": True, "paid": True, "attendee-details": True},
    "scope": "book",
}


def test_what_required_checks_need_comes_first():
    found = plan(all_checks(), frozenset(all_checks()), load(data=DATA, environment={}).configuration)
    required = {instance.conversation for check, instance in found.judged if profile().requires(check.id)}
    marks = [instance.id in required for _, instance in found.parts]
    assert {True, False} == set(marks)
    assert marks == sorted(marks, reverse=True)
