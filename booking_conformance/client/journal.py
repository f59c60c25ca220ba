"""What the run may have made on the target, written down before it is sent, so that clean-up can be repeated."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAKES = {"B": "order", "P": "order-proposal", "C1": "order-quote", "C2": "order-quote", "test-opportunity": "dataset"}

# What takes the place of something else: of a quote, a proposal or an Order; of a proposal, an Order.
_REPLACES = {"P": ("order-quote",), "B": ("order-quote", "order-proposal")}
_REJECTED = "CustomerRejected"
UNMAKES = {"order-deletion": "order", "quote-deletion": "order-quote", "test-dataset-deletion": "dataset"}


@dataclass(frozen=True)
class Made:
    """Something that may exist on the target: its kind, its id (an Order UUID or dataset id), and whose it is."""

    kind: str
    id: str
    partner: str
    seller: str


class Journal:
    """A file of JSON lines, appended before sending. Without a path it remembers in memory only."""

    def __init__(self, path: Path | None) -> None:
        self._file = path.open("a", encoding="utf-8") if path else None
        self._made: dict[Made, None] = {}
        self._certain: set[Made] = set()

    def take_over(self, made: Iterable[Made]) -> None:
        """Begin with what a run that is resumed may have left: the file has it already."""
        self._made.update(dict.fromkeys(made))

    def sending(self, call: str, identifier: str, partner: str, seller: str) -> None:
        """Note something that is about to be made; sending it again is not noted twice."""
        kind = MAKES.get(call)
        if kind is None:
            return
        made = Made(kind, identifier, partner, seller)
        if made not in self._made:
            self._made[made] = None
            self._write({"event": "sending", "kind": kind, "id": identifier, "partner": partner, "seller": seller})

    def answered(
        self, call: str, identifier: str, partner: str, seller: str, *, succeeded: bool, body: object = None
    ) -> None:
        """Note what came of it: what was refused and never made is gone; what was made takes the place of its quote.

        ``body`` is what was sent: an OrderProposal Update ends the proposal where it rejects it.
        """
        named = _unmade(call, body) if succeeded else MAKES.get(call)
        made = Made(named or "", identifier, partner, seller)
        if succeeded and call in MAKES:
            self._certain.add(Made(MAKES[call], identifier, partner, seller))
            self._forget([Made(kind, identifier, partner, seller) for kind in _REPLACES.get(call, ())])
        elif named is not None and (succeeded or made not in self._certain):
            self._forget([made])

    def _forget(self, things: Iterable[Made]) -> None:
        for thing in things:
            if thing in self._made:
                self.gone(thing)

    def gone(self, made: Made) -> None:
        """Note that something is certainly no longer there."""
        self._made.pop(made, None)
        self._certain.discard(made)
        self._write({"event": "gone", "kind": made.kind, "id": made.id, "partner": made.partner, "seller": made.seller})

    def left(self) -> list[Made]:
        """Return what may still be there; what was sent and never answered counts as made."""
        return list(self._made)

    def _write(self, entry: dict[str, str]) -> None:
        if self._file:
            self._file.write(json.dumps({"time": datetime.now(UTC).isoformat(), **entry}) + "\n")
            self._file.flush()

    def close(self) -> None:
        """Close the file, if a line was ever written."""
        if self._file:
            self._file.close()


def _unmade(call: str, body: object) -> str | None:
    """Return the kind of thing that a call takes away where it succeeds."""
    if call == "proposal-update" and isinstance(body, dict):
        rejects = str(body.get("orderProposalStatus")).endswith(_REJECTED)
        return "order-proposal" if rejects else None
    return UNMAKES.get(call)


def read_journal(lines: Iterable[str]) -> list[Made]:
    """Return what a journal says may still be there. A torn last line, as of a killed run, is passed over."""
    made: dict[Made, None] = {}
    for line in lines:
        try:
            entry = json.loads(line)
            thing = Made(entry["kind"], entry["id"], entry["partner"], entry["seller"])
        except (ValueError, KeyError, TypeError):
            continue
        if entry.get("event") == "sending":
            made[thing] = None
        else:
            made.pop(thing, None)
    return list(made)
