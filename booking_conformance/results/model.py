"""What a run finds: verdicts, outcomes of check instances, and the whole of it. Reports are made of these alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from booking_conformance.results.longest_chain import LongestChain


VIOLATIONS: Final = "violations found"
NO_VIOLATION: Final = "no violation found"
"""What an audit comes to: recorded traffic shows violations, never conformance."""


class Verdict(StrEnum):
    """The verdicts, worst first: the verdict of a check is the worst of its instances."""

    ERROR = "error"
    FAIL = "fail"
    NOT_TESTABLE = "not-testable"
    WARN = "warn"
    INFO = "info"
    PASS = "pass"  # noqa: S105 - a verdict, no password
    NOT_RUN = "not-run"
    NOT_APPLICABLE = "not-applicable"

    @classmethod
    def worst(cls, verdicts: list[Verdict]) -> Verdict:
        """Return the worst of the verdicts; of none, not-run."""
        return min(verdicts, key=_badness.__getitem__, default=cls.NOT_RUN)


class Level(StrEnum):
    """How strongly the specification words a rule."""

    MUST = "MUST"
    SHOULD = "SHOULD"
    MAY = "MAY"


class Scope(StrEnum):
    """How much a run may do, from least to most."""

    READ = "read"
    BOOK = "book"
    FULL = "full"

    def grants(self, needed: Scope) -> bool:
        """Return whether a run of this scope may do what needs that one."""
        return _width[self] >= _width[needed]


# Asked for thousands of times in a run.
_badness = {verdict: place for place, verdict in enumerate(Verdict)}
_width = {scope: place for place, scope in enumerate(Scope)}


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


@dataclass(frozen=True)
class FeatureResult:
    """What became of a feature.

    ``declared`` is None where nothing is said of it; ``seen_in`` is the exchange that shows it; ``peer`` are its names
    in the OpenActive Test Suite.
    """

    id: str
    peer: tuple[str, ...]
    required: bool
    declared: bool | None
    seen: bool
    seen_in: str
    verdict: Verdict
    reason: str
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """The booking system that was judged."""

    name: str
    version: str
    dataset_site: str
    base_uri: str
    types: tuple[str, ...]
    flows: tuple[str, ...]
    features: tuple[str, ...]

    @property
    def title(self) -> str:
        """What to call it: its name, or where nothing gave one, its address."""
        return self.name or self.base_uri or self.dataset_site


@dataclass(frozen=True)
class Leftover:
    """Something the run made on the target and could not delete."""

    kind: str
    id: str
    reason: str


@dataclass(frozen=True)
class EarlierRun:
    """A run that came before: when it began (RFC 3339), its verdict, and how many checks failed or were undecided."""

    started: str
    verdict: str
    failed: int
    undecided: int


@dataclass(frozen=True)
class History:
    """What became of the checks since an earlier run; ``runs`` are those known of, the oldest first.

    ``new`` fail now and did not then, ``fixed`` the other way round. ``failing_since`` is when that run began which
    first showed a check failing, or undecided (RFC 3339), also of checks that this run did not judge.
    """

    runs: tuple[EarlierRun, ...]
    new: tuple[str, ...]
    fixed: tuple[str, ...]
    failing_since: Mapping[str, str]


@dataclass(frozen=True)
class RunInfo:
    """The circumstances of a run.

    ``generated`` is how many messages were generated for each conversation; ``retries`` how many requests were sent
    again because the target had a bad moment; ``known_failures`` which failing checks the baseline names; ``resumed``
    when a run that had been cut off went on (RFC 3339); ``history`` what an earlier report, if one was named, adds.
    """

    started: datetime
    duration_s: float
    exchanges: int
    bookings: int
    seed: int
    selection: Mapping[str, Any]
    limits: Mapping[str, Any]
    left_behind: tuple[Leftover, ...] = ()
    interrupted: bool = False
    stopped: str | None = None
    generated: Mapping[str, int] = field(default_factory=dict)
    retries: int = 0
    known_failures: tuple[str, ...] = ()
    resumed: tuple[str, ...] = ()
    history: History | None = None
    longest_chain: LongestChain | None = None


@dataclass(frozen=True)
class RunResult:
    """Everything that the reports state. ``verdict`` is of the whole run, at ``scope``."""

    verdict: str
    verdict_reason: str
    scope: Scope
    profile: str
    profile_sha256: str
    suite_version: str
    target: Target
    run: RunInfo
    checks: tuple[CheckResult, ...]
    features: tuple[FeatureResult, ...] = ()
