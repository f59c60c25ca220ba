"""What opportunities state, by their type: the spaces left, and which type an opportunity is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.recording import Document
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from collections.abc import Iterable


def capacity_of(kind: str, data: Any) -> int | None:
    """Return the spaces left that the data of an opportunity state, or None; 60.0 is a whole number, too.

    ``kind`` is the name of its type (``schemas/opportunity_types.yaml``).
    """
    known = opportunity_types().get(kind)
    return Document(data)[known.capacity].integer if known is not None else None


def sign_of_expansion(opportunity: Document) -> Document:
    """Return what an opportunity that is more than a reference has: its startDate, or its name where it has no time."""
    timeless = {each.type for each in opportunity_types().values() if each.timeless}
    return opportunity["name" if opportunity.type in timeless else "startDate"]


def is_of(kind: str, data: Document, above: Iterable[Document]) -> bool:
    """Return whether an opportunity is of a type, by its @type and those of what it belongs to.

    Several types may share a feed and an @type. What says nothing of itself is what its feed is for.
    """
    own, every = opportunity_types()[kind], opportunity_types().values()
    others = {kind for each in every for kind in (each.type, *each.above)}
    if data.type != own.type and data.type in others:
        return False
    alike = {each.belongs_to for each in every if each.type == own.type and each.name != kind}
    types = {holder.type for holder in above} - {None}
    return own.belongs_to in types or not types & alike
