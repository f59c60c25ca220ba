"""What two answers about the same items must have in common, compared value by value."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from booking_conformance.check.verify import fail, not_testable, require
from booking_conformance.openactive.iso8601 import duration, is_one_moment
from booking_conformance.recording import show

if TYPE_CHECKING:
    from collections.abc import Collection

    from booking_conformance.check.verify import Rows
    from booking_conformance.recording import Document, Exchange

# What a quote says of each item and in total, and a later quote or Order must say, too.
ITEM_PARTS = ("acceptedOffer", "orderedItem", "unitTaxSpecification", "attendeeDetailsRequired", "orderItemIntakeForm")
TOTALS = ("totalPaymentDue", "totalPaymentTax")
# Others may book between two answers: the spaces left may differ.
CAPACITIES = frozenset({"remainingAttendeeCapacity", "remainingUses"})
# Barred from responses though the open feeds have them (part 7, no. 29).
FEED_ONLY = frozenset({"openBookingFlowRequirement", "availableChannel", "@context"})
_FEW = 100
# What tells the entries of a list apart, in whatever order they come.
_APART = ("@id", "identifier", "name", "rate")


def difference(
    here: Document,
    there: Document,
    ignored: Collection[str] = (),
    *,
    shared_only: bool = False,
    as_written: bool = False,
) -> tuple[Document, Document] | None:
    """Return the first two places that differ, or None.

    Properties of a namespace and those ``ignored`` are passed over, prices are compared as amounts (part 7, no. 33) and
    times as moments, whatever their offset, unless all is to be ``as_written``. Arrays may be in another order, and
    responses to a form belong to their fields. ``shared_only`` passes over what only one side has.
    """
    # Nearly everything comes back as it was.
    pairs = [(here, there)] if here.value != there.value else []
    while pairs:
        one, other = pairs.pop()
        if isinstance(one.value, dict) and isinstance(other.value, dict):
            names = _names(one.value, other.value, ignored, shared_only)
            pairs.extend((one[name], other[name]) for name in names)
        elif isinstance(one.value, list) and isinstance(other.value, list) and len(one.value) == len(other.value):
            pairs.extend(_unlike(_by_field(one), _by_field(other)))
        elif not _same(one, other) and (as_written or not _tell_the_same(one.text, other.text)):
            return one, other
    return None


def _names(one: dict[str, object], other: dict[str, object], ignored: Collection[str], shared_only: bool) -> list[str]:
    names = one.keys() & other.keys() if shared_only else one.keys() | other.keys()
    return sorted((name for name in names if name not in ignored and ":" not in name), reverse=True)


def _by_field(listed: Document) -> list[Document]:
    entries = listed.each()
    fields = {field for entry in entries if (field := entry["propertyID"].text)}
    return sorted(entries, key=lambda e: e["propertyID"].text or "") if len(fields) == len(entries) else entries


def _unlike(here: list[Document], there: list[Document]) -> list[tuple[Document, Document]]:
    """Return the entries of two arrays, side by side, without those that stand in both, wherever: no rule orders them.

    How many a response lists is the target's choice: more than a few are compared as they come.
    """
    if len(here) > _FEW:
        return list(zip(here, there, strict=True))
    left, rest = [], list(there)
    for entry in here:
        same = next((place for place, other in enumerate(rest) if other.value == entry.value), None)
        if same is None:
            left.append(entry)
        else:
            del rest[same]
    return _side_by_side(left, rest)


def _side_by_side(here: list[Document], there: list[Document]) -> list[tuple[Document, Document]]:
    """Return the entries of two arrays in pairs: by what tells them apart, else as they come."""
    for name in _APART:
        ours, theirs = ({_told_by(entry[name]): entry for entry in entries} for entries in (here, there))
        if None not in ours and len(ours) == len(here) and ours.keys() == theirs.keys():
            return [(entry, theirs[known]) for known, entry in ours.items()]
    return list(zip(here, there, strict=True))


def _told_by(place: Document) -> object:
    return place.value if isinstance(place.value, str | int | Decimal) else None


def _same(one: Document, other: Document) -> bool:
    if one.pointer.endswith("/price") and one.decimal is not None:
        return one.decimal == other.decimal
    return one.value == other.value


def _tell_the_same(one: str | None, other: str | None) -> bool:
    """Return whether two texts tell the same moment, or the same duration."""
    length = duration(one)
    return is_one_moment(one, other) or (length is not None and length == duration(other))


def agree(
    here: Document,
    there: Document,
    message: str,
    ignored: Collection[str] = (),
    *,
    shared_only: bool = False,
    requirement: Rows = (),
) -> None:
    """Fail with ``message`` when two places differ, and say where."""
    found = difference(here, there, ignored, shared_only=shared_only)
    if found is not None:
        one, other = found
        fail(message, at=one, expected=show(other.value), got=show(one.value), requirement=requirement)


def items(exchange: Exchange, *, requirement: Rows = ()) -> list[Document]:
    """Return the OrderItems of an answer, ordered by what they are for; at least one, or it fails."""
    found = exchange.answer["orderedItem"].each()
    place, message = exchange.answer["orderedItem"], "The response lists no OrderItem."
    require(bool(found), message, at=place, expected="OrderItems", requirement=requirement)
    return sorted(found, key=lambda item: (*bought(item), item["position"].integer or 0))


def bought(item: Document) -> tuple[str, str]:
    """Return the identifiers of the opportunity and the offer of an OrderItem, "" for one that is missing."""
    return item["orderedItem"].id or "", item["acceptedOffer"].id or ""


def wanted(exchange: Exchange) -> list[tuple[str, str]]:
    """Return what the request asked for: opportunity and offer of each OrderItem, sorted."""
    return sorted(bought(item) for item in exchange.sent["orderedItem"].each())


def pairs(one: Exchange, other: Exchange, *, requirement: Rows = ()) -> list[tuple[Document, Document]]:
    """Return the OrderItems of two answers side by side; it fails when they are not for the same things.

    They may be in another order: where both answers give them the same @ids, these say which belong together.
    Not-testable when the other answer does not say what they are for.
    """
    here, there = items(one, requirement=requirement), items(other, requirement=requirement)
    if all(item.id for item in here) and {item.id for item in here} == {item.id for item in there}:
        here, there = (sorted(each, key=lambda item: item.id or "") for each in (here, there))
    if not any(any(bought(item)) for item in there):
        not_testable(f"{other.step} returned OrderItems without opportunity and offer", at=other)
    same = [bought(item) for item in here] == [bought(item) for item in there]
    require(
        same,
        f"{one.step} and {other.step} do not list the same items.",
        at=one.answer["orderedItem"],
        expected=show([bought(item) for item in there]),
        got=show([bought(item) for item in here]),
        requirement=requirement,
    )
    return list(zip(here, there, strict=True))
