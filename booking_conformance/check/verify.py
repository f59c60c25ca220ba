"""How a check speaks. Only what is raised here is a verdict; any other exception is the suite's own error."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn, TypeVar

from booking_conformance.recording import Document, Exchange, show
from booking_conformance.recording.reading import LATE_FEED
from booking_conformance.results import Evidence
from booking_conformance.specification import names_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Place = Document | Exchange | None
Rows = str | tuple[str, ...]
T = TypeVar("T")


class VerdictRaised(Exception):
    """A verdict other than pass, with its evidence."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def __str__(self) -> str:
        return self.evidence.message


class Failed(VerdictRaised):
    """The rule is broken: fail for a MUST, warn for a SHOULD, info for a MAY."""


class Information(VerdictRaised):
    """For information."""


class NotTestable(VerdictRaised):
    """The run needed something that was to be had, and did not get it."""


class NotApplicable(VerdictRaised):
    """The rule does not concern this target, or covers nothing in this run."""


class Beyond(VerdictRaised):
    """Nothing that this configuration allows can show what the rule covers."""


def _evidence(message: str, at: Place, expected: object, got: object, rows: Rows) -> Evidence:
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
        requirements=(rows,) if isinstance(rows, str) and rows else tuple(rows),
    )


def fail(message: str, *, at: Place, expected: object = None, got: object = None, requirement: Rows = ()) -> NoReturn:
    """Fail: the rule is broken, ``at`` this place.

    ``requirement`` names the rows that this breaks, of several that the check cites; by default all of them that speak
    of the call that is judged.
    """
    raise Failed(_evidence(message, at, expected, got, requirement))


def inform(message: str, *, at: Place = None, got: object = None) -> NoReturn:
    """Report something without judging it."""
    raise Information(_evidence(message, at, None, got, ()))


def not_testable(message: str, *, at: Place = None, remedy: str = "") -> NoReturn:
    """Leave the check not-testable: the run did not get what the rule needs; ``at`` is the cause.

    ``remedy`` says what to configure, seed or fix, where that is not plain from the cause.
    """
    raise NotTestable(_lacking(message, at, remedy))


def not_shown(message: str, *, at: Place = None) -> NoReturn:
    """Leave the check not-testable, since a feed did not show in time what the rule needs."""
    not_testable(message, at=at, remedy=LATE_FEED)


def not_applicable(message: str) -> NoReturn:
    """Leave the check not-applicable: the rule does not concern this target, or covers nothing in this run."""
    raise NotApplicable(_bare(message))


@lru_cache(maxsize=512)  # a rule that covers nothing says the same of most exchanges
def _bare(message: str) -> Evidence:
    return Evidence(message)


def beyond(message: str, *, at: Place = None, remedy: str) -> NoReturn:
    """Leave the check not-run: this configuration cannot show it; ``remedy`` says which one can."""
    raise Beyond(_lacking(message, at, remedy))


def _lacking(message: str, at: Place, remedy: str) -> Evidence:
    got = at.summary if isinstance(at, Exchange) else None
    return replace(_evidence(message, at, None, got, ()), remedy=remedy)


def require(
    condition: bool, message: str, *, at: Place, expected: object = None, got: object = None, requirement: Rows = ()
) -> None:
    """Fail with ``message`` unless ``condition`` holds."""
    if not condition:
        fail(message, at=at, expected=expected, got=got, requirement=requirement)


def each(things: Iterable[T], none: str) -> Iterator[T]:
    """Yield what a rule is about, one by one; the rule is not applicable, for the reason ``none``, when nothing came.

    A check that loops without it passes where it judged nothing.
    """
    came = False
    for thing in things:
        came = True
        yield thing
    if not came:
        not_applicable(none)


def absent(place: Document, message: str | None = None, *, requirement: Rows = ()) -> None:
    """Fail when the property is there."""
    if place:
        name = place.pointer.rsplit("/", 1)[-1]
        fail(message or f"{name} must not be in this response.", at=place, expected="nothing", requirement=requirement)


def present(place: Document, message: str | None = None, *, requirement: Rows = ()) -> None:
    """Fail when the property is missing."""
    if not place:
        name = place.pointer.rsplit("/", 1)[-1]
        fail(message or f"{name} is missing.", at=place, expected="a value", requirement=requirement)


def equal(place: Document, expected: object, message: str, *, requirement: Rows = ()) -> None:
    """Fail when the value here is not ``expected``, compared as JSON."""
    if place.plain() != expected:
        fail(message, at=place, expected=show(expected), requirement=requirement)


def answered(exchange: Exchange, statuses: Collection[int], message: str, *, requirement: Rows = ()) -> None:
    """Fail when the status is none of ``statuses``."""
    if exchange.status not in statuses:
        expected = " or ".join(map(str, sorted(statuses)))
        fail(message, at=exchange, expected=expected, got=outcome(exchange), requirement=requirement)


def refused(
    exchange: Exchange,
    types: Collection[str] = (),
    message: str = "The request must be refused.",
    *,
    requirement: Rows = (),
) -> None:
    """Fail unless an OpenBookingError of one of ``types`` came (of any type when none is named).

    They are the names of CR3; under another profile those that it has for them.
    """
    types = names_of(exchange.profile).of_types(types)
    wanted = " or ".join(sorted(types))
    if not exchange.refused:
        expected = wanted or "a refusal"
    elif exchange.answer.type is None:
        message, expected = f"{message} The refusal is not an OpenBookingError.", "an OpenBookingError"
    elif types and exchange.answer.type not in types:
        message, expected = f"{message} It was refused with another error.", wanted
    else:
        return
    fail(message, at=exchange, expected=expected, got=outcome(exchange), requirement=requirement)


def outcome(exchange: Exchange) -> str:
    """Return the status and the type of the response for a person."""
    if exchange.response is None:
        return f"no response ({exchange.error})"
    return f"{exchange.status} {exchange.shown_type}".strip() + exchange.redirected
