"""What became of checks: evidence, the outcomes of their instances, and the results of whole checks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from booking_conformance.results.verdict import Level, Scope, Verdict


@dataclass(frozen=True)
class Evidence:
    """Where and how a rule was seen broken (or a prerequisite missing).

    ``requirements`` are the rows of the catalogue that it shows broken: some or all of those that the check cites.
    ``remedy`` says how the next run can get what this one lacked.
    """

    message: str
    exchange: str | None = None
    pointer: str | None = None
    expected: str | None = None
    got: str | None = None
    requirements: tuple[str, ...] = ()
    remedy: str = ""


@dataclass(frozen=True)
class Outcome:
    """The outcome of one instance of a check, such as ``c1.omits-customer[Slot,approval]``.

    One that is not-run and has a ``remedy`` is beyond what the run's configuration can show; one that has none was not
    selected. The remedy of one that is not-testable says what to configure, seed or fix. ``undeclared`` is the
    feature that one lacks which is not-applicable because the configuration does not declare it.
    """

    id: str
    verdict: Verdict
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    exchanges: tuple[str, ...] = ()
    duration_s: float = 0.0
    remedy: str = ""
    undeclared: str | None = None


@dataclass(frozen=True)
class CheckResult:
    """A check with the outcomes of its instances."""

    id: str
    title: str
    description: str
    level: Level
    feature: str | None
    scope: Scope
    required: bool
    checkpoint: str
    requirements: tuple[str, ...]
    instances: tuple[Outcome, ...]

    @cached_property
    def verdict(self) -> Verdict:
        """The worst verdict of the instances."""
        return Verdict.worst([instance.verdict for instance in self.instances])

    @property
    def reason(self) -> str:
        """The reason of the worst instance."""
        return next((i.reason for i in self.instances if i.verdict is self.verdict), "")

    @property
    def remedy(self) -> str:
        """How the next run can get what the worst instance lacked."""
        return next((i.remedy for i in self.instances if i.verdict is self.verdict and i.remedy), "")

    @property
    def beyond(self) -> bool:
        """Whether nothing that the run was configured to do could show this check to hold or to be broken."""
        return self.verdict is Verdict.NOT_RUN and bool(self.remedy)

    @property
    def exchanges(self) -> tuple[str, ...]:
        """The exchanges that the worst instances rest on, without repetition."""
        ids = [e for i in self.instances if i.verdict is self.verdict for e in i.exchanges]
        return tuple(dict.fromkeys(ids))
