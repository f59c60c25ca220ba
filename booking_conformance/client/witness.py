"""``run --witness``: every exchange is chained by its hash as it is recorded, in a file that only grows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from booking_conformance import __version__
from booking_conformance.recording.chain import (
    digest_of_body,
    digest_of_conversations,
    digest_of_exchange,
    link,
    sha256,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from booking_conformance.recording import Conversation, Exchange


class Witness:
    """Writes JSON lines. Each has the members that it stands for, and ``link``, the hash of them and the link before.

    The first says when and with what the run began, the last what its conversations and its journal came to.
    """

    def __init__(self, file: Path, dataset_site: str) -> None:
        self._file = file.open("w", encoding="utf-8")
        self.head = ""
        self._write(begun=datetime.now(UTC).isoformat(), suite=__version__, dataset_site=dataset_site)

    def note(self, exchange: Exchange) -> None:
        """Chain an exchange that was recorded."""
        self._write(exchange=exchange.id, entry=digest_of_exchange(exchange), body=digest_of_body(exchange))

    def note_repeated(self, exchange: Exchange) -> None:
        """Chain that the request of an exchange was sent again."""
        self._write(repeated=exchange.id)

    def end(self, conversations: Iterable[Conversation], journal: bytes) -> None:
        """Chain what the scenarios noted, and the whole of the journal."""
        self._write(conversations=digest_of_conversations(conversations), journal=sha256(journal))

    def _write(self, **members: str) -> None:
        self.head = link(self.head, members)
        line: dict[str, Any] = {**members, "link": self.head}
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file; nothing can be chained afterwards."""
        self._file.close()
