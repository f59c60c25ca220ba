"""Failures that have something in common, which may be their one cause: each such group is reported once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.reports.terminal.causes import answered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from booking_conformance.recording import Exchange
    from booking_conformance.results import CheckResult, Evidence, Outcome

    Failure = tuple[CheckResult, list[Outcome]]
    Shown = tuple[Evidence, Exchange]

ACCEPTED = "requests that must be refused were accepted"
_REFUSAL = re.compile(r"refusal|Error\b")
_ENVELOPE = frozenset({"", "items", "data"})
# Failures that have only the kind of a message in common, such as that of an error, have nothing in common.
_KINDS = frozenset({"type", "@type"})


@dataclass(frozen=True)
class FailureGroup:
    """Failures with what they have in common, "" for one that stands alone.

    The first is reported in full; the ``others`` are named below it.
    """

    text: str
    failures: tuple[Failure, ...]

    @property
    def first(self) -> Failure:
        """The failure that is reported in full."""
        return self.failures[0]

    @property
    def others(self) -> tuple[Failure, ...]:
        """The failures that are named below the first."""
        return self.failures[1:]


def failure_groups(failures: Iterable[Failure], exchanges: Mapping[str, Exchange]) -> list[FailureGroup]:
    """Return failures in groups, in the order in which their first ones came.

    Failures belong together when all evidence of each shows the same: that a wrong request was accepted, or else one
    place in the messages, or else one response to one call.
    """
    found = [(failure, _shown_by(failure, exchanges)) for failure in failures]
    accepting = {x.scenario for _, shown in found for e, x in shown if _is_acceptance(e, x)}
    groups: dict[str, list[Failure]] = {}
    for failure, shown in found:
        groups.setdefault(_in_common(shown, accepting) or failure[0].id, []).append(failure)
    return [FailureGroup(text if len(of) > 1 else "", _ranked(of, exchanges)) for text, of in groups.items()]


def _shown_by(failure: Failure, exchanges: Mapping[str, Exchange]) -> list[Shown]:
    """Return all evidence of a failure with its exchanges; none if a piece of it has none."""
    evidence = [each for instance in failure[1] for each in instance.evidence]
    found = [(each, exchange) for each in evidence if (exchange := exchanges.get(each.exchange or ""))]
    return found if len(found) == len(evidence) else []


def _is_acceptance(evidence: Evidence, exchange: Exchange) -> bool:
    """Return whether a request was accepted that must be refused; not everything that is improper must be."""
    accepted = exchange.succeeded and exchange.intent == "improper"
    return accepted and bool(_REFUSAL.search(evidence.expected or ""))


def _ranked(failures: list[Failure], exchanges: Mapping[str, Exchange]) -> tuple[Failure, ...]:
    """Return failures with that first which was seen most often, those that are about an acceptance before others."""

    def worth(failure: Failure) -> tuple[bool, int]:
        shown = _shown_by(failure, exchanges)
        return any(_is_acceptance(e, x) for e, x in shown), len(shown)

    first = max(failures, key=worth)
    return (first, *(failure for failure in failures if failure is not first))


def _in_common(shown: Sequence[Shown], accepting: Collection[str]) -> str:
    """Return what all pieces of evidence show, "" when that is nothing in particular."""
    said = [_says(evidence, exchange, accepting) for evidence, exchange in shown]
    return next((text for text in said[0] if all(text in others for others in said)), "") if said else ""


def _says(evidence: Evidence, exchange: Exchange, accepting: Collection[str]) -> list[str]:
    """Return what a piece of evidence shows, what says most of a cause first.

    ``accepting`` are the conversations in which requests were accepted that must be refused.
    """
    accepted = exchange.succeeded and exchange.intent == "improper" and exchange.scenario in accepting
    place = place_of(evidence.pointer or "")
    return [
        *([ACCEPTED] if accepted else []),
        *([f"the value at {place} is wrong"] if place else []),
        *([] if exchange.succeeded else [answered(exchange)]),
    ]


def place_of(pointer: str) -> str:
    """Return the place that a JSON pointer names in messages of any kind, "" for one that says nothing of a cause.

    It has no indices, and does not say in which item of a feed it is.
    """
    names = [name for name in pointer.split("/") if name not in _ENVELOPE and not name.isdecimal()]
    return "/".join(names) if names and names[-1] not in _KINDS else ""
