"""The recording of a run as it is written while the run goes on, so that a run that was killed can be resumed.

A line of JSON for each exchange as it begins and as it ends, for each conversation that ends, and for each resumption.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from booking_conformance.recording.har.entries import entry_of, exchange_from_entry, profile_of
from booking_conformance.recording.har.har import conversation_row, read_conversation
from booking_conformance.recording.json_text import encode, to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from booking_conformance.recording.conversation import Conversation
    from booking_conformance.recording.exchange import Exchange

RECORDING_LOG: Final = "recording.jsonl"
FORMAT = 1
UNANSWERED = "the run was killed before it was answered"
_CUT_OFF = " (cut off)"
_REPEATED = " (repeated)"


class RecordingLog:
    """Appends to the file. ``head`` says how the run was started; None means that it is resumed.

    ``bytes`` is how large the file is.
    """

    def __init__(self, path: Path, head: Mapping[str, Any] | None) -> None:
        self._file = path.open("ab")
        self.bytes = self._file.tell()
        # The line before may be torn.
        self._file.write(b"\n" if head is None else b"")
        self._write(encode({"resumed": _now()} if head is None else {"run": {"format": FORMAT, **head}}))

    def begun(self, exchange: Exchange) -> None:
        """Note a request that is about to be sent."""
        self._entry("begun", exchange)

    def ended(self, exchange: Exchange) -> None:
        """Note an exchange as it was stored."""
        self._entry("exchange", exchange)

    def repeated(self, identifier: str) -> None:
        """Note that the request of an exchange was sent again."""
        self._write(encode({"repeated": identifier}))

    def finished(self, conversation: Conversation) -> None:
        """Note a conversation that has ended."""
        self._write(encode({"conversation": conversation_row(conversation)}))

    def _entry(self, kind: str, exchange: Exchange) -> None:
        self._write(f'{{"{kind}": {json.dumps(entry_of(exchange), ensure_ascii=False)}}}')

    def _write(self, line: str) -> None:
        self.bytes += self._file.write(to_bytes(line + "\n"))
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


@dataclass
class LoggedRecording:
    """What the file holds.

    ``head`` says how the run was started, and its ``parts`` which conversations were planned; ``resumed`` says when it
    was resumed. Exchanges of conversations that were cut off stay in the recording, under steps of another name: these
    are acted out again.
    """

    head: Mapping[str, Any] = field(default_factory=dict)
    resumed: tuple[str, ...] = ()
    conversations: list[Conversation] = field(default_factory=list)
    _exchanges: dict[str, Exchange] = field(default_factory=dict)

    @property
    def exchanges(self) -> list[Exchange]:
        """All exchanges, in the order in which they were sent."""
        return list(self._exchanges.values())

    def take(self, line: Mapping[str, Any]) -> None:
        """Take in a line."""
        if "run" in line:
            self.head = line["run"]
        elif "resumed" in line:
            self.resumed += (line["resumed"],)
            self.cut_off()
        elif "repeated" in line:
            sent = self._exchanges[line["repeated"]]
            self._exchanges[sent.id] = replace(sent, step=sent.step + _REPEATED, superseded=True)
        elif "conversation" in line:
            self.conversations.append(read_conversation(line["conversation"], self._exchanges))
        else:
            entry = line.get("begun") or line["exchange"]
            exchange = exchange_from_entry(entry, len(self._exchanges), profile_of(self.head))
            self._exchanges[exchange.id] = exchange

    def cut_off(self) -> None:
        """Rename the steps of the conversations that have not ended by now."""
        ended = {conversation.id for conversation in self.conversations}
        under_way = set(self.head.get("parts", ())) - ended
        for exchange in self.exchanges:
            if exchange.scenario in under_way and not exchange.step.endswith(_CUT_OFF):
                self._exchanges[exchange.id] = replace(exchange, step=exchange.step + _CUT_OFF)


def read_recording_log(lines: Iterable[bytes]) -> LoggedRecording:
    """Return what the lines hold, passing over those that a kill left torn; ``head`` is {} where there is none."""
    found = LoggedRecording()
    for line in lines:
        try:
            found.take(json.loads(line, parse_float=Decimal))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    found.cut_off()
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat()
