"""What the page says of earlier runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.results import CheckResult, EarlierRun, RunResult


@dataclass(frozen=True)
class PageHistory:
    """Texts and checks for the page: ``headline`` counts, ``tags`` say of a failing check since when it fails."""

    headline: str
    runs: tuple[tuple[str, EarlierRun], ...]
    fixed: tuple[CheckResult, ...]
    tags: Mapping[str, str]


def page_history(result: RunResult) -> PageHistory | None:
    """Return what the page says of earlier runs; None where no report of one was named."""
    history = result.run.history
    if history is None:
        return None
    checks = {check.id: check for check in result.checks if check.verdict is not Verdict.NOT_RUN}
    still = (history.failing_since.keys() & checks.keys()) - set(history.new)
    counted = f"{len(history.new)} new, {len(history.fixed)} fixed, {len(still)} still failing"
    return PageHistory(
        headline=f"Since the run of {_day(history.runs[-1].started)}: {counted}.",
        runs=tuple((_day(run.started), run) for run in reversed(history.runs)),
        fixed=tuple(checks[check] for check in history.fixed),
        tags={
            **{check: f"failing since {_day(started)}" for check, started in history.failing_since.items()},
            **dict.fromkeys(history.new, "new"),
        },
    )


def _day(started: str) -> str:
    return datetime.fromisoformat(started).strftime("%d %B %Y, %H:%M %Z")
