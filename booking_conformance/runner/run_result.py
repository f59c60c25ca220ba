"""Puts the outcomes of a run together into its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance import __version__
from booking_conformance.check.instances import feature_of, scope_of
from booking_conformance.results.model import CheckResult, Instance, RunInfo, RunResult, Target, Verdict
from booking_conformance.results.run_verdict import overall
from booking_conformance.specification.profile import profile

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from booking_conformance.check.declaration import Check
    from booking_conformance.config import Configuration
    from booking_conformance.runner.execution import Performance


def compose(
    checks: Mapping[str, Check],
    outcomes: Mapping[str, Sequence[Instance]],
    selected: Collection[str],
    performance: Performance,
    *,
    started: datetime,
    interrupted: bool,
) -> RunResult:
    """Return the result of a run. ``outcomes`` are the judged instances by check id; the other checks were not run."""
    configuration = performance.configuration
    scope = configuration.granted_scope
    results = tuple(_result(check, outcomes.get(check.id, ()), check.id in selected) for check in checks.values())
    verdict, reason = overall(results, scope)
    return RunResult(
        verdict=verdict,
        verdict_reason=reason,
        scope=scope,
        profile=profile().name,
        profile_sha256=profile().sha256,
        suite_version=__version__,
        target=_target(performance),
        run=RunInfo(
            started=started,
            duration_s=round(performance.duration_s, 3),
            exchanges=len(performance.recording.exchanges),
            bookings=performance.bookings,
            seed=configuration.seed,
            selection={"selected": len(selected), "of": len(checks)},
            limits=configuration.limits.model_dump(),
            left_behind=tuple(performance.left_behind),
            interrupted=interrupted,
            stopped=performance.stopped,
            generated=_generated(performance),
        ),
        checks=results,
    )


def _generated(performance: Performance) -> dict[str, int]:
    counts = ((conversation.id, conversation.facts.get("generated")) for conversation in performance.conversations)
    return {name: count for name, count in sorted(counts) if isinstance(count, int)}


def _result(check: Check, instances: Sequence[Instance], selected: bool) -> CheckResult:
    why = "It was selected and not judged." if selected else "It was not selected."
    return check_result(check, instances or [Instance(check.id, Verdict.NOT_RUN, why)])


def check_result(check: Check, instances: Sequence[Instance]) -> CheckResult:
    """Return the result of a check that came to these instances."""
    return CheckResult(
        id=check.id,
        title=check.title,
        description=check.description,
        level=check.level,
        feature=feature_of(check),
        scope=scope_of(check),
        required=profile().requires(check.id),
        checkpoint=check.checkpoint,
        requirements=check.requirements,
        instances=tuple(instances),
    )


def _target(performance: Performance) -> Target:
    configuration: Configuration = performance.configuration
    site = performance.site
    return Target(
        name=configuration.target.name or (site.booking_service_name or site.name if site else ""),
        version=configuration.target.version or (site.software_version if site else ""),
        dataset_site=configuration.target.dataset_site,
        base_uri=performance.base_uri,
        types=tuple(configuration.opportunities.types),
        flows=configuration.flow_names,
        features=tuple(sorted(name for name, declared in configuration.features.items() if declared)),
    )
