"""How many spaces an opportunity had before anything was booked, and what the open feed showed of them after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from booking_conformance.check.verify import beyond, inform, not_applicable, require
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.check.verify import Rows
    from booking_conformance.recording import Document, Observation, Reading


def spaces_before(opportunity: Mapping[str, Any]) -> int:
    """Return how many spaces the open feed stated of an opportunity, as a scenario noted it (``Opportunity.as_fact``).

    Not-applicable where it stated none, as it need not of some types: no rule about spaces then shows anything.
    """
    before = opportunity["capacity"]
    if before is None:
        not_applicable("The open feed states no capacity of this opportunity.")
    return int(before)


def beyond_without_capacity() -> NoReturn:
    """Say that the run is not set up to show a rule about spaces: others may book, or the feed states none."""
    beyond(
        "No opportunity that only this run books states its capacity.",
        remedy="State the remaining capacity in the open feed, and declare a Test Interface.",
    )


def require_spaces(seen: Observation, message: str, *, requirement: Rows = ()) -> None:
    """Fail unless the open feed showed the spaces that were awaited; the evidence is the number that it showed."""
    data = seen.item["data"]
    require(seen.seen, message, at=data, expected=seen.awaited, got=_spaces_stated(data), requirement=requirement)


def replacement_is_freed(conversation: Reading, ended: str) -> None:
    """Fail unless the open feed showed more spaces of a replacement after the step that gave one back.

    Where it was published before the Seller chose it, others may book it: that is reported, not judged.
    """
    new = conversation.fact("replacement is new")
    conversation.success(ended)
    conversation.passed("open")
    before = conversation.fact("spaces of replacement")
    if before is None:
        not_applicable("The open feed states no capacity of the replacement.")
    data = conversation.observation("replacement after").item["data"]
    left = capacity_of(conversation.values["type"], data.plain())
    freed, message = left is not None and left > before, "The open feed did not show that a space was given back."
    if not freed and not new:
        inform("The open feed shows no more spaces, but others may have booked.", at=data)
    require(freed, message, at=data, expected=f"more than {before} spaces left", got=_spaces_stated(data))


def require_left(
    conversation: Reading,
    observed: str,
    opportunity: Mapping[str, Any],
    expected: int,
    message: str,
    *,
    requirement: Rows = (),
) -> None:
    """Fail unless an open feed, as ``observed`` once a later change had come through it, shows so many spaces left.

    ``opportunity`` is what the scenario noted of it. Where others may book it, another number is reported, not judged.
    """
    conversation.passed("open")
    data = conversation.observation(observed).item["data"]
    left = capacity_of(opportunity["type"], data.plain())
    if left != expected and not opportunity["exclusive"]:
        inform(f"The open feed shows {_spaces(left)}, not {_spaces(expected)}, but others may have booked.", at=data)
    require(left == expected, message, at=data, expected=_spaces(expected), got=_spaces(left), requirement=requirement)


def _spaces_stated(data: Document) -> str:
    """Return how many spaces an item of an open feed states, whatever its type."""
    stated = (capacity_of(kind, data.plain()) for kind in opportunity_types())
    return _spaces(next((number for number in stated if number is not None), None))


def _spaces(left: int | None) -> str:
    return "no number of spaces" if left is None else f"{left} {'space' if left == 1 else 'spaces'} left"
