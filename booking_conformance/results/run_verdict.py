"""The verdict of the whole run, from the verdicts of its checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from booking_conformance.results.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.results.outcome import CheckResult
    from booking_conformance.results.verdict import Scope

NON_CONFORMANT: Final = "non-conformant"
INCONCLUSIVE: Final = "inconclusive"
PARTIAL: Final = "partial"
CONFORMANT: Final = "conformant"
# Of a selection, which shows nothing of the other checks.
SELECTION_HOLDS: Final = "selected checks hold"
SELECTION_UNDECIDED: Final = "selected checks undecided"
SELECTION_FAILS: Final = "selected checks fail"

_UNDECIDED = {Verdict.NOT_TESTABLE, Verdict.ERROR, Verdict.NOT_RUN}
HELD = frozenset({Verdict.PASS, Verdict.WARN, Verdict.INFO})
"""What a check comes to that was judged, and found no MUST broken."""

_NAMED = 3
_NO_MORE = "a selection gives no overall verdict"


def overall(checks: Sequence[CheckResult], scope: Scope, unshown: Sequence[str] = ()) -> tuple[str, str]:
    """Return the verdict of the whole run at a scope, and the reason for it.

    ``unshown`` names the declared features that no check could judge. What is beyond the run's configuration keeps
    no verdict back: it is reported beside it.
    """
    required = [check for check in checks if check.required and scope.grants(check.scope) and not check.beyond]
    failed = [check for check in required if check.verdict is Verdict.FAIL]
    undecided = [check for check in required if check.verdict in _UNDECIDED]
    if failed:
        return NON_CONFORMANT, f"{len(failed)} of {len(required)} required checks failed: {_names(failed)}"
    if not any(check.verdict in HELD for check in required):
        return INCONCLUSIVE, "There was no required check to judge"
    if undecided:
        return INCONCLUSIVE, f"{len(undecided)} of {len(required)} required checks are undecided: {_names(undecided)}"
    claimed = [check for check in checks if is_claimed(check, scope) and check.verdict not in HELD]
    if claimed:
        return (
            PARTIAL,
            f"All {len(required)} required checks hold, but not every check of a declared feature: {_names(claimed)}",
        )
    if unshown:
        what = _first(unshown)
        return PARTIAL, f"All {len(required)} required checks hold, but no check judged these declared features: {what}"
    return CONFORMANT, f"All {len(required)} required checks and every check of a declared feature hold"


def of_selection(checks: Sequence[CheckResult], scope: Scope) -> tuple[str, str]:
    """Return the verdict of the selected checks at a scope, and the reason for it."""
    counted = [check for check in checks if scope.grants(check.scope) and not check.beyond]
    failed = [check for check in counted if check.verdict is Verdict.FAIL]
    undecided = [check for check in counted if check.verdict in _UNDECIDED]
    if failed:
        return SELECTION_FAILS, f"{len(failed)} of {len(counted)} selected checks failed: {_names(failed)}; {_NO_MORE}"
    if undecided or not counted:
        what = f"{len(undecided)} of {len(counted)} selected checks are undecided: {_names(undecided)}"
        return SELECTION_UNDECIDED, f"{what if counted else 'No selected check could be judged'}; {_NO_MORE}"
    return SELECTION_HOLDS, f"{_held(len(counted))}; {_NO_MORE}"


def _held(count: int) -> str:
    return "The selected check holds" if count == 1 else f"All {count} selected checks hold"


def is_claimed(check: CheckResult, scope: Scope) -> bool:
    """Return whether a check that is not required belongs to what is declared, and the run could show it."""
    left_out = check.verdict is Verdict.NOT_APPLICABLE or check.beyond
    return not check.required and not left_out and scope.grants(check.scope)


def _names(checks: Sequence[CheckResult]) -> str:
    return _first([f"{check.id} ({check.verdict})" for check in checks])


def _first(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
