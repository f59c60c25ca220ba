"""By whose clock the times of a recording are: two machines that recorded the same server tell them apart by its Date.

What was noted by different clocks has no order that the times could show.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from booking_conformance.openactive.iso8601 import http_date
from booking_conformance.recording.exchange import altered

if TYPE_CHECKING:
    from datetime import datetime

    from booking_conformance.recording import Exchange

# Date has whole seconds, and so have the times of some recorders.
_TOLERANCE = timedelta(seconds=3)
_CLOCKS_KEPT = 50


class Clocks:
    """Knows for each host by how much the clocks that recorded it differ from its own; the first clock is ""."""

    def __init__(self) -> None:
        self._known: dict[str, list[timedelta]] = defaultdict(list)

    def named(self, exchange: Exchange) -> Exchange:
        """Return an exchange with the clock that it was recorded by, as far as its response tells."""
        stated = http_date(exchange.response_header("Date"))
        # A cache tells what time it was when the server answered it.
        if stated is None or not exchange.is_timed or exchange.response_header("Age"):
            return exchange
        clock = self._clock(exchange, stated)
        return altered(exchange, clock=str(clock)) if clock else exchange

    def _clock(self, exchange: Exchange, stated: datetime) -> int:
        known = self._known[urlsplit(exchange.request.url).netloc]
        least, most = stated - exchange.ended - _TOLERANCE, stated - exchange.started + _TOLERANCE
        for number, ahead in enumerate(known):
            if least <= ahead <= most:
                return number
        if len(known) < _CLOCKS_KEPT:
            known.append(stated - exchange.started)
        return len(known) - 1
