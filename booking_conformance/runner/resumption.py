"""What a run that was cut off left in its report folder, and how another one goes on with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from booking_conformance import __version__
from booking_conformance.client.journal import MAKES, read_journal
from booking_conformance.errors import UsageError
from booking_conformance.recording.json_text import encode
from booking_conformance.recording.recording_log import RECORDING_LOG, LoggedRecording, read_recording_log
from booking_conformance.runner.report_folder import JOURNAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from booking_conformance.client.session import Session
    from booking_conformance.config import Configuration
    from booking_conformance.recording import Conversation, Exchange

_AS_STARTED = "Resume it with the configuration and the flags that it was started with, or start a new run."


@dataclass(frozen=True)
class Resumption:
    """A run to go on with. ``resumed`` says when that was done, now among them."""

    report: Path
    logged: LoggedRecording
    now: datetime

    @property
    def started(self) -> datetime:
        """When the run was started."""
        return datetime.fromisoformat(self.logged.head["started"])

    @property
    def resumed(self) -> tuple[str, ...]:
        """When it was resumed."""
        return (*self.logged.resumed, self.now.isoformat())

    @property
    def conversations(self) -> list[Conversation]:
        """The conversations that had ended."""
        return self.logged.conversations

    def when_held(self) -> Resumption:
        """Return what there is now that no other run can write into the folder, its journal without what was not sent.

        The kill may have come between the journal's line and the log's.
        """
        now = read_resumption(self.report)
        _forget_unsent(self.report / JOURNAL, now.logged.exchanges)
        return now

    def take_over(self, session: Session) -> float:
        """Let a session go on where the last one was cut off; return how many seconds ago the run was started."""
        journal = self.report / JOURNAL
        session.recorder.take_over(self.logged.exchanges)
        session.budget.take_over(self.logged.exchanges)
        session.journal.take_over(read_journal(journal.read_text(encoding="utf-8").splitlines()))
        return (datetime.now(UTC) - self.started).total_seconds()

    def refuse_other(self, configuration: Configuration) -> None:
        """Raise UsageError for a configuration that is not that of the run: it would judge what another one acted."""
        now, then = configuration.model_dump(mode="json"), self.logged.head["configuration"]
        changed = sorted(name for name in now.keys() | then.keys() if _plain(now.get(name)) != _plain(then.get(name)))
        if changed:
            raise UsageError(f"the run was started with other settings: {', '.join(changed)}", _AS_STARTED)


def head_of(configuration: Configuration, parts: Iterable[str], options: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a run is started, for its log.

    ``parts`` are the ids of the conversations that are planned; ``options`` what the command line needs to resume it.
    """
    return {
        "suite_version": __version__,
        "started": datetime.now(UTC).isoformat(),
        "parts": list(parts),
        "configuration": configuration.model_dump(mode="json"),
        **options,
    }


def read_resumption(report: Path) -> Resumption:
    """Return what the run that reported into a folder left; UsageError where there is nothing to resume."""
    try:
        with (report / RECORDING_LOG).open("rb") as lines:
            logged = read_recording_log(lines)
    except OSError as error:
        hint = "A run that ended is not resumed. Start a new one."
        raise UsageError(f"{report} holds no run that was cut off", hint) from error
    if not logged.head:
        raise UsageError(f"{report / RECORDING_LOG} does not say how the run was started", "Start a new run.")
    if logged.head["suite_version"] != __version__:
        raise UsageError(f"version {logged.head['suite_version']} of the suite started the run, this is {__version__}")
    if logged.head.get("witness"):
        raise UsageError("a run with a witness cannot be resumed: its chain ended with it", "Start a new run.")
    return Resumption(report, logged, datetime.now(UTC))


def _forget_unsent(journal: Path, exchanges: Iterable[Exchange]) -> None:
    """Take out of the journal what it announced and the log does not have: the kill came before it was sent."""
    sent = {(MAKES.get(exchange.call), exchange.order_uuid) for exchange in exchanges}
    lines = journal.read_text(encoding="utf-8", errors="replace").splitlines() if journal.is_file() else []
    kept = [line for line in lines if _was_sent(line, sent)]
    temporary = journal.with_name(f".{journal.name}.tmp")
    temporary.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    temporary.replace(journal)


def _was_sent(line: str, sent: set[tuple[str | None, str | None]]) -> bool:
    try:
        entry = json.loads(line)
        return entry["kind"] == "dataset" or (entry["kind"], entry["id"]) in sent
    except (ValueError, KeyError, TypeError):
        return False


def _plain(value: object) -> object:
    """Return a value as JSON has it, whatever read its numbers."""
    return json.loads(encode(value))
