"""Judging exchanges that nobody recorded for us by every exchange check there is."""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from booking_conformance.check import Check
from booking_conformance.check.judging.exchange_tally import ExchangeTally
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import Exchange, History
from booking_conformance.recording.har.entries import exchange_from_entry
from booking_conformance.results import Outcome, Verdict
from booking_conformance.specification import calls

UUID = r"(?P<uuid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"


class Finding(NamedTuple):
    """What a check found in an exchange."""

    check: str
    call: str
    verdict: Verdict
    message: str
    exchange: Exchange


def exchange_checks() -> list[Check]:
    """Return every check that judges exchanges."""
    return [check for check in all_checks().values() if check.calls]


def judge(check: Check, exchange: Exchange, history: History | None = None) -> Outcome:
    """Return what one check says of one exchange; not-applicable when it has nothing to say."""
    tally = ExchangeTally(check, check.id)
    tally.judge(exchange, history or History("https://booking.example/api", partners_told_apart=False))
    return tally.instance()


def findings(exchanges: Iterable[Exchange], base_uri: str) -> Iterator[Finding]:
    """Yield whatever some check has against one of the exchanges, in their order, where nothing is declared."""
    history = History(base_uri, partners_told_apart=False)
    for exchange in exchanges:
        if exchange.response is not None:
            for check in exchange_checks():
                if exchange.call in check.calls and not check.promised:
                    yield from _found(check, exchange, history)
        history.add(exchange)


def _found(check: Check, exchange: Exchange, history: History) -> Iterator[Finding]:
    instance = judge(check, exchange, history)
    if instance.verdict not in {Verdict.PASS, Verdict.NOT_APPLICABLE, Verdict.NOT_TESTABLE}:
        yield Finding(check.id, exchange.call, instance.verdict, instance.reason, exchange)


def traffic(file: Path, base_path: str) -> Iterator[Exchange]:
    """Yield the exchanges of a HAR file that others recorded, their calls found by method and path."""
    with gzip.open(file) as text:
        entries = json.load(text)["log"]["entries"]
    for index, entry in enumerate(entries):
        exchange = exchange_from_entry(entry, index)
        path = urlsplit(exchange.request.url).path.removeprefix(base_path)
        call, uuid = call_of(exchange.request.method, path)
        yield replace(exchange, call=call, order_uuid=uuid)


def call_of(method: str, path: str) -> tuple[str, str | None]:
    """Return the call, "" when it is none, and the Order UUID of a request."""
    for name, call in calls().items():
        pattern = re.escape(call.path).replace(r"\{uuid\}", UUID).replace(r"\{dataset\}", "[^/]+")
        match = re.fullmatch(pattern, path) if call.method == method else None
        if match:
            return name, match.groupdict().get("uuid")
    return "", None
