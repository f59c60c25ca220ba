"""What a run came to: verdicts, evidence, results."""

from booking_conformance.results.longest_chain import LongestChain
from booking_conformance.results.model import (
    CheckResult,
    EarlierRun,
    Evidence,
    FeatureResult,
    History,
    Leftover,
    Level,
    Outcome,
    RunInfo,
    RunResult,
    Scope,
    Target,
    Verdict,
)

__all__ = [
    "CheckResult",
    "EarlierRun",
    "Evidence",
    "FeatureResult",
    "History",
    "Leftover",
    "Level",
    "LongestChain",
    "Outcome",
    "RunInfo",
    "RunResult",
    "Scope",
    "Target",
    "Verdict",
]
