"""Failures that have something in common."""

from booking_conformance.results import CheckResult, Evidence, Verdict
from tests.support import samples


def failing(name: str, *evidence: Evidence) -> CheckResult:
    """Return a check that fails by some evidence."""
    return samples.check(
        name, "A rule", ("c1-001",), samples.outcome(f"{name}[x]", Verdict.FAIL, "It is wrong.", *evidence)
    )


def failing_at_one_place(*names: str) -> tuple[CheckResult, ...]:
    """Return checks that all fail by the same price, the first seen twice."""
    price = Evidence("It is wrong.", "e00001", "/totalPaymentDue/price")
    in_feed = Evidence("It is wrong.", "e00002", "/items/3/data/totalPaymentDue/price")
    return tuple(failing(name, price, *([in_feed] if name == names[0] else [])) for name in names)
