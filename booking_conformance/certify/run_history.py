"""What became of the checks since an earlier run, whose report may say what became of them before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Any

from booking_conformance.check.renames import current_id
from booking_conformance.results import EarlierRun, History, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.results import RunResult

_MOST_RUNS = 20
_FAILED = frozenset({Verdict.ERROR, Verdict.FAIL})
_FAILING = _FAILED | {Verdict.NOT_TESTABLE}


def with_history(result: RunResult, earlier: Mapping[str, Any]) -> RunResult:
    """Return a result that says what became of its checks since an ``earlier`` run, given as report.json.

    A check that this run did not judge keeps the date since when it fails.
    """
    since, now = _failing_since(earlier), result.run.started.astimezone(UTC).isoformat()
    judged = {check.id: check.verdict for check in result.checks if check.verdict is not Verdict.NOT_RUN}
    failing = {check: since.get(check, now) for check, verdict in judged.items() if verdict in _FAILING}
    unjudged = {check: started for check, started in since.items() if check not in judged}
    found = History(
        runs=(*_runs_before(earlier), _as_earlier(earlier))[-_MOST_RUNS:],
        new=tuple(sorted(failing.keys() - since.keys())),
        fixed=tuple(sorted(since.keys() & judged.keys() - failing.keys())),
        failing_since=dict(sorted({**unjudged, **failing}.items())),
    )
    return replace(result, run=replace(result.run, history=found))


def history_of(stated: Mapping[str, Any] | None) -> History | None:
    """Return the history that report.json states of its run, None where it states none."""
    if stated is None:
        return None
    runs = tuple(EarlierRun(**run) for run in stated["runs"])
    return History(runs, tuple(stated["new"]), tuple(stated["fixed"]), dict(stated["failing_since"]))


def _runs_before(earlier: Mapping[str, Any]) -> tuple[EarlierRun, ...]:
    known = history_of(earlier["run"].get("history"))
    return known.runs if known else ()


def _failing_since(earlier: Mapping[str, Any]) -> dict[str, str]:
    """Return when those checks began to fail, as far as is known, that were failing after an earlier run."""
    known = history_of(earlier["run"].get("history"))
    if known:
        return {current_id(check): started for check, started in known.failing_since.items()}
    started = earlier["run"]["started"]
    return {current_id(check["id"]): started for check in earlier["checks"] if check["verdict"] in _FAILING}


def _as_earlier(report: Mapping[str, Any]) -> EarlierRun:
    verdicts = [check["verdict"] for check in report["checks"]]
    failed = sum(verdict in _FAILED for verdict in verdicts)
    return EarlierRun(report["run"]["started"], report["verdict"], failed, verdicts.count(Verdict.NOT_TESTABLE))
