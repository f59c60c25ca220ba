"""Requests to a token endpoint (RFC 6749): how a client names itself, and for how long an access token is good."""

from __future__ import annotations

import asyncio
import base64
import math
from contextlib import suppress
from typing import TYPE_CHECKING, Final
from urllib.parse import quote_plus, urlencode

from booking_conformance.client.limiter import LONGEST_HOLD, retry_after
from booking_conformance.recording import Request
from booking_conformance.recording.exchange import header

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from booking_conformance.config import BookingPartner
    from booking_conformance.recording import Response

FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
_USUAL_LIFETIME: Final = 300.0
_REFUSED: Final = frozenset({400, 401, 403})
_BUSY: Final = frozenset({429, 503})
_TRIES: Final = 3


def token_requests(partner: BookingPartner, form: Mapping[str, str]) -> tuple[Request, Request]:
    """Return a request with the secret in HTTP Basic, which every token endpoint has to take, and one with it within.

    The second is for endpoints that refuse the first all the same.
    """
    url, headers = partner.token_url or "", (("Content-Type", FORM), ("Accept", JSON))
    within = {**form, "client_id": partner.client_id or "", "client_secret": secret_of(partner)}
    return (
        Request("POST", url, (*headers, ("Authorization", f"Basic {basic(partner)}")), urlencode(form)),
        Request("POST", url, headers, urlencode(within)),
    )


async def ask(
    partner: BookingPartner,
    form: Mapping[str, str],
    send: Callable[[Request], Awaitable[tuple[Response | None, str | None]]],
) -> tuple[Response | None, str | None]:
    """Return the answer of a token endpoint to a form, or None and the reason why there is none.

    An endpoint that is busy has not processed the request: it is asked again.
    """
    first, second = token_requests(partner, form)
    response, error = await _asked(first, send)
    if response is not None and response.status in _REFUSED:
        return await _asked(second, send)
    return response, error


async def _asked(
    request: Request, send: Callable[[Request], Awaitable[tuple[Response | None, str | None]]]
) -> tuple[Response | None, str | None]:
    for _ in range(_TRIES - 1):
        response, error = await send(request)
        pause = retry_after(header(response.headers, "Retry-After")) if response is not None else 0.0
        if response is None or response.status not in _BUSY or pause > LONGEST_HOLD:
            return response, error
        await asyncio.sleep(pause)
    return await send(request)


def secret_of(partner: BookingPartner) -> str:
    """Return the secret of a client, "" where it has none."""
    return partner.client_secret.get_secret_value() if partner.client_secret else ""


def basic(partner: BookingPartner) -> str:
    """Return id and secret as RFC 6749, 2.3.1 has them in HTTP Basic: each form-encoded first."""
    pair = f"{quote_plus(partner.client_id or '')}:{quote_plus(secret_of(partner))}"
    return base64.b64encode(pair.encode()).decode()


def states_lifetime(members: Mapping[str, object]) -> bool:
    """Return whether a token endpoint says for how long an access token is good, which it need not."""
    return members.get("expires_in") is not None


def lifetime_of(members: Mapping[str, object]) -> float:
    """Return for how many seconds an access token is good; some endpoints write the number as text."""
    seconds = members.get("expires_in")
    if isinstance(seconds, int | float | str) and not isinstance(seconds, bool):
        with suppress(ValueError, OverflowError):
            return float(seconds) if math.isfinite(float(seconds)) else _USUAL_LIFETIME
    return _USUAL_LIFETIME
