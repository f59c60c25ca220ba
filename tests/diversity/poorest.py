"""The poorest declarations of booking systems, and core faults to be found in them."""

from collections.abc import Mapping
from typing import Any

from booking_conformance.check.registry import all_checks
from booking_conformance.fixtures.booking_system.faults import FAULTS as KNOWN
from booking_conformance.prove.fault_table import FaultRow, fault_rows
from booking_conformance.results import Level
from booking_conformance.scenario import all_scenarios
from booking_conformance.specification.profile import profile

FAULTS = 40
POOREST: Mapping[str, Mapping[str, Any]] = {
    "simple": {"flows": {"simple": True, "approval": False}, "types": ["ScheduledSession"], "features": {}},
    "approval": {
        "flows": {"simple": False, "approval": True},
        "types": ["Slot"],
        "features": {"order-proposals-feed": True},
    },
    "read": {"flows": {"simple": True, "approval": False}, "types": ["Slot"], "features": {}, "scope": "read"},
}


def settings(name: str, described: Mapping[str, Any]) -> dict[str, Any]:
    """Return the configuration of a vendor with one booking partner and one Seller, who declares next to nothing."""
    poor = POOREST[name]
    return {
        "target": described["target"],
        "network": described["network"],
        "booking_partners": {"primary": described["booking_partners"]["primary"]},
        "sellers": {"primary": described["sellers"]["primary"]},
        "opportunities": {"mode": "controlled", "types": poor["types"]},
        "flows": poor["flows"],
        "features": poor["features"],
        "scope": poor.get("scope", "book"),
        "effort": "low",
    }


def core_faults() -> list[FaultRow]:
    """Return faults spread evenly over those that a required check proves in what every booking system does."""
    core = [row for row in fault_rows().values() if profile().requires(row.primary) and _is_core(row)]
    return core[:: len(core) // FAULTS][:FAULTS]


def scenarios_of(row: FaultRow) -> frozenset[str] | None:
    """Return the scenarios that show a fault; None, for all of them, where its check reads whatever is answered."""
    read = {all_checks()[check].scenario for check in row.checks}
    return None if None in read else frozenset({*read, *row.scenarios} - {None})


def _is_core(row: FaultRow) -> bool:
    """Return whether a fault is one of what is declared everywhere: of no feature, and of no scenario of one."""
    gated = [all_scenarios()[name].feature for name in scenarios_of(row) or row.scenarios]
    elsewhere = row.values or row.id.startswith("order-status") or KNOWN[row.id].declares
    return not any(gated) and not elsewhere and all_checks()[row.primary].level is Level.MUST
