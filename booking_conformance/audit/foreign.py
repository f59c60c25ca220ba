"""The audit of traffic that any program recorded: by the exchange checks, one entry at a time."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.audit.call_finder import CallFinder
from booking_conformance.check.evaluation import ExchangeTally
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import History
from booking_conformance.recording.har_stream import stream_exchanges
from booking_conformance.recording.redaction import Redactor
from booking_conformance.results import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from booking_conformance.audit.findings import Findings
    from booking_conformance.recording import Exchange

# Enough to join what is said about one Order, and little beside a file that is larger than memory.
_ORDERS_KEPT = 500
_CREDENTIALS = ("authorization", "api-key", "apikey", "token")


def judge_foreign(files: Iterable[Path], base_uri: str, found: Findings) -> None:
    """Judge files one after the other; what was not seen in any of them is not run."""
    auditor = ForeignAuditor(base_uri, found)
    for number, file in enumerate(files, 1):
        auditor.pass_over(file, f"f{number}-")
    auditor.tell()


class ForeignAuditor:
    """Judges exchanges as they come, and remembers of them no more than the checks need.

    ``tallies`` are those of every exchange check by the call that they judge.
    """

    def __init__(self, base_uri: str, found: Findings) -> None:
        self._found = found
        self._base_uri = base_uri
        self._redactor = Redactor()
        self.tallies: dict[str, list[ExchangeTally]] = defaultdict(list)
        for check in all_checks().values():
            for call in check.calls:
                self.tallies[call].append(ExchangeTally(check, f"{check.id}[{call}]"))

    def pass_over(self, file: Path, prefix: str) -> None:
        """Judge the entries of a file; one that cannot be read is reported, and the others are judged."""
        finder, histories = CallFinder(self._base_uri), dict[str, History]()
        for read in stream_exchanges(file):
            if isinstance(read, ValueError):
                self._found.complain(f"{file.name}: {read}")
                continue
            exchange, base = finder.find(replace(read, id=f"{prefix}{read.id}", partner=read.partner or _partner(read)))
            self._found.exchanges += 1
            if self._is_judged(exchange):
                self._found.base_uri = self._found.base_uri or base
                history = histories.setdefault(base, History(base, orders_kept=_ORDERS_KEPT))
                self.judge(exchange, history)

    def _is_judged(self, exchange: Exchange) -> bool:
        found = self._found
        if not exchange.call:
            found.unknown += 1
        elif exchange.response is None:
            found.unanswered += 1
        else:
            found.bodiless += exchange.response.body_lost or exchange.request.body_lost
            return True
        return False

    def judge(self, exchange: Exchange, history: History) -> None:
        """Judge an exchange whose call is known, and remember it."""
        # Persons in foreign traffic are real: they are hidden in what was sent, too, before anything is judged.
        redacted = self._redactor.redact_wholly(exchange)
        self._found.judged += 1
        cited = [tally.judge(redacted, history) for tally in self.tallies.get(redacted.call, ())]
        if any(cited):
            self._found.keep(redacted)
        history.add(redacted)

    def tell(self) -> None:
        """Give the outcomes to the findings: of the calls that were seen, where a check judged any."""
        for tallies in self.tallies.values():
            for tally in tallies:
                if tally.judged:
                    self._found.outcomes[tally.check.id].append(tally.instance())
                else:
                    self._found.outcomes.setdefault(tally.check.id, [])
        for check_id, instances in self._found.outcomes.items():
            if not instances:
                instances.append(Outcome(check_id, Verdict.NOT_RUN, "No recorded exchange is covered by this rule."))


def _partner(exchange: Exchange) -> str:
    """Return a name for whoever sent it: an Order UUID belongs to the credentials that it was used with."""
    shown = [value for name, value in exchange.request.headers if any(word in name.lower() for word in _CREDENTIALS)]
    return hashlib.blake2s("\n".join(shown).encode(errors="replace"), digest_size=4).hexdigest() if shown else ""
