"""Whether an opportunity that a feed shows is over, as far as it says so."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from booking_conformance.openactive.iso8601 import duration, later, moment
from booking_conformance.specification import opportunity_types

if TYPE_CHECKING:
    from datetime import datetime

    from booking_conformance.recording import Document

# A feed says later that something is over, clocks differ, and what is over may be taken out at night.
_LINGERS = timedelta(days=1)
# What lasts no longer than that, whether or not it says how long; others may last for weeks.
_SHORT = frozenset({"ScheduledSession", "Slot"})


def is_long_over(data: Document, when: datetime) -> bool:
    """Return whether an opportunity had been over for a day when a page showed it."""
    ends = _end_of(data)
    return ends is not None and ends < when - _LINGERS and data.type not in _belonged_to()


def _end_of(data: Document) -> datetime | None:
    """Return when an opportunity ends, as far as it says so; an endDate without a time is that whole day."""
    end, start, length = moment(data["endDate"].text), moment(data["startDate"].text), duration(data["duration"].text)
    if end is not None:
        return later(end, timedelta(days="T" not in (data["endDate"].text or "")))
    if start is not None and (length is not None or data.type in _SHORT):
        return later(start, length or timedelta(0))
    return None


@cache
def _belonged_to() -> frozenset[str]:
    """Return the types that only contain opportunities: a SessionSeries began when its first session did."""
    every = opportunity_types().values()
    return frozenset(kind for each in every for kind in each.above) - {each.type for each in every}
