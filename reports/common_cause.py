"""Failures that have something in common, which may be their one cause: each such group is reported once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from booking_conformance.reports.causes import answered
from booking_conformance.reports.grouping import follows_from_acceptance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from booking_conformance.recording import Exchange
    from booking_conformance.results import CheckResult, Evidence, Outcome

    Failure = tuple[CheckResult, list[Outcome]]

ACCEPTED = "requests that must be refused were accepted"
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
    groups: dict[str, list[Failure]] = {}
    for check, instances in failures:
        text = _in_common([e for instance in instances for e in instance.evidence], exchanges)
        groups.setdefault(text or check.id, []).append((check, instances))
    return [FailureGroup(text if len(of) > 1 else "", _ranked(of, exchanges)) for text, of in groups.items()]


def _ranked(failures: list[Failure], exchanges: Mapping[str, Exchange]) -> tuple[Failure, ...]:
    """Return failures with that first which was seen most often, and which does not follow from another."""

    def worth(failure: Failure) -> tuple[bool, int]:
        check, instances = failure
        seen = sum(len(instance.evidence) for instance in instances)
        return not follows_from_acceptance(check.id, instances, exchanges), seen

    first = max(failures, key=worth)
    return (first, *(failure for failure in failures if failure is not first))


def _in_common(evidence: Sequence[Evidence], exchanges: Mapping[str, Exchange]) -> str:
    """Return what all pieces of evidence show, "" when that is nothing in particular."""
    shown = [_shown(each, exchanges.get(each.exchange or "")) for each in evidence]
    return next((text for text in shown[0] if all(text in others for others in shown)), "") if shown else ""


def _shown(evidence: Evidence, exchange: Exchange | None) -> list[str]:
    """Return what a piece of evidence shows, what says most of a cause first."""
    if exchange is None:
        return []
    place = place_of(evidence.pointer or "")
    return [
        *([ACCEPTED] if exchange.succeeded and exchange.intent == "improper" else []),
        *([f"what stands at {place} is wrong"] if place else []),
        *([] if exchange.succeeded else [answered(exchange)]),
    ]


def place_of(pointer: str) -> str:
    """Return the place that a JSON pointer names in messages of any kind, "" for one that says nothing of a cause.

    It has no indices, and does not say in which item of a feed it is.
    """
    names = [name for name in pointer.split("/") if name not in _ENVELOPE and not name.isdecimal()]
    return "/".join(names) if names and names[-1] not in _KINDS else ""
