"""What a run came to: verdicts, evidence, results."""

from booking_conformance.results.model import (
    CheckResult,
    Evidence,
    FeatureResult,
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
    "Evidence",
    "FeatureResult",
    "Leftover",
    "Level",
    "Outcome",
    "RunInfo",
    "RunResult",
    "Scope",
    "Target",
    "Verdict",
]
