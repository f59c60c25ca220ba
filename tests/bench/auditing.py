"""What the time of an audit goes to: ``python -m tests.bench.auditing FILE...`` prints the seconds of each stage."""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from booking_conformance.audit.call_finder import CallFinder
from booking_conformance.check import Check
from booking_conformance.check.judging.exchange_tally import ExchangeTally
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import Exchange, History, NotRecorded
from booking_conformance.recording.har.stream import stream_exchanges
from booking_conformance.recording.redaction.redaction import Redactor

_SCHEMA = "messages.schema"


def measure(files: Iterable[Path]) -> dict[str, float]:
    """Return the seconds of each stage, one after the other over all files."""
    seconds: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], list[Exchange]]) -> list[Exchange]:
        started = time.process_time()
        done = work()
        seconds[stage] = time.process_time() - started
        return done

    finder, redactor = CallFinder(), Redactor()
    checks = [check for check in all_checks().values() if check.calls]
    read = timed("reading", lambda: [e for file in files for e in stream_exchanges(file) if isinstance(e, Exchange)])
    found = timed("finding calls", lambda: [finder.find(exchange)[0] for exchange in read])
    redacted = timed("redacting", lambda: [redactor.redact_wholly(exchange) for exchange in found])
    timed("parsing", lambda: [exchange for exchange in redacted if _parsed(exchange)])
    timed("schemas of answers", lambda: _judged(redacted, [check for check in checks if check.id == _SCHEMA]))
    timed("other checks", lambda: _judged(redacted, [check for check in checks if check.id != _SCHEMA]))
    return seconds


def _parsed(exchange: Exchange) -> bool:
    """Read both messages as checks do; return whether both were recorded and say anything."""
    try:
        return bool(exchange.answer and exchange.sent)
    except NotRecorded:
        return False


def _judged(exchanges: list[Exchange], checks: list[Check]) -> list[Exchange]:
    tallies = {check.id: ExchangeTally(check, check.id) for check in checks}
    by_call = {call: [c for c in checks if call in c.calls] for check in checks for call in check.calls}
    history = History("")
    for exchange in exchanges:
        for check in by_call.get(exchange.call, ()):
            tallies[check.id].judge(exchange, history)
        history.add(exchange)
    return exchanges


def main() -> None:
    """Print a line a stage."""
    seconds = measure([Path(name) for name in sys.argv[1:]])
    for stage, spent in seconds.items():
        sys.stdout.write(f"{stage:20} {spent:6.2f} s\n")
    sys.stdout.write(f"{'together':20} {sum(seconds.values()):6.2f} s\n")


if __name__ == "__main__":
    main()
