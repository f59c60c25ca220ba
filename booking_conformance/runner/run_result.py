"""Puts the outcomes of a run together into its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance import __version__
from booking_conformance.check.check_result import check_result
from booking_conformance.check.registry import all_checks
from booking_conformance.results import CheckResult, Outcome, RunInfo, RunResult, Target, Verdict
from booking_conformance.results.run_verdict import overall
from booking_conformance.runner.feature_table import feature_table, unshown
from booking_conformance.specification.profile import profile

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from booking_conformance.check import Check
    from booking_conformance.config import Configuration
    from booking_conformance.runner.execution import Execution
    from booking_conformance.runner.session_state import SessionState


def compose(state: SessionState, selected: Collection[str]) -> RunResult:
    """Return the result of a session in which the ``selected`` checks were to be judged; the others were not run."""
    checks, outcomes, execution = all_checks(), state.outcomes_by_check(), state.execution
    configuration = execution.configuration
    scope = configuration.granted_scope
    results = tuple(_result(check, outcomes.get(check.id, ()), check.id in selected) for check in checks.values())
    table = feature_table(configuration, results, execution.recording.exchanges)
    verdict, reason = overall(results, scope, unshown(table))
    return RunResult(
        verdict=verdict,
        verdict_reason=reason,
        scope=scope,
        profile=profile().name,
        profile_sha256=profile().sha256,
        suite_version=__version__,
        target=_target(execution),
        run=RunInfo(
            started=state.started,
            duration_s=round(execution.duration_s, 3),
            exchanges=len(execution.recording.exchanges),
            bookings=execution.bookings,
            seed=configuration.seed,
            selection={"selected": len(selected), "of": len(checks)},
            limits=configuration.limits.model_dump(),
            left_behind=tuple(execution.left_behind),
            interrupted=state.interrupted,
            stopped=execution.stopped,
            generated=_generated(execution),
            retries=execution.retries,
        ),
        checks=results,
        features=table,
    )


def _generated(execution: Execution) -> dict[str, int]:
    counts = ((conversation.id, conversation.facts.get("generated")) for conversation in execution.conversations)
    return {name: count for name, count in sorted(counts) if isinstance(count, int)}


def _result(check: Check, instances: Sequence[Outcome], selected: bool) -> CheckResult:
    why = "It was selected and not judged." if selected else "It was not selected."
    return check_result(check, instances or [Outcome(check.id, Verdict.NOT_RUN, why)])


def _target(execution: Execution) -> Target:
    configuration: Configuration = execution.configuration
    site = execution.site
    return Target(
        name=configuration.target.name or (site.booking_service_name or site.name if site else ""),
        version=configuration.target.version or (site.software_version if site else ""),
        dataset_site=configuration.target.dataset_site,
        base_uri=execution.base_uri,
        types=tuple(configuration.opportunities.types),
        flows=configuration.flow_names,
        features=tuple(sorted(name for name, declared in configuration.features.items() if declared)),
    )
