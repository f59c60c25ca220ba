"""Whether a recording is whole and its times go forwards: ids without a gap, clocks that agree."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from booking_conformance.certify.comparisons.comparison import Comparison, compare
from booking_conformance.openactive.iso8601 import http_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from booking_conformance.certify.saved_report import SavedReport
    from booking_conformance.recording import Exchange

# Several servers of one target may disagree a little; a whole target may be set wrong, though not for long.
_DATES_APART_S = 60.0
_TARGET_WRONG_S = 600.0
_TO_BEGIN = timedelta(minutes=2)
_ROUNDED = timedelta(seconds=1)


def compare_ids(report: SavedReport) -> Comparison:
    """Look for exchanges that were taken out, put in, or moved."""
    exchanges = report.recording.exchanges
    return compare(f"{len(exchanges)} exchanges, numbered without a gap", _gaps(exchanges))


def _gaps(exchanges: Sequence[Exchange]) -> Iterator[str]:
    expected = [f"x{number:04d}" for number in range(1, len(exchanges) + 1)]
    found = [exchange.id for exchange in exchanges]
    for identifier, count in Counter(found).items():
        if count > 1:
            yield f"exchange {identifier} is in the recording more than once"
    for identifier in sorted(set(expected) - set(found)):
        yield f"exchange {identifier} is missing from the recording"
    for identifier in sorted(set(found) - set(expected)):
        yield f"exchange {identifier} is beyond the {len(exchanges)} exchanges of the recording"
    if sorted(found) == sorted(expected) != found:
        yield "the exchanges are not in the order of their numbers"


def compare_times(report: SavedReport) -> Comparison:
    """Compare the times of the exchanges with each other, with the run, and with the Date headers of the target."""
    return compare("the times of the exchanges, of the run, and of the target's Date headers", _wrong_times(report))


def _wrong_times(report: SavedReport) -> Iterator[str]:
    exchanges = report.recording.exchanges
    yield from _backwards(exchanges)
    yield from _outside(report)
    yield from _dates(exchanges)


def _backwards(exchanges: Sequence[Exchange]) -> Iterator[str]:
    for before, after in pairwise(exchanges):
        if after.started < before.started:
            yield f"exchange {after.id} was sent before {before.id}: time runs backwards, or the clock was set back"
    for exchange in exchanges:
        if exchange.duration_ms < 0:
            yield f"exchange {exchange.id} ends before it begins"


def _outside(report: SavedReport) -> Iterator[str]:
    exchanges, started = report.recording.exchanges, report.started
    if not exchanges:
        return
    first, last = exchanges[0], max(exchanges, key=lambda exchange: exchange.started)
    acted = timedelta(seconds=report.document["run"]["duration_s"])
    if not started <= first.started <= started + _TO_BEGIN:
        yield f"the run began at {started.isoformat()}, its first exchange at {first.started.isoformat()}"
    if last.started - first.started > acted + _ROUNDED:
        yield f"the run lasted {acted.total_seconds()} s, but {last.id} was sent after that"


def _dates(exchanges: Sequence[Exchange]) -> Iterator[str]:
    offsets = {one.id: offset for one in exchanges if (offset := _offset(one)) is not None}
    if not offsets:
        return
    usual = median(offsets.values())
    if abs(usual) > _TARGET_WRONG_S:
        yield f"the target's Date headers differ from the times of the recording by {usual:+.0f} s"
    for identifier, offset in offsets.items():
        if abs(offset - usual) > _DATES_APART_S:
            yield f"exchange {identifier} has a Date header {offset - usual:+.0f} s apart from those of the others"


def _offset(exchange: Exchange) -> float | None:
    """Return by how many seconds the Date header is later than the answer; None where a cache may have kept it."""
    if not exchange.partner or exchange.response_header("Age") is not None:
        return None
    stated = http_date(exchange.response_header("Date"))
    return (stated - exchange.ended).total_seconds() if stated else None
