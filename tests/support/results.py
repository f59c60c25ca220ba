"""Results to judge, made short."""

from datetime import UTC, datetime

from booking_conformance.results import CheckResult, Level, Outcome, RunInfo, RunResult, Scope, Target, Verdict


def check(
    name: str, verdict: str, *, required: bool = True, scope: Scope = Scope.READ, remedy: str = ""
) -> CheckResult:
    instance = Outcome(name, Verdict(verdict), "a reason", remedy=remedy)
    return CheckResult(name, name, name, Level.MUST, None, scope, required, "c1", ("c1-001",), (instance,))


def result(*checks: CheckResult, scope: Scope = Scope.BOOK, interrupted: bool = False) -> RunResult:
    target = Target("T", "1", "http://localhost/", "http://localhost/api", (), (), ())
    info = RunInfo(datetime(2026, 1, 1, tzinfo=UTC), 1.0, 0, 0, 0, {}, {}, interrupted=interrupted)
    return RunResult("conformant", "", scope, "p", "0", "0", target, info, checks)
