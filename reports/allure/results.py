"""``allure-results`` of a run: what each check came to, in the words of the checks, and each attachment once."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from booking_conformance.reports.allure.contents import (
    EPIC,
    EVIDENCE,
    LINK_TYPE,
    SEVERITY,
    evidence_of,
    links,
    name_of,
    shown,
    text_of,
)
from booking_conformance.reports.evidence_text import plain, told
from booking_conformance.reports.grouping import known_failure, label_of
from booking_conformance.reports.page.labels import checkpoint_title
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from booking_conformance.recording import Exchange
    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.results import CheckResult, Outcome, RunResult

_STATUS = {
    Verdict.PASS: "passed",
    Verdict.INFO: "passed",
    Verdict.WARN: "passed",
    Verdict.FAIL: "failed",
    Verdict.NOT_TESTABLE: "failed",
    Verdict.NOT_APPLICABLE: "skipped",
    Verdict.ERROR: "broken",
}


def write_results(result: RunResult, recording: Recorded, folder: Path) -> None:
    """Write a file for each outcome, and one for each text that is attached to some of them.

    What was not run is left out.
    """
    exchanges = {exchange.id: exchange for exchange in recording.exchanges}
    texts, run = _Texts(folder, exchanges), f"{result.target.base_uri}#{result.run.started.isoformat()}"
    for check in result.checks:
        for outcome in check.instances:
            if outcome.verdict is not Verdict.NOT_RUN:
                # What is written again is written over.
                uuid = str(uuid5(NAMESPACE_URL, f"{run}#{outcome.id}"))
                entry = {"uuid": uuid, **_entry(result, check, outcome, exchanges, texts)}
                write_json(folder / f"{uuid}-result.json", entry)


def write_json(file: Path, document: object) -> None:
    """Write a document; what no encoding can hold is replaced."""
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8", errors="replace")


class _Texts:
    """The texts that were written, each in a file of its own; a dozen checks show the same exchange."""

    def __init__(self, folder: Path, exchanges: Mapping[str, Exchange]) -> None:
        self._folder = folder
        self._exchanges = exchanges
        self._of_exchanges: dict[str, str] = {}
        self._files: set[str] = set()

    def attached(self, outcome: Outcome, exchanges: list[Exchange]) -> list[dict[str, str]]:
        """Return the attachments of an outcome: its evidence, and the exchanges."""
        evidence = evidence_of(outcome, self._exchanges)
        named = [(EVIDENCE, self._file(evidence))] if evidence else []
        named += [(name_of(exchange), self._file_of(exchange)) for exchange in exchanges]
        return [{"name": name, "source": file, "type": "text/plain"} for name, file in named]

    def _file_of(self, exchange: Exchange) -> str:
        if exchange.id not in self._of_exchanges:
            self._of_exchanges[exchange.id] = self._file(text_of(exchange))
        return self._of_exchanges[exchange.id]

    def _file(self, text: str) -> str:
        """Return the name of the file that has the text."""
        content = text.encode(errors="replace")
        name = f"{hashlib.sha256(content).hexdigest()}-attachment.txt"
        if name not in self._files:
            self._files.add(name)
            (self._folder / name).write_bytes(content)
        return name


def _entry(
    result: RunResult, check: CheckResult, outcome: Outcome, exchanges: Mapping[str, Exchange], texts: _Texts
) -> dict[str, Any]:
    first = [exchanges[each] for each in outcome.exchanges[: shown(outcome)] if each in exchanges]
    checkpoint, title, label = checkpoint_title(check.checkpoint), plain(check.title), label_of(outcome)
    begun, ended = _span(first, result)
    return {
        "historyId": _hash(outcome.id),
        "testCaseId": _hash(check.id),
        "name": f"{title} ({label})" if label else title,
        "fullName": outcome.id,
        "titlePath": [checkpoint, title],
        "description": check.description,
        **_status(result, check, outcome),
        "attachments": texts.attached(outcome, first),
        "parameters": [],
        "start": begun,
        "stop": ended,
        "labels": [{"name": name, "value": value} for name, value in _labels(check, checkpoint, title)],
        "links": [{"type": LINK_TYPE, "url": url, "name": name} for url, name in links(check)],
    }


def _labels(check: CheckResult, checkpoint: str, title: str) -> list[tuple[str, str]]:
    tags = [str(check.level).lower(), str(check.scope), *([check.feature] if check.feature else [])]
    return [
        ("epic", EPIC),
        ("feature", checkpoint),
        ("story", title),
        ("severity", SEVERITY[check.level]),
        *(("tag", tag) for tag in tags),
        ("parentSuite", checkpoint),
        ("suite", title),
    ]


def _status(result: RunResult, check: CheckResult, outcome: Outcome) -> dict[str, Any]:
    if known := known_failure(result, check, outcome):
        return {"status": "skipped", "statusDetails": {"message": known}}
    text = told(outcome)
    return {"status": _STATUS[outcome.verdict], **({"statusDetails": {"message": text}} if text else {})}


def _span(exchanges: list[Exchange], result: RunResult) -> tuple[int, int]:
    """Return when the exchanges that are attached began and ended, in milliseconds since 1970."""
    if not exchanges:
        at = int(result.run.started.timestamp() * 1000)
        return at, at
    begun = [exchange.started.timestamp() * 1000 for exchange in exchanges]
    ended = [at + exchange.duration_ms for at, exchange in zip(begun, exchanges, strict=True)]
    return int(min(begun)), int(max(ended))


def _hash(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
