"""The audit of traffic that any program recorded: by the exchange checks, one entry at a time."""

from __future__ import annotations

from collections import defaultdict
from contextlib import nullcontext
from typing import TYPE_CHECKING

from booking_conformance.audit.batch import Waiting, checks_by_call
from booking_conformance.audit.call_finder import CallFinder
from booking_conformance.audit.clocks import Clocks
from booking_conformance.audit.cluster import cluster_at
from booking_conformance.audit.front_doors import FrontDoors
from booking_conformance.audit.groups import Prepared, in_groups
from booking_conformance.audit.intermediaries import answered_by_another
from booking_conformance.audit.masks import Unmasker
from booking_conformance.audit.partners import Partners
from booking_conformance.check.judging.call_tallies import CallTallies
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import History
from booking_conformance.recording.deletions import Deletions
from booking_conformance.recording.exchange import altered
from booking_conformance.recording.har.stream import stream_exchanges
from booking_conformance.recording.redaction.redaction import Redactor
from booking_conformance.results import Outcome, Verdict
from booking_conformance.specification.profile import CURRENT, profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from booking_conformance.audit.batch import Batch, Judged
    from booking_conformance.audit.cluster import Cluster
    from booking_conformance.audit.findings import Findings
    from booking_conformance.recording import Exchange

# Enough to join what is said about one Order, and little beside a file that is larger than memory.
_ORDERS_KEPT = 500


def judge_foreign(files: Sequence[Path], base_uri: str, found: Findings, cluster: str = "") -> None:
    """Judge files one after the other; what was not seen in any of them is not run.

    ``cluster`` is the address of the Dask scheduler whose workers judge; "" judges here. The outcome is the same.
    """
    auditor = ForeignAuditor(base_uri, found)
    with cluster_at(cluster, auditor.take_batch) if cluster and files else nullcontext() as workers:
        for number, file in enumerate(files, 1):
            auditor.pass_over(file, f"f{number}-", workers)
        if workers is not None:
            workers.finish()
    auditor.tell()


class ForeignAuditor:
    """Judges exchanges as they come, and remembers of them no more than the checks need.

    ``tallies`` are those of every exchange check by the call that they judge.
    """

    def __init__(self, base_uri: str, found: Findings) -> None:
        self._found = found
        self._base_uri = base_uri
        self._redactor, self._masks = Redactor(), Unmasker()
        self._doors, self._partners, self._deletions = FrontDoors(), Partners(), Deletions()
        self._clocks = Clocks()
        self._names: dict[str, str] = {}
        self.tallies: dict[str, CallTallies] = defaultdict(CallTallies)
        for call, checks in checks_by_call(found.profile).items():
            for check in checks:
                self.tallies[call].add(check, f"{check.id}[{call}]")

    def pass_over(self, file: Path, prefix: str, workers: Cluster | None = None) -> None:
        """Judge the entries of a file; one that cannot be read is reported, and the others are judged.

        With ``workers`` they are judged there, in batches; ``take_batch`` takes in what these came to.
        """
        self._names[prefix.rstrip("-")] = file.name
        histories = dict[str, History]()
        waiting = Waiting(histories)
        for exchange, base, named in in_groups(self._prepared(file, prefix)):
            history = histories.get(base)
            if history is None:
                history = histories[base] = History(base, orders_kept=_ORDERS_KEPT, partners_told_apart=False)
            history.base_uri = named
            if workers is None:
                self.judge(exchange, history)
            elif waiting.add(exchange, base):
                _submit(waiting, workers)
        if workers is not None:
            _submit(waiting, workers)

    def _prepared(self, file: Path, prefix: str) -> Iterator[Prepared]:
        """Yield each exchange that is to be judged without what must not be kept."""
        for exchange, base in self._to_be_judged(file, prefix):
            named = base if self._base_uri else self._doors.named(base, exchange)
            yield Prepared(self._redacted(exchange), base, named)

    def _to_be_judged(self, file: Path, prefix: str) -> Iterator[tuple[Exchange, str]]:
        """Yield each call of the API that was answered, and the Base URI below which it stands; count the others."""
        finder = CallFinder(self._base_uri)
        for read in stream_exchanges(file):
            if isinstance(read, ValueError):
                self._found.complain(f"{file.name}: {read}")
                continue
            found = finder.call_of(read)
            exchange = altered(
                read,
                id=f"{prefix}{read.id}",
                call=found.call,
                order_uuid=found.order_uuid,
                profile=self._found.profile,
            )
            self._found.exchanges += 1
            exchange = self._clocks.named(exchange)
            self._deletions.add(exchange)
            exchange = altered(exchange, partner=read.partner or self._partners.name(exchange))
            if self._is_judged(exchange):
                self._found.base_uri = self._found.base_uri or found.base_uri
                self._found.judged += 1
                self._doors.learn(exchange)
                yield self._doors.as_named(exchange), found.base_uri

    def _is_judged(self, exchange: Exchange) -> bool:
        found = self._found
        if not exchange.call:
            found.unknown += 1
        elif exchange.response is None:
            found.unanswered += 1
        elif another := answered_by_another(exchange):
            found.of_others[another] += 1
        else:
            found.bodiless += exchange.response.body_lost or exchange.request.body_lost
            return True
        return False

    def judge(self, exchange: Exchange, history: History) -> None:
        """Judge an exchange whose call is known, as it may be kept, and remember it."""
        if self.tallies[exchange.call].judge(exchange, history):
            self._keep(exchange)
        history.add(exchange)

    def take_batch(self, batch: Batch, judged: Sequence[Judged]) -> None:
        """Take in what the exchanges of a batch were judged to be, in their order."""
        for (exchange, _), verdicts in zip(batch.exchanges, judged, strict=True):
            if self.tallies[exchange.call].take(exchange, verdicts):
                self._keep(exchange)

    def _keep(self, exchange: Exchange) -> None:
        """Keep an exchange as evidence, with words for where a reader of the recording finds it."""
        file, _, number = exchange.id.partition("-e")
        place = f"entry {int(number)} of {self._names[file]}" if number.isdecimal() and file in self._names else ""
        self._found.keep(altered(exchange, place=place))

    def _redacted(self, exchange: Exchange) -> Exchange:
        """Return the exchange without what must not be kept, nor leave this machine; what was masked is made up for.

        Persons in foreign traffic are real: they are hidden in what was sent, too, before anything is judged.
        """
        return self._redactor.redact_wholly(self._masks.unmask(exchange))

    def tell(self) -> None:
        """Give the outcomes to the findings: of the calls that were seen, where a check judged any."""
        for tallies in self.tallies.values():
            for tally in tallies:
                tally.confirm(self._deletions)
                if tally.judged:
                    self._found.outcomes[tally.check.id].append(tally.instance())
                else:
                    self._found.outcomes.setdefault(tally.check.id, [])
        for check_id, instances in self._found.outcomes.items():
            if not instances:
                instances.append(Outcome(check_id, Verdict.NOT_RUN, "No recorded exchange is covered by this rule."))
        chosen = profile(self._found.profile or CURRENT)
        judging = {tally.check.id for tallies in self.tallies.values() for tally in tallies}
        for check in all_checks().values():
            if check.calls and check.id not in judging:
                undeclared = f"A recording does not declare {check.feature}."
                reason = chosen.leaves_out if check.id in chosen.without else undeclared
                self._found.outcomes[check.id].append(Outcome(check.id, Verdict.NOT_RUN, reason))


def _submit(waiting: Waiting, workers: Cluster) -> None:
    batch = waiting.batch()
    if batch is not None:
        workers.submit(batch)
