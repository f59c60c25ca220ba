"""How a check speaks. Only what is raised here is a verdict; any other exception is the suite's own error."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from booking_conformance.recording import Document, Exchange, show
from booking_conformance.results import Evidence

if TYPE_CHECKING:
    from collections.abc import Collection

Place = Document | Exchange | None


class VerdictRaised(Exception):
    """A verdict other than pass, with its evidence."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(evidence.message)
        self.evidence = evidence


class Failed(VerdictRaised):
    """The rule is broken: fail for a MUST, warn for a SHOULD, info for a MAY."""


class Information(VerdictRaised):
    """Told, not judged."""


class NotTestable(VerdictRaised):
    """A prerequisite that the scope grants is missing, or an earlier step failed."""


class NotApplicable(VerdictRaised):
    """The rule does not concern this target."""


def _evidence(message: str, at: Place, expected: object, got: object, requirement: str | None) -> Evidence:
    pointer = at.pointer if isinstance(at, Document) else None
    exchange = at.exchange if isinstance(at, Document) else at.id if at else None
    if got is None and isinstance(at, Document):
        got = show(at.value)
    return Evidence(
        message=message,
        exchange=exchange,
        pointer=pointer,
        expected=None if expected is None else str(expected),
        got=None if got is None else str(got),
        requirement=requirement,
    )


def fail(
    message: str, *, at: Place, expected: object = None, got: object = None, requirement: str | None = None
) -> NoReturn:
    """Say that the rule is broken, and where. ``requirement`` names the row when the check cites several."""
    raise Failed(_evidence(message, at, expected, got, requirement))


def inform(message: str, *, at: Place = None, got: object = None) -> NoReturn:
    """Tell something without judging it."""
    raise Information(_evidence(message, at, None, got, None))


def not_testable(message: str, *, at: Place = None) -> NoReturn:
    """Say that the rule could not be judged, and why; ``at`` is the cause."""
    raise NotTestable(_evidence(message, at, None, at.summary if isinstance(at, Exchange) else None, None))


def not_applicable(message: str) -> NoReturn:
    """Say that the rule does not concern this target."""
    raise NotApplicable(Evidence(message))


def require(condition: bool, message: str, *, at: Place, expected: object = None, got: object = None) -> None:
    """Fail with ``message`` unless ``condition`` holds."""
    if not condition:
        fail(message, at=at, expected=expected, got=got)


def absent(place: Document, message: str | None = None, *, requirement: str | None = None) -> None:
    """Fail when the property is there."""
    if place:
        name = place.pointer.rsplit("/", 1)[-1]
        fail(message or f"{name} must not be in this response.", at=place, expected="nothing", requirement=requirement)


def present(place: Document, message: str | None = None, *, requirement: str | None = None) -> None:
    """Fail when the property is missing."""
    if not place:
        name = place.pointer.rsplit("/", 1)[-1]
        fail(message or f"{name} is missing.", at=place, expected="a value", requirement=requirement)


def equal(place: Document, expected: object, message: str, *, requirement: str | None = None) -> None:
    """Fail when the value here is not ``expected``, compared as JSON."""
    if place.plain() != expected:
        fail(message, at=place, expected=show(expected), requirement=requirement)


def answered(exchange: Exchange, statuses: Collection[int], message: str) -> None:
    """Fail when the status is none of ``statuses``."""
    if exchange.status not in statuses:
        fail(message, at=exchange, expected=" or ".join(map(str, sorted(statuses))), got=outcome(exchange))


def refused(exchange: Exchange, types: Collection[str] = (), message: str = "The request must be refused.") -> None:
    """Fail unless an OpenBookingError of one of ``types`` came (of any type when none is named)."""
    if not exchange.refused:
        fail(message, at=exchange, expected=" or ".join(sorted(types)) or "a refusal", got=outcome(exchange))
    if exchange.answer.type is None:
        fail(
            f"{message} The refusal is no OpenBookingError.",
            at=exchange,
            expected="an OpenBookingError",
            got=outcome(exchange),
        )
    if types and exchange.answer.type not in types:
        fail(
            f"{message} It is refused with another error.",
            at=exchange,
            expected=" or ".join(sorted(types)),
            got=outcome(exchange),
        )


def outcome(exchange: Exchange) -> str:
    """Return the status and the type of the answer for a person."""
    if exchange.response is None:
        return f"no answer ({exchange.error})"
    return f"{exchange.status} {exchange.shown_type}".strip()
