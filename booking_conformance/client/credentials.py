"""The credentials of the booking partners: configured headers, or tokens obtained when they are first needed."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from booking_conformance.errors import PreflightFailed
from booking_conformance.recording import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import SecretStr

    from booking_conformance.client.transport import Wire
    from booking_conformance.config import BookingPartner, Seller
    from booking_conformance.recording.redaction import Redactor

OWN = "own"
NONE = "none"
WRONG = "wrong"
_RENEW_BEFORE_EXPIRY = 30.0


class Credentials:
    """Gives the headers that authenticate a request. Every secret it learns of is made known to the redactor."""

    def __init__(
        self, partners: Mapping[str, BookingPartner], sellers: Mapping[str, Seller], wire: Wire, redactor: Redactor
    ) -> None:
        self._partners = partners
        self._sellers = sellers
        self._wire = wire
        self._redactor = redactor
        self._tokens: dict[str, tuple[str, float]] = {}
        self._obtaining = asyncio.Lock()
        self._make_known()

    def _make_known(self) -> None:
        for name, partner in self._partners.items():
            self._keep_secret(name, partner.headers)
        for name, seller in self._sellers.items():
            self._keep_secret(f"seller.{name}", seller.headers)
        for name, partner in self._partners.items():
            if partner.client_secret and partner.token_url:
                self._redactor.keep_secret(partner.client_secret.get_secret_value(), f"{name}.client_secret")
                self._wire.allow(partner.token_url)

    def _keep_secret(self, name: str, headers: Mapping[str, SecretStr]) -> None:
        known = {seller.id for seller in self._sellers.values()}
        for header, value in headers.items():
            text = value.get_secret_value()
            # Seller ids and other URLs are no secrets: to blot them out would make every answer unreadable.
            if text not in known and not text.startswith(("http://", "https://")):
                self._redactor.keep_secret(text, f"{name}.{header}")

    async def headers(self, partner: str, seller: str | None, kind: str = OWN) -> dict[str, str]:
        """Return the headers of a partner and a Seller: their own, none, or wrong ones."""
        if kind == NONE:
            return {}
        found = await self._own(partner, seller)
        if kind == WRONG:
            return {name: _wrong(value) for name, value in found.items()}
        return found

    async def _own(self, partner: str, seller: str | None) -> dict[str, str]:
        holder = self._partners[partner]
        found = {name: value.get_secret_value() for name, value in holder.headers.items()}
        if holder.token_url:
            found["Authorization"] = f"Bearer {await self._token(partner, holder)}"
        if seller is not None and seller in self._sellers:
            found |= {name: value.get_secret_value() for name, value in self._sellers[seller].headers.items()}
        return found

    async def _token(self, partner: str, holder: BookingPartner) -> str:
        async with self._obtaining:
            token, until = self._tokens.get(partner, ("", 0.0))
            if time.monotonic() >= until:
                token, lifetime = await self._obtain(partner, holder)
                self._redactor.keep_secret(token, f"{partner}.token")
                self._tokens[partner] = token, time.monotonic() + max(lifetime - _RENEW_BEFORE_EXPIRY, 1.0)
            return token

    async def _obtain(self, partner: str, holder: BookingPartner) -> tuple[str, float]:
        secret = holder.client_secret.get_secret_value() if holder.client_secret else ""
        form = {"grant_type": "client_credentials", "client_id": holder.client_id or "", "client_secret": secret}
        if holder.oauth_scope:
            form["scope"] = holder.oauth_scope
        headers = (("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"))
        response, error = await self._wire.send(Request("POST", holder.token_url or "", headers, urlencode(form)))
        if response is None or response.status != 200:
            seen = error or f"status {response.status if response else 0}"
            raise PreflightFailed(
                f"The token of booking partner {partner} could not be obtained at {holder.token_url}: {seen}",
                hint="Check token_url, client_id and client_secret of this booking partner.",
            )
        return _read_token(partner, response.body)


def _read_token(partner: str, body: str) -> tuple[str, float]:
    try:
        document: Any = json.loads(body)
        token, lifetime = document["access_token"], document.get("expires_in", 300)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        token, lifetime = None, 0
    if not isinstance(token, str) or not token:
        raise PreflightFailed(f"The answer of the token endpoint of booking partner {partner} has no access_token.", "")
    usable = isinstance(lifetime, int | float) and not isinstance(lifetime, bool)
    return token, float(lifetime) if usable else 300.0


def _wrong(value: str) -> str:
    scheme, _, secret = value.rpartition(" ")
    return f"{scheme} wrong-{len(secret)}-credential".strip()
