"""What a check is written with. How it is judged lies in the modules next to this face."""

from booking_conformance.check.declaration import Check, check
from booking_conformance.check.verify import (
    absent,
    answered,
    beyond,
    each,
    equal,
    fail,
    inform,
    not_applicable,
    not_shown,
    not_testable,
    outcome,
    present,
    refused,
    require,
)

__all__ = [
    "Check",
    "absent",
    "answered",
    "beyond",
    "check",
    "each",
    "equal",
    "fail",
    "inform",
    "not_applicable",
    "not_shown",
    "not_testable",
    "outcome",
    "present",
    "refused",
    "require",
]
