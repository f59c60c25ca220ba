"""The recorded conversations against the plan of the run, and what they observed against the pages that showed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.audit.own import selection_of
from booking_conformance.certify.comparisons.comparison import Comparison, compare
from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.scenario.feeds.items import page_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.certify.saved_report import SavedReport
    from booking_conformance.recording import Conversation, Observation, Recording


def compare_conversations(report: SavedReport) -> Comparison:
    """Compare the conversations with those that configuration and selection ask for."""
    return compare(f"{len(report.recording.conversations)} conversations with the plan of the run", _unplanned(report))


def _unplanned(report: SavedReport) -> Iterator[str]:
    planned = plan(all_checks(), selection_of(report.har), report.configuration)
    wanted = {instance.id for _, instance in planned.parts}
    acted = [conversation.id for conversation in report.recording.conversations]
    for missing in sorted(wanted - set(acted)):
        yield f"the conversation {missing} is missing: the configuration and the selection ask for it"
    for added in sorted(set(acted) - wanted):
        yield f"the conversation {added} was recorded, though neither configuration nor selection asks for it"
    for conversation in report.recording.conversations:
        yield from _strangers(conversation)


def _strangers(conversation: Conversation) -> Iterator[str]:
    for exchange in conversation.exchanges:
        if exchange.scenario != conversation.id:
            yield f"exchange {exchange.id} belongs to {exchange.scenario or 'no scenario'}, not to {conversation.id}"


def compare_observations(report: SavedReport) -> Comparison:
    """Compare what was seen in feeds with the recorded pages that are said to have shown it."""
    recording = report.recording
    pairs = [(conversation, seen) for conversation in recording.conversations for seen in conversation.observations]
    unseen = (
        f"{conversation.id}: the pages {', '.join(seen.exchanges)} do not show what it says of {seen.name}"
        for conversation, seen in pairs
        if seen.seen and not _is_shown(seen, recording)
    )
    return compare(f"{len(pairs)} observations of feeds with the pages that show them", unseen)


def _is_shown(seen: Observation, recording: Recording) -> bool:
    pages = [page for name in seen.exchanges if (page := recording.exchange(name))]
    if any(page.body_lost for page in pages):
        return True
    return any(seen.value in page_items(page) for page in pages if page.is_whole)
