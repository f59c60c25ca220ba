"""``audit``: judges recorded traffic, of this suite or of any other program, without sending anything."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from booking_conformance import __version__
from booking_conformance.call_finder import with_call
from booking_conformance.catalogue import all_checks
from booking_conformance.composing import check_result
from booking_conformance.config import Configuration
from booking_conformance.har import read_har
from booking_conformance.har_stream import is_ours, stream_exchanges
from booking_conformance.history import History
from booking_conformance.judge import Judge
from booking_conformance.judging import ExchangeTally
from booking_conformance.planning import plan
from booking_conformance.profile import profile
from booking_conformance.recording import Recording
from booking_conformance.redaction import Redactor
from booking_conformance.results import Instance, RunInfo, RunResult, Scope, Target, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from booking_conformance.exchange import Exchange
    from booking_conformance.results import CheckResult

VIOLATIONS = "violations found"
NO_VIOLATION = "no violation found"


@dataclass
class Audit:
    """What was found: outcomes by check id, the exchanges they rest on, and what could not be read."""

    outcomes: dict[str, list[Instance]] = field(default_factory=lambda: defaultdict(list))
    evidence: dict[str, Exchange] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    exchanges: int = 0
    unknown: int = 0
    target: Target | None = None


def audit(files: Sequence[Path], base_uri: str, progress: Callable[[str], None]) -> tuple[RunResult, Recording]:
    """Judge HAR files, plain or gzipped, and return the result with the exchanges that it rests on.

    A file that this suite wrote is judged by every check that judged it when it was written; any other by the exchange
    checks. ``base_uri`` is "" when it is to be found from the paths.
    """
    started = datetime.now(UTC)
    found = Audit()
    foreign = [file for file in files if not is_ours(file)]
    for file in files:
        if file not in foreign:
            _judge_own(file, found)
    if foreign:
        _judge_foreign(foreign, base_uri, found)
    for complaint in found.unreadable:
        progress(complaint)
    return _result(found, files, base_uri, started), Recording(base_uri, list(found.evidence.values()))


def _judge_own(file: Path, found: Audit) -> None:
    har = read_har(file)
    configuration = Configuration.model_validate(har.context["configuration"])
    checks = all_checks()
    planned = plan(checks, frozenset(checks), configuration)
    recording = har.recording
    judge = Judge(recording, planned.judged)
    for check, subject in planned.judged:
        found.outcomes[check.id].append(judge.judge(check, subject))
    found.exchanges += len(recording.exchanges)
    _keep(found, recording.exchanges)
    found.target = found.target or _target(configuration, recording.base_uri)


def _judge_foreign(files: Iterable[Path], base_uri: str, found: Audit) -> None:
    tallies: dict[str, list[ExchangeTally]] = defaultdict(list)
    for check in all_checks().values():
        for call in check.calls:
            tallies[call].append(ExchangeTally(check, f"{check.id}[{call}]"))
    redactor = Redactor()
    for number, file in enumerate(files, 1):
        _pass_over(file, number, base_uri, tallies, redactor, found)
    for call_tallies in tallies.values():
        for tally in call_tallies:
            found.outcomes[tally.check.id].append(tally.instance())


def _pass_over(
    file: Path,
    number: int,
    base_uri: str,
    tallies: Mapping[str, list[ExchangeTally]],
    redactor: Redactor,
    found: Audit,
) -> None:
    history = History(base_uri)
    for read in stream_exchanges(file):
        if isinstance(read, ValueError):
            found.unreadable.append(f"{file.name}: {read}" if file.name not in str(read) else str(read))
            continue
        # Persons in foreign traffic are real: they are hidden in what was sent, too, before anything is judged.
        exchange = redactor.redact_wholly(with_call(replace(read, id=f"f{number}-{read.id}"), base_uri))
        found.exchanges += 1
        _judge(exchange, history, tallies.get(exchange.call, ()), found)
        history.add(exchange)


def _judge(exchange: Exchange, history: History, tallies: Iterable[ExchangeTally], found: Audit) -> None:
    if not exchange.call:
        found.unknown += 1
    if exchange.response is None:
        return
    cited = [tally.judge(exchange, history) for tally in tallies]
    if any(cited):
        found.evidence[exchange.id] = exchange


def _keep(found: Audit, exchanges: Iterable[Exchange]) -> None:
    cited = {
        identifier
        for instances in found.outcomes.values()
        for instance in instances
        if instance.verdict is not Verdict.PASS
        for identifier in instance.exchanges
    }
    found.evidence.update({exchange.id: exchange for exchange in exchanges if exchange.id in cited})


def _target(configuration: Configuration, base_uri: str) -> Target:
    return Target(
        name=configuration.target.name,
        version=configuration.target.version,
        dataset_site=configuration.target.dataset_site,
        base_uri=base_uri,
        types=tuple(configuration.opportunities.types),
        flows=configuration.flow_names,
        features=tuple(sorted(name for name, declared in configuration.features.items() if declared)),
    )


def _result(found: Audit, files: Sequence[Path], base_uri: str, started: datetime) -> RunResult:
    results = tuple(_of_check(found, check_id) for check_id in all_checks())
    failed = [result.id for result in results if result.verdict is Verdict.FAIL]
    names = ", ".join(file.name for file in files)
    return RunResult(
        verdict=VIOLATIONS if failed else NO_VIOLATION,
        verdict_reason=_reason(found, failed),
        scope=Scope.READ,
        profile=profile().name,
        profile_sha256=profile().sha256,
        suite_version=__version__,
        target=found.target or Target(names, "", "", base_uri, (), (), ()),
        run=RunInfo(
            started=started,
            duration_s=round((datetime.now(UTC) - started).total_seconds(), 3),
            exchanges=found.exchanges,
            bookings=0,
            seed=0,
            selection={"audit of": names},
            limits={},
        ),
        checks=results,
    )


def _of_check(found: Audit, check_id: str) -> CheckResult:
    check = all_checks()[check_id]
    why = "It needs the annotations of a recording that this suite made."
    instances = found.outcomes.get(check_id) or [Instance(check_id, Verdict.NOT_RUN, why)]
    return check_result(check, instances)


def _reason(found: Audit, failed: Sequence[str]) -> str:
    read = f"{found.exchanges} exchanges read, {found.unknown} of them no call of the API"
    unread = f", {len(found.unreadable)} places unreadable" if found.unreadable else ""
    return f"{len(failed)} checks report violations; {read}{unread}. Recorded traffic never shows conformance."
