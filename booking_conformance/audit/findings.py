"""What an audit has found so far."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from booking_conformance.results import Verdict
from booking_conformance.specification.profile import CURRENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from booking_conformance.recording import Exchange
    from booking_conformance.results import Outcome, Scope, Target


@dataclass
class Findings:
    """Outcomes by check id, the exchanges that they rest on, and what was passed over, counted."""

    progress: Callable[[str], None]
    outcomes: dict[str, list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    unreadable: int = 0
    exchanges: int = 0
    judged: int = 0
    unknown: int = 0
    unanswered: int = 0
    bodiless: int = 0
    of_others: Counter[str] = field(default_factory=Counter)
    target: Target | None = None
    scope: Scope | None = None
    base_uri: str = ""
    profile: str = CURRENT
    _evidence: dict[str, Exchange] = field(default_factory=dict)

    def complain(self, complaint: str) -> None:
        """Note what could not be read, and where."""
        self.unreadable += 1
        self.progress(complaint)

    def keep(self, exchange: Exchange) -> None:
        """Keep an exchange as evidence."""
        self._evidence[exchange.id] = exchange

    def keep_cited(self, exchanges: Iterable[Exchange]) -> None:
        """Keep those exchanges that an outcome other than pass rests on."""
        reported = [one for instances in self.outcomes.values() for one in instances if one.verdict is not Verdict.PASS]
        cited = {identifier for instance in reported for identifier in instance.exchanges}
        self._evidence.update({exchange.id: exchange for exchange in exchanges if exchange.id in cited})

    def kept(self) -> list[Exchange]:
        """Return the evidence, in the order of the recordings."""
        return list(self._evidence.values())
