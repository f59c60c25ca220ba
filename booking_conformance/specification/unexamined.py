"""Why a row of the catalogue is examined by no check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.specification.unjudged_rows import reasoned_rows, rows_left

if TYPE_CHECKING:
    from booking_conformance.specification.requirements import Requirement

_OLDER = "profile-1.0"
NO_CHECK = "No check of this report cites it."


def why_unexamined(row: Requirement) -> str:
    """Return why no check examines a row, as a sentence (``schemas/unjudged_rows.yaml``, else what the row says)."""
    if row.id in reasoned_rows():
        reason = str(reasoned_rows()[row.id])
        return f"{reason[:1].upper()}{reason[1:]}."
    derived = {
        "It binds the Broker, not the booking system.": row.actor == "broker",
        "It cannot be seen over HTTP.": row.blackbox == "no",
        "It belongs to version 1.0 of the specification.": row.feature == _OLDER,
        "No check examines it yet.": row.id in rows_left(),
    }
    return next((text for text, holds in derived.items() if holds), NO_CHECK)
