"""What is particular to each type of opportunity: where its capacity stands, what it belongs to, who sells it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

CAPACITY = {"ScheduledSession": "remainingAttendeeCapacity", "Slot": "remainingUses"}
PARENT_TYPE = {"ScheduledSession": "SessionSeries", "Slot": "FacilityUse"}
PARENT = {"ScheduledSession": "superEvent", "Slot": "facilityUse"}
SELLER = {"ScheduledSession": "organizer", "Slot": "provider"}


def capacity_of(kind: str, data: Any) -> int | None:
    """Return the remaining capacity that an opportunity's data state, or None; 60.0 is a whole number, too."""
    value = data.get(CAPACITY.get(kind, "")) if isinstance(data, dict) else None
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
