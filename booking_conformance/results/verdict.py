"""The words of a result: verdicts, levels, scopes, and what an audit comes to."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

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
