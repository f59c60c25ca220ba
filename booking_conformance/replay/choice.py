"""What of an earlier report is acted again: one conversation of it, whole or up to an exchange."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from booking_conformance.certify.saved_report import RECORDING, report_document
from booking_conformance.check.planning.selection import select
from booking_conformance.check.registry import all_checks
from booking_conformance.check.renames import current_id
from booking_conformance.errors import UsageError
from booking_conformance.recording.har.har import read_har
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from booking_conformance.recording import Exchange, Recording

_EXCHANGE = re.compile(r"x\d+")
_BROKEN = frozenset({Verdict.FAIL, Verdict.ERROR, Verdict.WARN})


@dataclass(frozen=True)
class Choice:
    """``conversation`` is the id of what is acted again, ``checks`` are the ids of the checks that judge it.

    It ends with the exchange of the step ``until``, the ``number``-th of that name; "" stands for the whole of it.
    """

    conversation: str
    checks: tuple[str, ...]
    until: str = ""
    number: int = 0


def choose(folder: Path, what: str) -> Choice:
    """Return what to act again of the report of a folder: an exchange, a failure of a check, or its first failure.

    Raises UsageError where there is no such exchange or failure, or it belongs to no conversation.
    """
    document, recording = report_document(folder), _recording(folder)
    if _EXCHANGE.fullmatch(what):
        return _of_exchange(document, recording, what)
    wanted = select(all_checks(), [what]) if what else frozenset(all_checks())
    for check, evidence in _broken(document):
        if check in wanted:
            return _of_failure(check, evidence, recording)
    raise UsageError(f"{folder}: nothing failed{f' in {what}' if what else ''}", "Name an exchange, such as x0042.")


def _recording(folder: Path) -> Recording:
    try:
        return read_har(folder / RECORDING).recording
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder}: the recording cannot be read ({error})") from error


def _broken(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the id of each broken check that still exists, and its evidence, failures before warnings."""
    order = list(Verdict)
    broken = [check for check in document["checks"] if check["verdict"] in _BROKEN]
    for check in sorted(broken, key=lambda check: order.index(Verdict(check["verdict"]))):
        for instance in check["instances"]:
            for evidence in instance["evidence"] if instance["verdict"] in _BROKEN else ():
                if evidence["exchange"] and current_id(check["id"]) in all_checks():
                    yield current_id(check["id"]), {**evidence, "instance": instance["id"]}


def _of_exchange(document: dict[str, Any], recording: Recording, what: str) -> Choice:
    exchange = _require(recording, what)
    broken = {check for check, evidence in _broken(document) if evidence["exchange"] == what}
    judging = broken or {check.id for check in all_checks().values() if exchange.call in check.calls}
    return Choice(exchange.scenario, tuple(sorted(judging)), exchange.step, _number(recording, exchange))


def _of_failure(check: str, evidence: dict[str, Any], recording: Recording) -> Choice:
    scenario = all_checks()[check].scenario
    if scenario is None:
        exchange = _require(recording, evidence["exchange"])
        return Choice(exchange.scenario, (check,), exchange.step, _number(recording, exchange))
    label = evidence["instance"].partition("[")[2].removesuffix("]")
    return Choice(f"{scenario}[{label}]" if label else scenario, (check,))


def _require(recording: Recording, identifier: str) -> Exchange:
    exchange = recording.exchange(identifier)
    if exchange is None:
        raise UsageError(f"the recording has no exchange {identifier}")
    if not any(conversation.id == exchange.scenario for conversation in recording.conversations):
        hint = f"booking-conformance run judges it again: {exchange.summary}"
        raise UsageError(f"{identifier} belongs to no conversation", hint)
    return exchange


def _number(recording: Recording, exchange: Exchange) -> int:
    """Return which one of its step's name an exchange is in its conversation, from 1."""
    conversation = next(each for each in recording.conversations if each.id == exchange.scenario)
    same = [each.id for each in conversation.exchanges if each.step == exchange.step]
    return same.index(exchange.id) + 1 if exchange.id in same else 1
