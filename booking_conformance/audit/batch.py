"""A batch of exchanges with what was said before them: all that its judging needs, so it can be judged anywhere."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from booking_conformance import __version__
from booking_conformance.check.judging.evaluation import judge_exchange
from booking_conformance.check.registry import all_checks
from booking_conformance.specification.profile import CURRENT, profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from booking_conformance.check import Check
    from booking_conformance.recording import Exchange, History
    from booking_conformance.results import Evidence, Verdict

    Judged = tuple[tuple[Verdict, Evidence | None], ...]

_MOST_EXCHANGES = 200
_MOST_CHARACTERS = 2_000_000


@dataclass(frozen=True)
class Batch:
    """Consecutive exchanges of one file, redacted, each with the Base URI that it stands below.

    ``histories`` holds, by Base URI, what was said before the first of them, as far as it can be asked for.
    """

    exchanges: Sequence[tuple[Exchange, str]]
    histories: Mapping[str, History]

    def judge(self) -> tuple[str, list[Judged]]:
        """Return the version of the suite here, and what each exchange check came to, in order, for each exchange."""
        return __version__, [self._judge(exchange, self.histories[base]) for exchange, base in self.exchanges]

    @staticmethod
    def _judge(exchange: Exchange, history: History) -> Judged:
        checks = checks_by_call(exchange.profile).get(exchange.call, ())
        judged = tuple(judge_exchange(check, exchange, history) for check in checks)
        history.add(exchange)
        return judged


class Waiting:
    """Exchanges that wait until they are enough for a batch, and the histories that they will be added to."""

    def __init__(self, histories: Mapping[str, History]) -> None:
        self._histories = histories
        self._exchanges: list[tuple[Exchange, str]] = []
        self._characters = 0

    def add(self, exchange: Exchange, base: str) -> bool:
        """Take in an exchange; return whether there are enough now."""
        self._exchanges.append((exchange, base))
        self._characters += size_of(exchange)
        return len(self._exchanges) >= _MOST_EXCHANGES or self._characters >= _MOST_CHARACTERS

    def batch(self) -> Batch | None:
        """Return what waited as a batch, None when nothing did; after it comes what follows."""
        if not self._exchanges:
            return None
        bases = dict.fromkeys(base for _, base in self._exchanges)
        batch = Batch(self._exchanges, {base: self._excerpt(base) for base in bases})
        for exchange, base in self._exchanges:
            self._histories[base].add(exchange)
        self._exchanges, self._characters = [], 0
        return batch

    def _excerpt(self, base: str) -> History:
        return self._histories[base].excerpt(exchange for exchange, below in self._exchanges if below == base)


def size_of(exchange: Exchange) -> int:
    """Return about how much memory the bodies of an exchange take."""
    response = exchange.response.body if exchange.response else ""
    return sys.getsizeof(response) + sys.getsizeof(exchange.request.body)


@cache
def checks_by_call(spoken: str = CURRENT) -> Mapping[str, list[Check]]:
    """Return the exchange checks of each call that they judge under a profile, "" being the current one.

    Those that only a declaration calls for are left out, but for what a profile itself declares.
    """
    key = spoken or CURRENT
    without, declared = profile(key).without, f"profile-{key}"
    found: dict[str, list[Check]] = {}
    for check in all_checks().values():
        judged = check.id not in without and (not check.promised or check.feature == declared)
        for call in check.calls if judged else ():
            found.setdefault(call, []).append(check)
    return found
