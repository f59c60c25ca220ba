"""The verdict of the whole run, from the verdicts of its checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from booking_conformance.results import Scope, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.results import CheckResult

NON_CONFORMANT: Final = "non-conformant"
INCONCLUSIVE: Final = "inconclusive"
PARTIAL: Final = "partial"
CONFORMANT: Final = "conformant"

_UNDECIDED = {Verdict.NOT_TESTABLE, Verdict.ERROR, Verdict.NOT_RUN}
_SHOWN = {Verdict.PASS, Verdict.WARN, Verdict.INFO}
_NAMED_CHECKS = 3

_WIDER = {
    Scope.READ: "Scope book needs credentials ([booking_partners.primary]), a Seller ([sellers.primary]) and, "
    "unless the host is loopback, network.allow_bookings.",
    Scope.BOOK: 'Scope full needs the Test Interface (opportunities.mode = "controlled") and a second booking '
    "partner ([booking_partners.secondary]).",
    Scope.FULL: "",
}


def overall(checks: Sequence[CheckResult], scope: Scope) -> tuple[str, str]:
    """Return the verdict of the whole run at a scope, and the reason with what the wider scope needs."""
    verdict, reason = _judged(checks, scope)
    return verdict, f"{reason}, at scope {scope}. {_WIDER[scope]}".rstrip()


def is_claimed(check: CheckResult, scope: Scope) -> bool:
    """Tell whether a check that is not required belongs to what is declared, and the scope grants what it needs."""
    return not check.required and check.verdict is not Verdict.NOT_APPLICABLE and scope.grants(check.scope)


def _judged(checks: Sequence[CheckResult], scope: Scope) -> tuple[str, str]:
    required = [check for check in checks if check.required]
    failed = [check for check in required if check.verdict is Verdict.FAIL]
    undecided = [check for check in required if check.verdict in _UNDECIDED]
    unshown = [check for check in checks if is_claimed(check, scope) and check.verdict not in _SHOWN]
    if failed:
        return NON_CONFORMANT, f"{_count(failed, required, 'required')} failed: {_names(failed)}"
    if undecided or not required:
        what = f"{_count(undecided, required, 'required')} came to no verdict: {_names(undecided)}"
        return INCONCLUSIVE, what if required else "No required check was there to be judged"
    if unshown:
        return PARTIAL, f"All {len(required)} required checks hold, but not every claimed one: {_names(unshown)}"
    return CONFORMANT, f"All {len(required)} required checks and every claimed one hold"


def _count(some: Sequence[CheckResult], of: Sequence[CheckResult], kind: str) -> str:
    return f"{len(some)} of {len(of)} {kind} checks"


def _names(checks: Sequence[CheckResult]) -> str:
    named = ", ".join(f"{check.id} ({check.verdict})" for check in checks[:_NAMED_CHECKS])
    more = len(checks) - _NAMED_CHECKS
    return f"{named} and {more} more" if more > 0 else named
