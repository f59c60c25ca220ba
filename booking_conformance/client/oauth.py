"""Tokens by the client credentials grant (RFC 6749, 4.4), obtained when first needed and renewed in time."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode

from booking_conformance.errors import PreflightFailed
from booking_conformance.recording import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.client.transport import Transport
    from booking_conformance.config import BookingPartner
    from booking_conformance.recording import Response
    from booking_conformance.recording.redaction import Redactor

_RENEW_BEFORE_EXPIRY = 30.0
_USUAL_LIFETIME = 300.0
_REFUSED = frozenset({400, 401, 403})


class Tokens:
    """The tokens of the booking partners that are OAuth clients."""

    def __init__(self, partners: Mapping[str, BookingPartner], transport: Transport, redactor: Redactor) -> None:
        self._transport = transport
        self._redactor = redactor
        self._tokens: dict[str, tuple[str, float]] = {}
        self._obtaining = asyncio.Lock()
        for name, partner in partners.items():
            if partner.client_secret and partner.token_url:
                redactor.keep_credential(partner.client_secret.get_secret_value(), f"{name}.client_secret")
                redactor.keep_credential(_basic(partner), f"{name}.client_secret")
                transport.allow(partner.token_url)

    async def token(self, name: str, partner: BookingPartner) -> str:
        """Return a token of a booking partner that goes on being valid for a while."""
        async with self._obtaining:
            token, until = self._tokens.get(name, ("", 0.0))
            if time.monotonic() >= until:
                token, lifetime = await self._obtain(name, partner)
                self._redactor.keep_credential(token, f"{name}.token")
                self._tokens[name] = token, time.monotonic() + max(lifetime - _RENEW_BEFORE_EXPIRY, 1.0)
            return token

    async def _obtain(self, name: str, partner: BookingPartner) -> tuple[str, float]:
        """Ask with the secret in HTTP Basic, which every token endpoint has to take; where it does not, in the form."""
        response, error = await self._ask(partner, in_form=False)
        if response is not None and response.status in _REFUSED:
            response, error = await self._ask(partner, in_form=True)
        if response is None or response.status != 200:
            seen = error or f"status {response.status if response else 0}"
            raise PreflightFailed(
                f"The token of booking partner {name} could not be obtained at {partner.token_url}: {seen}",
                hint="Check token_url, client_id and client_secret of this booking partner.",
            )
        return _read_token(name, response.body)

    async def _ask(self, partner: BookingPartner, *, in_form: bool) -> tuple[Response | None, str | None]:
        form = {"grant_type": "client_credentials"}
        headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")]
        if partner.oauth_scope:
            form["scope"] = partner.oauth_scope
        if in_form:
            form |= {"client_id": partner.client_id or "", "client_secret": _secret(partner)}
        else:
            headers.append(("Authorization", f"Basic {_basic(partner)}"))
        return await self._transport.send(Request("POST", partner.token_url or "", tuple(headers), urlencode(form)))


def _secret(partner: BookingPartner) -> str:
    return partner.client_secret.get_secret_value() if partner.client_secret else ""


def _basic(partner: BookingPartner) -> str:
    """Return id and secret as RFC 6749, 2.3.1 has them in HTTP Basic: each form-encoded first."""
    pair = f"{quote_plus(partner.client_id or '')}:{quote_plus(_secret(partner))}"
    return base64.b64encode(pair.encode()).decode()


def _read_token(name: str, body: str) -> tuple[str, float]:
    try:
        document: Any = json.loads(body)
        token, lifetime = document["access_token"], document.get("expires_in", _USUAL_LIFETIME)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        token, lifetime = None, 0
    if not isinstance(token, str) or not token:
        raise PreflightFailed(f"The response of the token endpoint of booking partner {name} has no access_token.", "")
    usable = isinstance(lifetime, int | float) and not isinstance(lifetime, bool)
    return token, float(lifetime) if usable else _USUAL_LIFETIME
