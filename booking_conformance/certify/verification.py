"""``verify``: everything that a report says, compared with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.certify.comparisons.chain import compare_chain, was_witnessed
from booking_conformance.certify.comparisons.conversations import compare_conversations, compare_observations
from booking_conformance.certify.comparisons.file_hashes import compare_files
from booking_conformance.certify.comparisons.har_form import compare_form
from booking_conformance.certify.comparisons.journal import compare_journal
from booking_conformance.certify.comparisons.judging import compare_judgement, compare_profile
from booking_conformance.certify.comparisons.labels import compare_labels
from booking_conformance.certify.comparisons.orders_feed import compare_last_reading
from booking_conformance.certify.comparisons.sequence import compare_ids, compare_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.certify.comparisons.comparison import Comparison
    from booking_conformance.certify.saved_report import SavedReport

_COMPARISONS = (
    compare_files,
    compare_profile,
    compare_form,
    compare_ids,
    compare_times,
    compare_labels,
    compare_conversations,
    compare_observations,
    compare_journal,
)
_WITNESSED = (compare_chain, compare_last_reading)
_UNPROVEN = (
    "A report can be made up as a whole: all of its files, hashes and times can be made to agree.",
    "It does not show that the target answered this way, that it is the system in production, or who ran the suite.",
    "It does not show what the target does outside the declared features, types and flows.",
)
_OF_EARLIER_RUNS = "What it says of earlier runs rests on their reports, which are not part of it."
_UNWITNESSED = "It has no chain of hashes (run --witness): an edited answer that changes no verdict is not found."


@dataclass(frozen=True)
class Verification:
    """What was compared, in the order of comparing, and what the report cannot prove, however well it agrees."""

    comparisons: tuple[Comparison, ...]
    unproven: tuple[str, ...] = ()

    @property
    def discrepancies(self) -> tuple[str, ...]:
        """Whatever did not agree."""
        return tuple(found for comparison in self.comparisons for found in comparison.discrepancies)


def verify(report: SavedReport) -> Verification:
    """Compare a report with its files, its journal and its recording, which is judged again. Nothing is sent."""
    return Verification(tuple(comparisons(report)), tuple(_unproven(report)))


def _unproven(report: SavedReport) -> Iterator[str]:
    yield from _UNPROVEN
    if "history" in report.document["run"]:
        yield _OF_EARLIER_RUNS
    if not was_witnessed(report):
        yield _UNWITNESSED


def comparisons(report: SavedReport) -> Iterator[Comparison]:
    """Compare one thing after the other, the recording judged again last."""
    for comparison in (*_COMPARISONS, *(_WITNESSED if was_witnessed(report) else ()), compare_judgement):
        yield comparison(report)
