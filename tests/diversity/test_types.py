"""Each type of opportunity that can be booked is sold by a correct system, and gets a verdict: with many spaces, one or
an unstated number.

All are tried when BOOKING_CONFORMANCE_DIVERSITY=all, else some that the other tests know least.
"""

import os
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest

from booking_conformance.scenario.supply.restraint import Restraint
from booking_conformance.specification import opportunity_types
from tests.support.declaring import run_as_declared

_WHOLE = ("Event", "HeadlineEvent", "CourseInstance", "OnDemandEvent")
_USUAL = ("ScheduledSession", "Slot")
TYPES = [name for name in opportunity_types() if name not in _USUAL]
_SOLD = [
    *(("whole-events" if kind in _WHOLE else "parts-of-events", kind) for kind in TYPES),
    *(("one-space-each", kind) for kind in _USUAL),
    ("no-capacity-stated", "OnDemandEvent"),
]
_ALL = [(*sold, mode) for sold in _SOLD for mode in ("controlled", "random")]
_SAMPLE = [
    ("parts-of-events", "HeadlineEventSubEvent", "controlled"),
    ("one-space-each", "Slot", "random"),
]
TRIED = _ALL if os.environ.get("BOOKING_CONFORMANCE_DIVERSITY") == "all" else _SAMPLE


def sells(kind: str, mode: str, described: Mapping[str, Any]) -> dict[str, Any]:
    """Return the configuration of a vendor who sells one type of opportunity."""
    scope = "full" if mode == "controlled" else "book"
    settings = {**described, "opportunities": {"mode": mode, "types": [kind]}, "scope": scope, "effort": "low"}
    return {name: value for name, value in settings.items() if name != "checkout"}


# What is sold on a host that is not this machine, where a run leaves the last space and what costs alone unless told:
# what only that would show is beyond it.
_REMOTE = [
    ("one-space-each", "ScheduledSession", ("allow_paid", "allow_last_space")),
    ("no-capacity-stated", "OnDemandEvent", ("allow_paid",)),
    ("paid-only", "Slot", ("allow_paid", "allow_last_space")),
    ("one-partner", "ScheduledSession", ()),
]


@pytest.mark.skipif(not _ALL, reason="the unit tests of the shelf know most of it")
@pytest.mark.parametrize(("variant", "kind", "allowed"), _REMOTE)
def test_a_correct_system_without_test_interface_on_a_remote_host_is_conformant(variant, kind, allowed, monkeypatch):
    monkeypatch.setattr(Restraint, "on", lambda configuration: Restraint(False, configuration.opportunities))

    def remote(described: Mapping[str, Any]) -> dict[str, Any]:
        settings = sells(kind, "random", described)
        return {**settings, "opportunities": {**settings["opportunities"], **dict.fromkeys(allowed, True)}}

    result = run_as_declared(remote, variants=[variant, "no-test-interface"])
    assert result.verdict == "conformant", result.verdict_reason


@pytest.mark.parametrize(("variant", "kind", "mode"), TRIED)
def test_a_correct_system_is_conformant_with_each_type(variant, kind, mode):
    result = run_as_declared(partial(sells, kind, mode), variants=[variant])
    failed = [(check.id, check.reason) for check in result.checks if check.verdict == "fail"]
    assert (result.verdict, failed) == ("conformant", [])
