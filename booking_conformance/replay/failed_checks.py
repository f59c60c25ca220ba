"""What failed in an earlier report: its checks, and the conversations in which they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from booking_conformance.certify.saved_report import RECORDING, report_document
from booking_conformance.check.registry import all_checks
from booking_conformance.check.renames import current_id
from booking_conformance.errors import UsageError
from booking_conformance.recording.har.har import read_har
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FAILED = frozenset({Verdict.FAIL, Verdict.ERROR})


@dataclass(frozen=True)
class Failed:
    """``checks`` are the ids that failed, ``conversations`` the ids of those that their evidence is from."""

    checks: tuple[str, ...]
    conversations: frozenset[str]


def failed_in(folder: Path) -> Failed:
    """Return what failed in the report of a folder; UsageError where nothing did, or there is none."""
    document = report_document(folder)
    failing = [check for check in document["checks"] if current_id(check["id"]) in all_checks()]
    failing = [check for check in failing if check["verdict"] in _FAILED]
    if not failing:
        raise UsageError(f"nothing failed in {folder}", "Run all checks, or name some with --only.")
    scenarios = _scenarios(folder)
    named = {scenarios.get(exchange, "") for check in failing for exchange in _exchanges(check)}
    return Failed(tuple(current_id(check["id"]) for check in failing), frozenset(named - {""}))


def _scenarios(folder: Path) -> dict[str, str]:
    """Return the conversation of each recorded exchange by its id; nothing is known without the recording."""
    try:
        return {exchange.id: exchange.scenario for exchange in read_har(folder / RECORDING).exchanges}
    except (OSError, ValueError):
        return {}


def _exchanges(check: dict[str, Any]) -> Iterator[str]:
    for instance in check["instances"]:
        if instance["verdict"] in _FAILED:
            yield from (evidence["exchange"] for evidence in instance["evidence"] if evidence["exchange"])
