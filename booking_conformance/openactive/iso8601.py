"""Moments and durations as ISO 8601 texts have them, and as the headers of HTTP do. What cannot be read is None."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

DATE_MARGIN = timedelta(minutes=5)
"""By how much the Date header may be wrong: what gives a response its date may have a clock of its own."""

_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def moment(value: Any) -> datetime | None:
    """Return an aware time from ISO 8601 text, or None."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found


def aware_moment(value: Any) -> datetime | None:
    """Return a time from ISO 8601 text that states its offset from UTC, or None."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return found.astimezone(UTC) if found is not None and found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def is_one_moment(one: Any, other: Any) -> bool:
    """Return whether two ISO 8601 texts that state their offsets from UTC name the same moment."""
    time = aware_moment(one)
    return time is not None and time == aware_moment(other)


def stated_moment(value: Any) -> datetime | None:
    """Return a time from ISO 8601 text as it is stated, aware or not, with a comma or a point before its fraction."""
    try:
        return datetime.fromisoformat(value.replace(",", ".")) if isinstance(value, str) else None
    except ValueError:
        return None


def duration(value: Any) -> timedelta | None:
    """Return a duration from ISO 8601 text of weeks, days and times, or None."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None or value in {"P", "PT"}:
        return None
    try:
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except (ValueError, OverflowError):
        return None


def later(start: datetime, length: timedelta) -> datetime | None:
    """Return the time that is so much later, or earlier where the length is negative; None outside the calendar."""
    try:
        return start + length
    except OverflowError:
        return None


@lru_cache(maxsize=64)  # a server answers many requests in one second
def http_date(text: str | None) -> datetime | None:
    """Return the aware time of an HTTP date, such as that of the Date header, or None."""
    try:
        stated = parsedate_to_datetime(text or "")
        return stated.astimezone(UTC) if stated.tzinfo else stated.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
