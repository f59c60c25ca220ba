"""Vendors as there are, who choose what the drawn declarations do not bring together, are decided, too.

All are tried when BOOKING_CONFORMANCE_DIVERSITY=all, else the first.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.diversity.test_declarations import told
from tests.support.declaring import run_as_declared
from tests.support.shelves import publish

_ALONE = ("one-partner", "one-seller")
_ON_THEIR_OWN = (*_ALONE, "no-test-interface")


@dataclass(frozen=True)
class Vendor:
    """A vendor: the variants of the system, what is declared besides, and how many opportunities are published first.

    ``declares`` None says that nothing is declared that is not required, None for a feature that nothing is said of it.
    """

    variants: tuple[str, ...]
    types: tuple[str, ...] = ("ScheduledSession",)
    flows: tuple[str, ...] = ("simple",)
    mode: str = "random"
    scope: str = "book"
    declares: Mapping[str, bool | None] | None = field(default_factory=dict)
    shelf: int = 0

    def settings(self, described: Mapping[str, Any]) -> dict[str, Any]:
        """Return the configuration, from what the system says of itself."""
        for kind in self.types if self.shelf else ():
            publish({**described}, kind, self.flows[0], self.shelf)
        said = {} if self.declares is None else {**described["features"], **self.declares}
        features = {name: declared for name, declared in said.items() if declared is not None}
        return {
            **{name: value for name, value in described.items() if name != "checkout"},
            "opportunities": {"mode": self.mode, "types": list(self.types)},
            "flows": {flow: flow in self.flows for flow in ("simple", "approval")},
            "features": features,
            "scope": self.scope,
            "effort": "low",
        }


VENDORS = {
    "only Events": Vendor(("whole-events", "simple-only", *_ON_THEIR_OWN), ("Event",)),
    "free only": Vendor(("free-only",), mode="controlled", scope="full", flows=("simple", "approval")),
    "paid only, without leases": Vendor(("paid-only", "no-leasing", "no-test-interface"), flows=("simple", "approval")),
    "courts of one Seller": Vendor(
        ("parts-of-events", "one-seller"), ("IndividualFacilityUseSlot",), ("simple", "approval"), "controlled", "full"
    ),
    "dozens of one Seller": Vendor((*_ALONE, "simple-only"), shelf=48, declares=None),
    "accepts unasked": Vendor(("approval-only", "proposals-accepted-unasked", *_ON_THEIR_OWN), flows=("approval",)),
    "only courses": Vendor(("whole-events", "simple-only", *_ON_THEIR_OWN), ("CourseInstance",)),
    "no change of Orders": Vendor(
        ("refuses-all-cancellations", "no-order-status", "no-leasing", *_ON_THEIR_OWN), flows=("simple", "approval")
    ),
    "one space each, and nobody accepts": Vendor(
        ("one-space-each", "approval-only", "no-test-interface"), flows=("approval",)
    ),
    "only online, one space each, and nobody accepts": Vendor(
        ("online-only", "one-space-each", "approval-only", "no-test-interface"), flows=("approval",)
    ),
    "paid for in advance": Vendor(("prepayment-required-only", "no-test-interface"), ("Slot",), ("simple", "approval")),
    "paid for at the desk": Vendor(("prepayment-unavailable-only", "no-test-interface"), flows=("simple", "approval")),
    "online, with a Test Interface": Vendor(
        ("online-only",), flows=("simple", "approval"), mode="controlled", scope="full"
    ),
    "at the desk, with a Test Interface": Vendor(
        ("prepayment-unavailable-only",), flows=("simple", "approval"), mode="controlled", scope="full"
    ),
    "at the desk alone": Vendor(
        ("prepayment-unavailable-only", "paid-only", "simple-only"), mode="controlled", scope="full"
    ),
    "at the desk first": Vendor(("closed-offer-first", "simple-only"), mode="controlled", scope="full"),
    "with a long past": Vendor(("past-things-first", "simple-only", "no-test-interface"), ("Slot",)),
    "makes what it declares": Vendor(("made-as-declared", "simple-only"), mode="controlled", scope="full"),
    "checks the types of items": Vendor(
        ("item-types-checked", "simple-only"), ("CourseInstanceSubEvent",), mode="controlled", scope="full"
    ),
    "proposals among Orders": Vendor(
        ("proposals-in-orders-feed", "hard-delete", "one-item-a-page"),
        ("Slot",),
        ("simple", "approval"),
        "controlled",
        "full",
    ),
    "one item an Order": Vendor(
        ("one-item-at-most", "simple-only", "no-test-interface"),
        ("Slot",),
        # What these do is seen in an Order of two.
        declares={"cancellation-window": None, "prepayment-optional": None},
    ),
    "two items an Order": Vendor(("two-items-at-most", *_ON_THEIR_OWN), flows=("simple", "approval")),
    "one space an Order": Vendor(("one-space-an-order", "simple-only", *_ALONE), mode="controlled"),
    "videos for nothing": Vendor(
        ("no-capacity-stated", "free-only", "simple-only", "no-test-interface"), ("OnDemandEvent",)
    ),
}
TRIED = list(VENDORS) if os.environ.get("BOOKING_CONFORMANCE_DIVERSITY") == "all" else list(VENDORS)[:1]


@pytest.mark.parametrize("name", TRIED)
def test_a_vendor_is_decided(name: str):
    vendor = VENDORS[name]
    result = run_as_declared(vendor.settings, variants=vendor.variants)
    assert (result.verdict, result.scope) == ("conformant", vendor.scope), told(result)
