"""What caches between the booking system and its booking partners may keep."""

import re

from booking_conformance.check import check, verify
from booking_conformance.openactive.answers import ORDER_FEEDS
from booking_conformance.recording import Exchange, History
from booking_conformance.results import Level

_SHARED = re.compile(r"(^|,)\s*(public|s-maxage)\b", re.IGNORECASE)


@check("messages.not-for-shared-caches", cites=("med-015",), level=Level.SHOULD, calls=(*ORDER_FEEDS, "order-status"))
def test_not_for_shared_caches(exchange: Exchange, history: History) -> None:
    """Responses that depend on the credentials are not marked for shared caches.

    Pass: Cache-Control has neither public nor s-maxage, or there is none. Warn: it has one of them, so a cache may
    return the response to whoever asks next. Refusals are not judged.
    """
    if exchange.response is None or exchange.response.headers_lost or not exchange.succeeded:
        verify.not_applicable("The call was refused, or the recording has no headers of this response.")
    stated = exchange.response_header("Cache-Control") or ""
    verify.require(
        not _SHARED.search(stated),
        "A cache may return this response to others.",
        at=exchange,
        expected="private, no-store or nothing",
        got=f"Cache-Control: {stated}",
    )
