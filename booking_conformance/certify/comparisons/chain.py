"""The chain of hashes that ``run --witness`` wrote while it recorded, against what was recorded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from booking_conformance.certify.comparisons.comparison import Comparison, compare
from booking_conformance.certify.comparisons.file_hashes import sha256_of
from booking_conformance.recording.chain import (
    digest_of_body,
    digest_of_conversations,
    digest_of_exchange,
    link,
)
from booking_conformance.runner.last_reading import LAST_READING
from booking_conformance.runner.report_folder import JOURNAL, WITNESS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from booking_conformance.certify.saved_report import SavedReport
    from booking_conformance.recording import Exchange

Line = dict[str, Any]


def was_witnessed(report: SavedReport) -> bool:
    """Return whether the report is of a run with a witness: there is a chain, or the feeds were read again for it."""
    return (report.folder / WITNESS).is_file() or any(
        one.scenario == LAST_READING for one in report.recording.exchanges
    )


def head_of(folder: Path) -> str:
    """Return the last link of the chain in a folder, which stands for the whole recording; "" where there is none."""
    lines = _lines(folder)
    return str(lines[-1].get("link", "")) if lines else ""


def compare_chain(report: SavedReport) -> Comparison:
    """Follow the chain and compare every exchange and conversation with its link."""
    lines, head = _lines(report.folder), head_of(report.folder)
    return compare(f"{len(lines)} links of the chain, up to {head[:16]}", _breaks(lines, report))


def _lines(folder: Path) -> list[Line]:
    read = []
    file = folder / WITNESS
    for text in file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else ():
        try:
            line = json.loads(text)
        except (ValueError, RecursionError):
            line = None
        read.append(line if isinstance(line, dict) else {})
    return read


def _breaks(lines: Sequence[Line], report: SavedReport) -> Iterator[str]:
    before = ""
    for number, line in enumerate(lines, 1):
        expected = link(before, {name: value for name, value in line.items() if name != "link"})
        if line.get("link") != expected:
            yield f"the chain breaks at line {number} of {WITNESS}"
            return
        before = expected
    yield from _beginning(lines, report)
    yield from _unlike_exchanges(lines, report.recording.exchanges)
    yield from _unlike_ends(lines, report)


def _beginning(lines: Sequence[Line], report: SavedReport) -> Iterator[str]:
    first = lines[0] if lines else {}
    expected = (report.document["suite"]["version"], report.document["target"]["dataset_site"])
    if (first.get("suite"), first.get("dataset_site")) != expected:
        yield "the chain was begun by another version, or for another target"


def _unlike_exchanges(lines: Sequence[Line], exchanges: Sequence[Exchange]) -> Iterator[str]:
    chained = {str(line["exchange"]): line for line in lines if "exchange" in line}
    repeated = {line["repeated"] for line in lines if "repeated" in line}
    for exchange in exchanges:
        line = chained.pop(exchange.id, None)
        if line is None:
            yield f"exchange {exchange.id} is not in the chain"
        elif not _is_as_chained(exchange, line) or (exchange.id in repeated) is not exchange.superseded:
            yield f"exchange {exchange.id} is not as it was when it was chained"
    for missing in chained:
        yield f"exchange {missing} is in the chain and not in the recording"


def _is_as_chained(exchange: Exchange, line: Mapping[str, Any]) -> bool:
    lost = bool(exchange.response and exchange.response.body_lost)
    return line.get("entry") == digest_of_exchange(exchange) and (lost or line.get("body") == digest_of_body(exchange))


def _unlike_ends(lines: Sequence[Line], report: SavedReport) -> Iterator[str]:
    last = lines[-1] if lines else {}
    if "conversations" not in last:
        yield "the chain has no end: the run was cut off"
        return
    if last["conversations"] != digest_of_conversations(report.recording.conversations):
        yield "the conversations are not as they were when they were chained"
    if last.get("journal") != sha256_of(report.folder / JOURNAL):
        yield "the journal is not as it was when it was chained"
