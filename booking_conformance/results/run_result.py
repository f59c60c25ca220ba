"""What a run finds: its target and circumstances, its checks and features. Reports are made of this alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from booking_conformance.results.longest_chain import LongestChain
    from booking_conformance.results.outcome import CheckResult
    from booking_conformance.results.verdict import Scope, Verdict


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
