"""The journal, which is written before anything is sent, against the recording, which is written at the end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from booking_conformance.certify.comparisons.comparison import Comparison, compare
from booking_conformance.client.journal import MAKES, Made, read_journal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from booking_conformance.certify.saved_report import SavedReport
    from booking_conformance.recording import Exchange

_FIELDS = ("event", "kind", "id", "partner", "seller")
_EVENTS = frozenset({"sending", "gone"})
# Requests with credentials that are wrong on purpose are not journalled: they make nothing that could be deleted.
_UNJOURNALLED = "credentials"
# A dataset of the Test Interface is journalled by its name, which its exchanges carry in no label.
_DATASET = "dataset"

Key = tuple[str, str, str]
"""Kind, id and booking partner of what was made."""


@dataclass(frozen=True)
class Entry:
    """A line of the journal."""

    at: datetime
    event: str
    made: Made

    @property
    def key(self) -> Key:
        """What the line speaks of, as the recording labels it."""
        return self.made.kind, self.made.id, self.made.partner


def compare_journal(report: SavedReport) -> Comparison:
    """Compare what the journal says was made with the requests that made it."""
    return compare(f"{len(report.journal)} lines of the journal with the recording", _differences(report))


def _differences(report: SavedReport) -> Iterator[str]:
    entries = []
    for number, line in enumerate(report.journal, 1):
        entry = _entry(line)
        if entry is None:
            yield f"line {number} of the journal is not one that this suite writes"
        else:
            entries.append(entry)
    yield from _order_of(entries, report)
    yield from _never_announced(entries)
    yield from _unlike(entries, report.recording.exchanges)
    yield from _left_behind(report)


def _entry(line: str) -> Entry | None:
    try:
        members = json.loads(line)
        event, *made = [members[name] for name in _FIELDS]
        at = datetime.fromisoformat(members["time"]).astimezone(UTC)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    texts = all(isinstance(text, str) for text in made)
    known = len(members) == len(_FIELDS) + 1 and event in _EVENTS and texts and made[0] in MAKES.values()
    return Entry(at, event, Made(*made)) if known else None


def _order_of(entries: Sequence[Entry], report: SavedReport) -> Iterator[str]:
    for before, after in pairwise(entries):
        if after.at < before.at:
            yield f"the journal runs backwards at {after.at.isoformat()}"
    if entries and entries[0].at < report.started:
        yield f"the journal begins at {entries[0].at.isoformat()}, before the run"


def _never_announced(entries: Sequence[Entry]) -> Iterator[str]:
    """Find what is said to be gone and was never said to be made; a dataset is deleted before it is made, too."""
    announced = set()
    for entry in entries:
        if entry.event == "sending":
            announced.add(entry.made)
        elif entry.made not in announced and entry.made.kind != _DATASET:
            yield f"the journal has the {entry.made.kind} {entry.made.id} as deleted, but never as made"


def _unlike(entries: Sequence[Entry], exchanges: Sequence[Exchange]) -> Iterator[str]:
    announced: dict[Key, datetime] = {}
    for entry in entries:
        if entry.event == "sending" and entry.made.kind != _DATASET:
            announced.setdefault(entry.key, entry.at)
    sent: dict[Key, Exchange] = {}
    for exchange in exchanges:
        key = _key(exchange)
        if key is None:
            continue
        sent.setdefault(key, exchange)
        if exchange.succeeded and key not in announced and not exchange.scenario.startswith(_UNJOURNALLED):
            yield f"exchange {exchange.id} made the {key[0]} {key[1]}, which the journal does not have"
    yield from _unlike_sent(announced, sent)


def _unlike_sent(announced: Mapping[Key, datetime], sent: Mapping[Key, Exchange]) -> Iterator[str]:
    for key, at in announced.items():
        if key not in sent:
            yield f"the journal has the {key[0]} {key[1]}, the recording does not"
        elif sent[key].started < at:
            yield f"exchange {sent[key].id} was sent before the journal has it"


def _key(exchange: Exchange) -> Key | None:
    kind = MAKES.get(exchange.call)
    return (kind, exchange.order_uuid, exchange.partner) if kind and exchange.order_uuid else None


def _left_behind(report: SavedReport) -> Iterator[str]:
    there = {(made.kind, made.id) for made in read_journal(line for line in report.journal if _entry(line))}
    stated = {(row["kind"], row["id"]) for row in report.document["run"]["left_behind"]}
    for kind, identifier in sorted(stated - there):
        yield f"report.json has the {kind} {identifier} left behind, the journal does not"
    for kind, identifier in sorted(there - stated) if stated else ():
        yield f"the journal has the {kind} {identifier} left behind, report.json does not"
