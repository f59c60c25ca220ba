"""An offer of a published opportunity: what it costs and asks for, and when it can be booked and cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from booking_conformance.openactive.iso8601 import duration, later

if TYPE_CHECKING:
    from decimal import Decimal

    from booking_conformance.openactive.opportunities.published import PublishedOpportunity
    from booking_conformance.recording import Document


@dataclass(frozen=True)
class PublishedOffer:
    """One of the offers of a published opportunity, looked at from ``now``.

    What ends or begins is to stay as it is for ``stays``.
    """

    opportunity: PublishedOpportunity
    data: Document
    now: datetime
    stays: timedelta = timedelta(0)

    @property
    def until(self) -> datetime:
        """How long it is to stay as it is."""
        return self.now + self.stays

    @property
    def start(self) -> datetime | None:
        """The startDate, or None."""
        return self.opportunity.start

    @property
    def price(self) -> Decimal | None:
        """The price of the offer; None when it states none that can be read."""
        return self.data["price"].decimal

    @property
    def prepayment(self) -> str | None:
        """The prepayment of the offer, under either of its names."""
        return (self.data["openBookingPrepayment"] or self.data["prepayment"]).text

    @property
    def requirements(self) -> set[str]:
        """What the offer lists as openBookingFlowRequirement."""
        found = self.data["openBookingFlowRequirement"]
        return {entry.text for entry in (found.each() or [found]) if entry.text}

    def before_start(self, name: str) -> datetime | None:
        """Return startDate minus the duration that the offer states under a name; None where either is unusable."""
        length, start = duration(self.data[name].text), self.start
        return later(start, -length) if length is not None and start is not None else None
