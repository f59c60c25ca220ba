"""Recordings as HAR 1.2 files. What the checks read goes in as fields with an underscore and comes back equal."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from booking_conformance import __version__
from booking_conformance.recording.conversation import Conversation, Observation, Stop
from booking_conformance.recording.har.entries import entry_of, exchange_from_entry, profile_of
from booking_conformance.recording.json_text import encode, to_bytes
from booking_conformance.recording.recording import Recording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from booking_conformance.recording.exchange import Exchange

FORMAT = 1
_OWN = "_booking_conformance"
SELECTION = "selection"
"""In the context, the ids of the checks that judged the recording; all of them where it is missing."""


class Recorded(Protocol):
    """What is written: a Recording, or anything that has its exchanges and conversations."""

    @property
    def exchanges(self) -> Sequence[Exchange]:
        """All exchanges, in the order in which they were sent."""
        ...

    @property
    def conversations(self) -> Sequence[Conversation]:
        """All conversations, in the order of the plan."""
        ...


@dataclass(frozen=True)
class HarFile:
    """A HAR file as read. ``context`` holds what ``write_har`` was given; {} when another program wrote the file."""

    exchanges: tuple[Exchange, ...]
    conversations: tuple[Conversation, ...]
    context: Mapping[str, Any]

    @property
    def recording(self) -> Recording:
        """The recording that the checks judge."""
        return Recording(str(self.context.get("base_uri", "")), self.exchanges, self.conversations)


def write_har(path: Path, recording: Recorded, context: Mapping[str, Any]) -> None:
    """Write a recording. ``context`` has ``suite_version``, ``base_uri``, ``target``, ``configuration``, ``selection``.

    Numbers with a fraction in facts and observations come back as Decimal, as they do from a response.
    """
    with path.open("wb") as file:
        file.writelines(har_pieces(recording, context))


def har_pieces(recording: Recorded, context: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield what ``write_har`` writes, piece by piece."""
    yield from map(to_bytes, _pieces(recording, context))


def _pieces(recording: Recorded, context: Mapping[str, Any]) -> Iterator[str]:
    creator = {"name": "booking-conformance", "version": __version__}
    conversations = [conversation_row(conversation) for conversation in recording.conversations]
    own = {"format": FORMAT, **context, "conversations": conversations}
    yield f'{{"log": {{"version": "1.2", "creator": {encode(creator)},\n"{_OWN}": {encode(own)},\n"entries": ['
    for index, exchange in enumerate(recording.exchanges):
        # An entry holds texts, numbers and the truth only: the standard encoder writes it, ten times as fast.
        yield (",\n" if index else "\n") + json.dumps(entry_of(exchange), ensure_ascii=False)
    yield "\n]}}\n"


def read_har(path: Path) -> HarFile:
    """Read a HAR file (also gzipped); raise ValueError, saying where, when it is not one."""
    log = _log(path)
    entries = log.get("entries")
    if not isinstance(entries, list):
        raise ValueError(f"{path} is not a HAR file: log.entries is not an array")  # noqa: TRY004 - the file is bad
    own = log.get(_OWN)
    profile = profile_of(own)
    exchanges = tuple(exchange_from_entry(entry, index, profile) for index, entry in enumerate(entries))
    if own is None:
        return HarFile(exchanges, (), {})
    try:
        return _ours(exchanges, own)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: log.{_OWN} is damaged: {error!r}") from error


def _log(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    try:
        text = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        document = json.loads(text.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, OSError, EOFError, RecursionError) as error:
        raise ValueError(f"{path} is not a HAR file: {error}") from error
    log = document.get("log") if isinstance(document, dict) else None
    if not isinstance(log, dict):
        raise ValueError(f"{path} is not a HAR file: it has no log")  # noqa: TRY004 - the file is bad
    return log


def _ours(exchanges: tuple[Exchange, ...], own: dict[str, Any]) -> HarFile:
    if own["format"] != FORMAT:
        raise ValueError(f"it has format {own['format']}; this version reads format {FORMAT}")
    known = {exchange.id: exchange for exchange in exchanges}
    conversations = tuple(read_conversation(conversation, known) for conversation in own["conversations"])
    context = {name: value for name, value in own.items() if name not in {"format", "conversations"}}
    return HarFile(exchanges, conversations, context)


def conversation_row(conversation: Conversation) -> dict[str, Any]:
    """Return a conversation as it is written, its exchanges by id."""
    stop = conversation.stop
    return {
        "id": conversation.id,
        "scenario": conversation.scenario,
        "values": conversation.values,
        "observations": [vars(observation) for observation in conversation.observations],
        "facts": conversation.facts,
        "stop": vars(stop) if stop else None,
        "exchanges": [exchange.id for exchange in conversation.exchanges],
    }


def read_conversation(row: dict[str, Any], known: Mapping[str, Exchange]) -> Conversation:
    """Return a conversation that was written, its exchanges from those that are ``known`` by id."""
    if missing := [identifier for identifier in row["exchanges"] if identifier not in known]:
        raise ValueError(f"the conversation {row['id']} has an exchange {missing[0]} that is missing")
    return Conversation(
        id=row["id"],
        scenario=row["scenario"],
        values=row["values"],
        exchanges=tuple(known[identifier] for identifier in row["exchanges"]),
        observations=tuple(_observation(observation) for observation in row["observations"]),
        facts=row["facts"],
        stop=Stop.read(row["stop"]) if row["stop"] else None,
    )


def _observation(row: dict[str, Any]) -> Observation:
    waited, pages = float(row["waited_s"]), tuple(row["exchanges"])
    return Observation(**{**row, "waited_s": waited, "exchanges": pages})
