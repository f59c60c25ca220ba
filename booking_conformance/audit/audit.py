"""``audit``: judges recorded traffic, of this suite or of any other program, without sending anything."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from booking_conformance import __version__
from booking_conformance.audit.findings import Findings
from booking_conformance.audit.foreign import judge_foreign
from booking_conformance.audit.own import judge_own
from booking_conformance.check.judging.check_result import check_result
from booking_conformance.check.registry import all_checks
from booking_conformance.errors import UsageError
from booking_conformance.recording import Recording
from booking_conformance.recording.har.stream import is_ours
from booking_conformance.reports.counted import counted
from booking_conformance.results import Outcome, RunInfo, RunResult, Scope, Target, Verdict
from booking_conformance.results.verdict import NO_VIOLATION, VIOLATIONS
from booking_conformance.specification.profile import CURRENT, profile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from booking_conformance.results import CheckResult


def audit(
    files: Sequence[Path], base_uri: str, progress: Callable[[str], None], cluster: str = "", spoken: str = CURRENT
) -> tuple[RunResult, Recording]:
    """Judge HAR files, plain or gzipped, and return the result with the exchanges that it rests on.

    A file that this suite wrote is judged by every check that judged it when it was written; any other by the
    exchange checks under the profile ``spoken``, on the ``cluster`` whose scheduler's address is given, if one is.
    ``base_uri`` is "" when it is to be found from the paths. Raises UsageError when there is nothing to judge.
    """
    started = datetime.now(UTC)
    found = Findings(progress, profile=spoken)
    foreign = [file for file in files if not (is_ours(file) and judge_own(file, found))]
    judge_foreign(foreign, base_uri, found, cluster)
    if not found.judged:
        raise UsageError("nothing to judge: no API call was recognised", _counted(found))
    return _result(found, files, base_uri, started), Recording(found.base_uri or base_uri, found.kept())


def _result(found: Findings, files: Sequence[Path], base_uri: str, started: datetime) -> RunResult:
    results = tuple(_of_check(found, check_id) for check_id in all_checks())
    failed, errors = ([one.id for one in results if one.verdict is which] for which in (Verdict.FAIL, Verdict.ERROR))
    names = ", ".join(file.name for file in files)
    return RunResult(
        verdict=VIOLATIONS if failed else NO_VIOLATION,
        verdict_reason=_reason(found, failed, errors),
        scope=found.scope or Scope.READ,
        profile=profile(found.profile).name,
        profile_sha256=profile(found.profile).sha256,
        suite_version=__version__,
        target=found.target or Target(names, "", "", found.base_uri or base_uri, (), (), ()),
        run=RunInfo(
            started=started,
            duration_s=round((datetime.now(UTC) - started).total_seconds(), 3),
            exchanges=found.exchanges,
            bookings=0,
            seed=0,
            selection={"audit of": names},
            limits={},
        ),
        checks=results,
    )


def _of_check(found: Findings, check_id: str) -> CheckResult:
    check = all_checks()[check_id]
    why = "It needs the annotations of a recording that this suite made."
    instances = found.outcomes.get(check_id) or [Outcome(check_id, Verdict.NOT_RUN, why)]
    return check_result(check, instances, found.profile)


def _reason(found: Findings, failed: Sequence[str], errors: Sequence[str]) -> str:
    report = "reports" if len(failed) == 1 else "report"
    verdict = f"{counted(len(failed), 'check')} {report} violations" if failed else "No check reports a violation"
    broken = f"; internal error in the suite, in {', '.join(errors)}" if errors else ""
    return f"{verdict}{broken}; {_counted(found)}. Recorded traffic never proves conformance."


def _counted(found: Findings) -> str:
    counts = {
        "with bodies that were not recorded": found.bodiless,
        "without a response": found.unanswered,
        "that are not API calls": found.unknown,
        **found.of_others,
    }
    parts = [
        f"{counted(found.exchanges, 'exchange')} read",
        *(f"{count} {what}" for what, count in counts.items() if count),
    ]
    unread = [f"{counted(found.unreadable, 'part')} could not be read"] if found.unreadable else []
    return ", ".join([*parts, *unread])
