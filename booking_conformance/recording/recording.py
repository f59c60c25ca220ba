"""The finished recording of a run: every exchange in the order of sending, and the conversations they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from booking_conformance.recording.conversation import Conversation
    from booking_conformance.recording.exchange import Exchange


@dataclass(frozen=True, repr=False)
class Recording:
    """What a run recorded. ``base_uri`` is without a trailing slash, "" when unknown."""

    base_uri: str
    exchanges: Sequence[Exchange]
    conversations: Sequence[Conversation] = field(default=())

    def exchange(self, identifier: str) -> Exchange | None:
        """Return the exchange with an id such as x0001; None when there is none."""
        return self._by_id.get(identifier)

    @cached_property
    def _by_id(self) -> dict[str, Exchange]:
        return {exchange.id: exchange for exchange in self.exchanges}
