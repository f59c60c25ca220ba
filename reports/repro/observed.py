"""A step of a conversation that sends nothing of its own: something was awaited in a feed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.recording.json_text import encode

if TYPE_CHECKING:
    from datetime import datetime

    from booking_conformance.recording import Exchange, Observation


@dataclass(frozen=True)
class Observed:
    """What was awaited in a feed; ``page`` is the first page that was read for it, ``name`` stands in the script."""

    name: str
    observation: Observation
    page: Exchange
    started: datetime

    @property
    def order_uuid(self) -> None:
        """No Order: a feed shows many."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The item that the feed showed, as JSON."""
        return (encode(self.observation.value),)
