"""Puts the outcomes of a run together into its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance import __version__
from booking_conformance.check.judging.check_result import check_result
from booking_conformance.check.planning.instances import scope_of
from booking_conformance.check.registry import all_checks
from booking_conformance.client.connection import limits_of
from booking_conformance.results import CheckResult, Outcome, RunInfo, RunResult, Scope, Target, Verdict
from booking_conformance.results.run_verdict import of_selection, overall
from booking_conformance.runner.feature_table import feature_table, unshown
from booking_conformance.runner.longest_chain import longest_chain
from booking_conformance.specification.profile import profile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from booking_conformance.check import Check
    from booking_conformance.config import Configuration
    from booking_conformance.openactive.dataset_site import DatasetSite
    from booking_conformance.recording import Conversation, Exchange
    from booking_conformance.runner.session.state import SessionState


# Where no Seller ever accepts, or nothing can be bought, there may be nothing to blame: then nothing was shown either.
_NOTHING_BOOKED = "Nothing was booked: no B was answered with success"


def compose(state: SessionState, selected: Collection[str]) -> RunResult:
    """Return the result of a session in which the ``selected`` checks were to be judged; the others are left out."""
    execution = state.execution
    configuration, exchanges = execution.configuration, state.recording.exchanges
    run = RunInfo(
        started=state.started,
        duration_s=round(execution.duration_s, 3),
        exchanges=len(exchanges),
        bookings=execution.bookings,
        seed=configuration.seed,
        selection=selection_counts(selected),
        limits=limits_of(configuration).model_dump(),
        left_behind=tuple(execution.left_behind),
        interrupted=state.interrupted,
        stopped=execution.stopped,
        generated=generated_of(execution.conversations),
        retries=execution.retries,
        resumed=execution.resumption.resumed if execution.resumption else (),
        longest_chain=longest_chain(execution.conversations),
    )
    target = target_of(configuration, execution.site, execution.base_uri)
    return result_of(state.outcomes_by_check(), selected, configuration, exchanges, target, run)


def result_of(
    outcomes: Mapping[str, Sequence[Outcome]],
    selected: Collection[str],
    configuration: Configuration,
    exchanges: Sequence[Exchange],
    target: Target,
    run: RunInfo,
) -> RunResult:
    """Return what outcomes, by check id, come to; a selected check that has none was not run, others are left out.

    ``exchanges`` are all that was recorded: features are seen in them.
    """
    every = tuple(
        _result(check, outcomes.get(check.id, ()), configuration, selected=check.id in selected)
        for check in all_checks().values()
    )
    table, scope = feature_table(configuration, every, exchanges), configuration.granted_scope
    results = tuple(result for result in every if result.id in selected)
    whole = len(results) == len(every)
    verdict, reason = overall(results, scope, unshown(table, results)) if whole else of_selection(results, scope)
    if whole and scope is not Scope.READ and not any(each.call == "B" and each.succeeded for each in exchanges):
        reason = f"{reason}. {_NOTHING_BOOKED}"
    chosen = profile(configuration.profile)
    return RunResult(
        verdict=verdict,
        verdict_reason=reason,
        scope=scope,
        profile=chosen.name,
        profile_sha256=chosen.sha256,
        suite_version=__version__,
        target=target,
        run=run,
        checks=results,
        features=table,
    )


def selection_counts(selected: Collection[str]) -> dict[str, int]:
    """Return how many checks were selected, and of how many."""
    return {"selected": len(selected), "of": len(all_checks())}


def generated_of(conversations: Iterable[Conversation]) -> dict[str, int]:
    """Return how many messages were generated for each conversation."""
    counts = ((conversation.id, conversation.facts.get("generated")) for conversation in conversations)
    return {name: count for name, count in sorted(counts) if isinstance(count, int)}


def _result(check: Check, instances: Sequence[Outcome], configuration: Configuration, *, selected: bool) -> CheckResult:
    why = "It was selected, but not judged." if selected else "It was not selected."
    found = instances or [Outcome(check.id, Verdict.NOT_RUN, why)]
    return check_result(check, found, configuration.profile, scope_of(check, configuration))


def target_of(configuration: Configuration, site: DatasetSite | None, base_uri: str) -> Target:
    """Return the target as the configuration and its dataset site describe it."""
    return Target(
        name=configuration.target.name or (site.booking_service_name or site.name if site else ""),
        version=configuration.target.version or (site.software_version if site else ""),
        dataset_site=configuration.target.dataset_site,
        base_uri=base_uri,
        types=tuple(configuration.opportunities.types),
        flows=configuration.flow_names,
        features=tuple(sorted(name for name, declared in configuration.features.items() if declared)),
    )
