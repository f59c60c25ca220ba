"""What a run came to: verdicts, evidence, results."""

from booking_conformance.results.longest_chain import LongestChain
from booking_conformance.results.outcome import CheckResult, Evidence, Outcome
from booking_conformance.results.run_result import (
    EarlierRun,
    FeatureResult,
    History,
    Leftover,
    RunInfo,
    RunResult,
    Target,
)
from booking_conformance.results.verdict import Level, Scope, Verdict

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
