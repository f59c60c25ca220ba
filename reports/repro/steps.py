"""What of a recording a script acts again: the steps of one conversation, up to what a failure rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.check.registry import all_checks
from booking_conformance.reports.repro.observed import Observed
from booking_conformance.reports.repro.relevance import related

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from booking_conformance.recording import Conversation, Exchange
    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.results import CheckResult, Evidence, Outcome

_SUPPLY = "test-opportunity"
# What a scenario waits for before it goes on.
_ACCEPTANCE = "acceptance"


@dataclass(frozen=True)
class Failure:
    """An outcome to be shown again: its evidence, the steps that lead to it, and the one that shows it (an id)."""

    outcome: Outcome
    evidence: Evidence
    conversation: Conversation | None
    steps: tuple[Exchange | Observed, ...]
    shown: str


def failure_of(check: CheckResult, outcomes: Iterable[Outcome], recording: Recorded) -> Failure | None:
    """Return the first failure of a check that names an exchange of the recording, None where none does."""
    known = {exchange.id: exchange for exchange in recording.exchanges}
    for outcome in outcomes:
        for evidence in outcome.evidence:
            if evidence.exchange in known:
                return _failure(check, outcome, evidence, recording, known)
    return None


def _failure(
    check: CheckResult, outcome: Outcome, evidence: Evidence, recording: Recorded, known: Mapping[str, Exchange]
) -> Failure:
    last = known[evidence.exchange or ""]
    conversation = _conversation(check, outcome, last, recording)
    steps = list(_steps(conversation, recording, known)) if conversation else []
    place = _place(steps, evidence)
    if place is None:
        return Failure(outcome, evidence, None, (last,), last.id)
    step = steps[place]
    return Failure(
        outcome,
        evidence,
        conversation,
        tuple(related(_acted(steps[: place + 1]), conversation.facts.get("opportunities", {}) if conversation else ())),
        step.name if isinstance(step, Observed) else step.id,
    )


def _conversation(check: CheckResult, outcome: Outcome, last: Exchange, recording: Recorded) -> Conversation | None:
    """Return the conversation that an outcome is of: that of its scenario instance, else that of the exchange."""
    declared = all_checks().get(check.id)
    scenario = declared.scenario if declared else None
    label = outcome.id.partition("[")[2].removesuffix("]")
    wanted = (f"{scenario}[{label}]" if label else scenario) if scenario else last.scenario
    return next((each for each in recording.conversations if each.id == wanted), None)


def _steps(
    conversation: Conversation, recording: Recorded, known: Mapping[str, Exchange]
) -> Iterator[Exchange | Observed]:
    supply = [each for each in recording.exchanges if each.call == _SUPPLY and each.scenario == conversation.id]
    steps: list[Exchange | Observed] = list(_observed(conversation, known))
    steps += [each for each in [*supply, *conversation.exchanges] if not each.superseded]
    yield from sorted(steps, key=lambda step: step.started)


def _observed(conversation: Conversation, known: Mapping[str, Exchange]) -> Iterator[Observed]:
    for number, observation in enumerate(conversation.observations, 1):
        pages = [known[page] for page in observation.exchanges if page in known]
        if pages:
            yield Observed(f"feed{number}", observation, pages[0], pages[-1].started)


def _place(steps: Sequence[Exchange | Observed], evidence: Evidence) -> int | None:
    """Return where the evidence shows: in the exchange that it names, or in what a feed showed on that page."""
    for place, step in enumerate(steps):
        if not isinstance(step, Observed) and step.id == evidence.exchange:
            return place
    seen = [
        (place, step.observation)
        for place, step in enumerate(steps)
        if isinstance(step, Observed) and evidence.exchange in step.observation.exchanges
    ]
    # Several may have been read from one page: that one is meant whose state was awaited in vain.
    said = f"{evidence.expected} {evidence.message}"
    return max(seen, key=lambda row: (row[1].awaited in said, not row[1].seen, row[0]), default=(None,))[0]


def _acted(steps: Sequence[Exchange | Observed]) -> list[Exchange | Observed]:
    """Return the steps without what was only looked at."""
    last = steps[-1]
    return [
        step for step in steps if not isinstance(step, Observed) or step is last or _ACCEPTANCE in step.observation.name
    ]
