"""The exit code of a run that came to a result: a pure function of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from booking_conformance.results.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from booking_conformance.results.outcome import CheckResult
    from booking_conformance.results.run_result import RunResult

INTERRUPTED: Final = 130
INTERNAL_ERROR: Final = 4
NOTHING_SELECTED: Final = 2
BROKEN: Final = 1
HOLDS: Final = 0

_GOOD = {Verdict.PASS, Verdict.WARN, Verdict.INFO, Verdict.NOT_APPLICABLE}
_KNOWN_FAILURES = {Verdict.FAIL, Verdict.NOT_TESTABLE, Verdict.WARN}


@dataclass(frozen=True)
class ExitStatus:
    """The exit code, and why it is that one, a line a reason."""

    code: int
    reasons: tuple[str, ...] = ()


def exit_status(
    result: RunResult,
    *,
    selected: Collection[str] | None = None,
    baseline: Collection[str] = (),
    fail_on_warn: bool = False,
) -> ExitStatus:
    """Return the exit code of a finished run.

    ``selected`` holds the ids of the checks that were asked for (None: all). ``baseline`` holds the ids of the
    checks that are known to fail; an entry whose check no longer fails counts as a failure itself.
    """
    checks = [check for check in result.checks if selected is None or check.id in selected]
    errors = [check.id for check in checks if check.verdict is Verdict.ERROR]
    if result.run.interrupted:
        return ExitStatus(INTERRUPTED, ("the run was interrupted",))
    if errors:
        return ExitStatus(INTERNAL_ERROR, (f"internal error in the suite, in {', '.join(errors)}",))
    # Required or claimed; what is neither is not-applicable and does no harm.
    counted = [check for check in checks if result.scope.grants(check.scope) and not check.beyond]
    if not counted:
        return ExitStatus(NOTHING_SELECTED, (f"no selected check is within scope {result.scope}",))
    reasons = [
        *_broken(counted, baseline, fail_on_warn=fail_on_warn),
        *_stale(checks, baseline, fail_on_warn=fail_on_warn),
    ]
    return ExitStatus(BROKEN if reasons else HOLDS, tuple(reasons))


def _good(check: CheckResult, *, fail_on_warn: bool) -> bool:
    return check.verdict in _GOOD and not (fail_on_warn and check.verdict is Verdict.WARN)


def _broken(checks: Sequence[CheckResult], baseline: Collection[str], *, fail_on_warn: bool) -> Iterator[str]:
    for check in sorted(checks, key=lambda check: list(Verdict).index(check.verdict)):
        good = _good(check, fail_on_warn=fail_on_warn)
        known = check.id in baseline and check.verdict in _KNOWN_FAILURES
        if not good and not known:
            yield f"{check.id} is {check.verdict}"


def _stale(checks: Sequence[CheckResult], baseline: Collection[str], *, fail_on_warn: bool) -> Iterator[str]:
    for check in checks:
        if check.id in baseline and _good(check, fail_on_warn=fail_on_warn):
            yield f"{check.id} is {check.verdict}: remove it from the baseline, which lists it as failing"
