"""What the writers are given, and how they pick from it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from booking_conformance.reports.page.labels import checkpoint_order
from booking_conformance.results.baseline import FAILING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from booking_conformance.recording import Conversation, Exchange
    from booking_conformance.results import CheckResult, Outcome, RunResult, Verdict
    from booking_conformance.specification import Requirement

    Catalogue = Mapping[str, Requirement]


class Recorded(Protocol):
    """A recording: the exchanges in the order of sending, and the conversations they belong to."""

    @property
    def exchanges(self) -> Sequence[Exchange]:
        """All exchanges, in the order in which they were sent."""
        ...

    @property
    def conversations(self) -> Sequence[Conversation]:
        """All conversations, in the order of the plan."""
        ...


def catalogue() -> Catalogue:
    """Return every row of the specification by its id."""
    from booking_conformance.specification import requirements

    return requirements()


def in_order(result: RunResult) -> list[CheckResult]:
    """Return the checks by checkpoint, in the order of a booking, and by id."""
    return sorted(result.checks, key=lambda check: (checkpoint_order(check.checkpoint), check.id))


def by_checkpoint(result: RunResult) -> list[tuple[str, list[CheckResult]]]:
    """Return the checkpoints in the order of the report, each with its checks."""
    return [(name, list(checks)) for name, checks in groupby(in_order(result), lambda check: check.checkpoint)]


def of_verdict(checks: Iterable[CheckResult], verdict: Verdict) -> list[tuple[CheckResult, list[Outcome]]]:
    """Return the checks that have instances of the verdict, required checks first, with those instances."""
    found = [(check, [i for i in check.instances if i.verdict is verdict]) for check in checks]
    return sorted([row for row in found if row[1]], key=lambda row: not row[0].required)


def known_failure(result: RunResult, check: CheckResult, outcome: Outcome) -> str:
    """Return what stands for a failure that the baseline names, in formats that can only skip it; "" for any other."""
    is_known = check.id in result.run.known_failures and outcome.verdict in FAILING
    return f"known: {outcome.reason}" if is_known else ""


def alike(outcomes: Iterable[Outcome]) -> list[list[Outcome]]:
    """Return outcomes in groups: those that say nothing but their verdict together, each of the others alone."""
    silent: dict[Verdict, list[Outcome]] = {}
    groups: list[list[Outcome]] = []
    for outcome in outcomes:
        group = [outcome] if outcome.reason else silent.setdefault(outcome.verdict, [])
        if outcome.reason or not group:
            groups.append(group)
        if not outcome.reason:
            group.append(outcome)
    return groups


def label_of(outcome: Outcome) -> str:
    """Return what an instance is called beside the others of its check; "" for the only one."""
    return outcome.id.partition("[")[2].removesuffix("]")


def counts(checks: Iterable[CheckResult]) -> dict[str, int]:
    """Return how many checks have each verdict, worst first, those with none left out."""
    from booking_conformance.results import Verdict

    verdicts = [check.verdict for check in checks]
    return {str(verdict): verdicts.count(verdict) for verdict in Verdict if verdict in verdicts}


def beyond(checks: Iterable[CheckResult]) -> Mapping[str, list[CheckResult]]:
    """Return the checks that nothing in the run's configuration could show, by what would have to be configured."""
    found: dict[str, list[CheckResult]] = {}
    for check in checks:
        if check.beyond:
            found.setdefault(check.remedy, []).append(check)
    return dict(sorted(found.items(), key=lambda row: -len(row[1])))
