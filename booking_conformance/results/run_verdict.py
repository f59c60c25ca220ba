"""The verdict of the whole run, from the verdicts of its checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from booking_conformance.results.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.results.model import CheckResult, Scope

NON_CONFORMANT: Final = "non-conformant"
INCONCLUSIVE: Final = "inconclusive"
PARTIAL: Final = "partial"
CONFORMANT: Final = "conformant"

_UNDECIDED = {Verdict.NOT_TESTABLE, Verdict.ERROR, Verdict.NOT_RUN}
_SHOWN = {Verdict.PASS, Verdict.WARN, Verdict.INFO}
_NAMED_CHECKS = 3


def overall(checks: Sequence[CheckResult], scope: Scope) -> tuple[str, str]:
    """Return the verdict of the whole run at a scope, and the reason for it."""
    required = [check for check in checks if check.required and scope.grants(check.scope)]
    failed = [check for check in required if check.verdict is Verdict.FAIL]
    undecided = [check for check in required if check.verdict in _UNDECIDED]
    unshown = [check for check in checks if is_claimed(check, scope) and check.verdict not in _SHOWN]
    if failed:
        return NON_CONFORMANT, f"{len(failed)} of {len(required)} required checks failed: {_names(failed)}"
    if not required:
        return INCONCLUSIVE, "No required check was there to be judged"
    if undecided:
        return INCONCLUSIVE, f"{len(undecided)} of {len(required)} required checks are undecided: {_names(undecided)}"
    if unshown:
        return PARTIAL, f"All {len(required)} required checks hold, but not every claimed one: {_names(unshown)}"
    return CONFORMANT, f"All {len(required)} required checks and every claimed one hold"


def is_claimed(check: CheckResult, scope: Scope) -> bool:
    """Tell whether a check that is not required belongs to what is declared, and the scope grants what it needs."""
    return not check.required and check.verdict is not Verdict.NOT_APPLICABLE and scope.grants(check.scope)


def _names(checks: Sequence[CheckResult]) -> str:
    named = ", ".join(f"{check.id} ({check.verdict})" for check in checks[:_NAMED_CHECKS])
    more = len(checks) - _NAMED_CHECKS
    return f"{named} and {more} more" if more > 0 else named
