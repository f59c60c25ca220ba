"""Audits for tests: what each exchange was judged by, and what was found."""

from collections import Counter
from pathlib import Path

from booking_conformance.audit.findings import Findings
from booking_conformance.audit.foreign import ForeignAuditor
from booking_conformance.recording import Exchange, History
from booking_conformance.results import Verdict
from tests.support.facts import SHARED

CAPTURES = SHARED / "captures"
BROKEN = (Verdict.FAIL, Verdict.WARN, Verdict.ERROR)


class CountingAuditor(ForeignAuditor):
    """An auditor that notes by how many checks each exchange was judged, and those judged by few."""

    def __init__(self, base_uri: str = "", profile: str = "") -> None:
        self.complaints: list[str] = []
        self.findings = Findings(self.complaints.append, profile=profile)
        super().__init__(base_uri, self.findings)
        self.judged_by: dict[tuple[str, int], Counter[int]] = {}

    def judge(self, exchange: Exchange, history: History) -> None:
        before = sum(tally.judged for tally in self.tallies[exchange.call])
        super().judge(exchange, history)
        judges = sum(tally.judged for tally in self.tallies[exchange.call]) - before
        self.judged_by.setdefault((exchange.call, exchange.status), Counter())[judges] += 1

    def broken(self) -> dict[str, int]:
        """Return how many exchanges break each rule, by check."""
        counts: Counter[str] = Counter()
        for tallies in self.tallies.values():
            for tally in tallies:
                counts[tally.check.id] += sum(tally.count(verdict) for verdict in BROKEN)
        return {check: count for check, count in sorted(counts.items()) if count}


def audited(*files: Path, base_uri: str = "", profile: str = "") -> CountingAuditor:
    """Return the auditor of foreign files after its work."""
    auditor = CountingAuditor(base_uri, profile)
    for number, file in enumerate(files, 1):
        auditor.pass_over(file, f"f{number}-")
    auditor.tell()
    return auditor
