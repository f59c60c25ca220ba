"""Version 1.0 of the specification can be chosen, and asks for something else than CR3."""

from booking_conformance.check.planning.instances import feature_of, instances_of, scope_of
from booking_conformance.check.registry import all_checks
from booking_conformance.config import Configuration
from booking_conformance.results import Verdict
from booking_conformance.specification.profile import profile

TARGET = {"target": {"dataset_site": "https://example.com/openactive"}}


def configured(**settings):
    return Configuration.model_validate({**TARGET, **settings})


def test_version_1_0_requires_what_cr3_requires_but_what_it_leaves_out_and_its_own():
    old, current = profile("1.0"), profile()
    own = {check.id: scope_of(check) for check in all_checks().values() if "profile-1.0" in (feature_of(check) or "")}
    kept = {check: scope for check, scope in current.required.items() if check not in old.without}
    assert dict(old.required) == kept | own
    assert old.without <= set(all_checks())
    assert not old.without & set(own)
    assert old.sha256 != current.sha256


def test_the_profile_decides_what_is_judged():
    check, older = all_checks()["messages.media-type"], all_checks()["version-1-0.media-type"]
    assert [i.preset for i in instances_of(older, configured())] == [Verdict.NOT_APPLICABLE]
    [left_out] = instances_of(check, configured(profile="1.0"))
    assert (left_out.preset, left_out.reason[:20]) == (Verdict.NOT_APPLICABLE, "Open Booking API 1.0")
    assert configured(profile="1.0").declares("profile-1.0")
