"""Why checks could not be judged, each cause reported once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from booking_conformance.reports.grouping import in_order, of_verdict
from booking_conformance.results import Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange
    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.results import CheckResult, RunResult


@dataclass
class Cause:
    """Something that stood in the way: the exchanges that show it, and what it kept from being judged."""

    text: str
    exchanges: list[str] = field(default_factory=list)
    blocked: list[tuple[CheckResult, list[Outcome]]] = field(default_factory=list)
    remedy: str = ""

    @property
    def instances(self) -> int:
        """How many instances it kept from being judged."""
        return sum(len(instances) for _, instances in self.blocked)

    def add(self, check: CheckResult, instance: Outcome, exchange: str | None) -> None:
        """Note that this cause kept an instance from being judged."""
        if not self.blocked or self.blocked[-1][0] is not check:
            self.blocked.append((check, []))
        self.blocked[-1][1].append(instance)
        self.remedy = self.remedy or instance.remedy
        if exchange and exchange not in self.exchanges:
            self.exchanges.append(exchange)


def causes(result: RunResult, recording: Recorded) -> list[Cause]:
    """Return the causes of not-testable, the one that stands in the way of most first.

    Steps of several conversations that were answered alike are one cause; so are scenarios that stopped alike.
    """
    exchanges = {exchange.id: exchange for exchange in recording.exchanges}
    stops = sorted({c.stop.message for c in recording.conversations if c.stop}, key=len, reverse=True)
    found: dict[str, Cause] = {}
    for check, instances in of_verdict(in_order(result), Verdict.NOT_TESTABLE):
        for instance in instances:
            evidence = instance.evidence[0] if instance.evidence else Evidence(instance.reason)
            text = _text(evidence, exchanges, stops)
            # What stopped a scenario ends without a full stop, what a check says of the same with one.
            found.setdefault(text.rstrip("."), Cause(text)).add(check, instance, evidence.exchange)
    return sorted(found.values(), key=lambda cause: -cause.instances)


def _text(evidence: Evidence, exchanges: dict[str, Exchange], stops: list[str]) -> str:
    exchange = exchanges.get(evidence.exchange or "")
    if exchange is not None and not exchange.succeeded:
        return answered(exchange)
    text = next((stop for stop in stops if evidence.message.endswith(stop)), evidence.message)
    return text[:1].upper() + text[1:]


def answered(exchange: Exchange) -> str:
    """Return what an unsuccessful call was answered with."""
    name = exchange.call or f"{exchange.request.method} {exchange.request.url.partition('?')[0]}"
    if exchange.response is None:
        return f"{name} got no response: {exchange.error}"
    if exchange.response.truncated:
        return f"{name} returned a response that exceeds the size limit"
    return f"{name} returned {exchange.status} {exchange.shown_type if exchange.refused else ''}".rstrip()
