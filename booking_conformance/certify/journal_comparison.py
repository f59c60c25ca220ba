"""The journal, which is written before anything is sent, against the recording, which is written at the end."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from booking_conformance.certify.comparison import Comparison, compare
from booking_conformance.client.journal import MAKES, read_journal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from booking_conformance.certify.saved_report import SavedReport
    from booking_conformance.recording import Exchange

_FIELDS = ("time", "event", "kind", "id", "partner", "seller")
# Requests with credentials that are wrong on purpose are not journalled: they make nothing that could be deleted.
_UNJOURNALLED = "credentials"
# A dataset of the Test Interface is journalled by its name, which its exchanges carry in no label.
_DATASET = "dataset"

Key = tuple[str, str, str]


def compare_journal(report: SavedReport) -> Comparison:
    """Compare what the journal says was made with the requests that made it."""
    return compare(f"{len(report.journal)} lines of the journal with the recording", _differences(report))


def _differences(report: SavedReport) -> Iterator[str]:
    entries: list[dict[str, Any]] = []
    for number, line in enumerate(report.journal, 1):
        entry = _entry(line)
        if entry is None:
            yield f"line {number} of the journal cannot be read"
        else:
            entries.append(entry)
    yield from _order_of(entries, report)
    yield from _unlike(entries, report.recording.exchanges)
    yield from _left_behind(report)


def _entry(line: str) -> dict[str, Any] | None:
    try:
        entry: dict[str, Any] = json.loads(line)
        return {**{name: str(entry[name]) for name in _FIELDS}, "at": _instant(entry["time"])}
    except (ValueError, KeyError, TypeError):
        return None


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _order_of(entries: Sequence[dict[str, Any]], report: SavedReport) -> Iterator[str]:
    for before, after in pairwise(entries):
        if after["at"] < before["at"]:
            yield f"the journal runs backwards at {after['time']}"
    for entry in entries[:1]:
        if entry["at"] < report.started:
            yield f"the journal begins at {entry['time']}, before the run"


def _unlike(entries: Sequence[dict[str, Any]], exchanges: Sequence[Exchange]) -> Iterator[str]:
    announced: dict[Key, datetime] = {}
    for entry in entries:
        if entry["event"] == "sending" and entry["kind"] != _DATASET:
            announced.setdefault((entry["kind"], entry["id"], entry["partner"]), entry["at"])
    sent: dict[Key, Exchange] = {}
    for exchange in exchanges:
        key = _key(exchange)
        if key is None:
            continue
        sent.setdefault(key, exchange)
        if exchange.succeeded and key not in announced and not exchange.scenario.startswith(_UNJOURNALLED):
            yield f"exchange {exchange.id} made the {key[0]} {key[1]}, which the journal does not have"
    for key, at in announced.items():
        if key not in sent:
            yield f"the journal has the {key[0]} {key[1]}, the recording does not"
        elif sent[key].started < at:
            yield f"exchange {sent[key].id} was sent before the journal has it"


def _key(exchange: Exchange) -> Key | None:
    kind = MAKES.get(exchange.call)
    return (kind, exchange.order_uuid, exchange.partner) if kind and exchange.order_uuid else None


def _left_behind(report: SavedReport) -> Iterator[str]:
    there = {(made.kind, made.id) for made in read_journal(report.journal)}
    stated = {(row["kind"], row["id"]) for row in report.document["run"]["left_behind"]}
    for kind, identifier in sorted(stated - there):
        yield f"report.json has the {kind} {identifier} left behind, the journal does not"
    for kind, identifier in sorted(there - stated) if stated else ():
        yield f"the journal has the {kind} {identifier} left behind, report.json does not"
