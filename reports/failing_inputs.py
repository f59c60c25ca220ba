"""The inputs that failed, each in a file of its own, to be sent again: as JSON, and as a curl command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from booking_conformance.recording.json_text import encode, parse_json
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from booking_conformance.recording import Exchange
    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.results import Outcome, RunResult

_AREA = "generated."
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


def failing_inputs(result: RunResult, recording: Recorded) -> Iterator[tuple[str, bytes]]:
    """Yield the name of a file and what it holds, for each instance of a check on generated messages that failed."""
    exchanges = {exchange.id: exchange for exchange in recording.exchanges}
    failed = (each for check in result.checks if check.id.startswith(_AREA) for each in check.instances)
    for instance in failed:
        if instance.verdict in {Verdict.FAIL, Verdict.WARN}:
            named = [evidence.exchange for evidence in instance.evidence if evidence.exchange in exchanges]
            for identifier in named[:1]:
                document = _document(instance, exchanges, identifier or "", result.run.seed)
                text = encode(document, indent=2)
                yield f"{_UNSAFE.sub('-', instance.id).strip('-')}.json", f"{text}\n".encode(errors="replace")


def _document(instance: Outcome, exchanges: Mapping[str, Exchange], identifier: str, seed: int) -> dict[str, Any]:
    exchange = exchanges[identifier]
    return {
        "check": instance.id,
        "reason": instance.reason,
        "seed": seed,
        "exchange": exchange.id,
        "method": exchange.request.method,
        "url": exchange.request.url,
        "body": _body(exchange.request.body),
        "status": exchange.status,
        "curl": exchange.curl(),
    }


def _body(text: str | None) -> Any:
    """Return what was sent as JSON, a text where it is none; amounts stay as they were written."""
    try:
        return parse_json(text) if text is not None else None
    except ValueError:
        return text
