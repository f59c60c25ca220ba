"""Whether Sellers accept proposals by themselves, where no Test Interface can have them do so."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Look = Callable[[float], Awaitable[bool]]

ACCEPTING = "SellerAcceptOrderProposal"
UNACCEPTED = "Declare a Test Interface, or have proposals accepted unasked, within flows.acceptance_wait."


class Acceptance:
    """What becomes of proposals unasked. Whoever asks first waits ``within`` seconds and finds out for all.

    Where the first was accepted, each later one is waited for ``patience`` seconds.
    """

    def __init__(self, within: float, patience: float) -> None:
        self._within = within
        self._patience = patience
        self._finding_out = asyncio.Lock()
        self._comes: bool | None = None

    async def comes(self, look: Look) -> bool:
        """Return whether a proposal is accepted unasked; ``look`` waits so many seconds, and says if it was."""
        async with self._finding_out:
            if self._comes is None:
                self._comes = await look(self._within)
                return self._comes
        return self._comes and await look(self._patience)
