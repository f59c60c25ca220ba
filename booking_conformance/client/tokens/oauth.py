"""Tokens by the client credentials grant (RFC 6749, 4.4), obtained when first needed and renewed in time."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from booking_conformance.client.tokens.confidential import members_of
from booking_conformance.client.tokens.token_requests import ask, basic, lifetime_of, secret_of, states_lifetime
from booking_conformance.errors import PreflightFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.client.transport import Transport
    from booking_conformance.config import BookingPartner
    from booking_conformance.recording.redaction.redaction import Redactor

RENEW_BEFORE_EXPIRY: Final = 30.0
# One that was refused this soon did not end in the meantime.
_YOUNG: Final = 1.0


@dataclass(frozen=True)
class _Token:
    text: str = ""
    obtained: float = 0.0
    until: float = 0.0
    is_limited: bool = True


class Tokens:
    """The tokens of the booking partners that are OAuth clients."""

    def __init__(self, partners: Mapping[str, BookingPartner], transport: Transport, redactor: Redactor) -> None:
        self._transport = transport
        self._redactor = redactor
        self._tokens: dict[str, _Token] = {}
        self._obtaining: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        for name, partner in partners.items():
            if partner.client_secret and partner.token_url:
                redactor.keep_credential(secret_of(partner), f"{name}.client_secret")
                redactor.keep_credential(basic(partner), f"{name}.client_secret")
                transport.allow(partner.token_url)

    async def token(self, name: str, partner: BookingPartner) -> str:
        """Return a token of a booking partner that goes on being valid for a while."""
        async with self._obtaining[name]:
            token = self._tokens.get(name, _Token())
            if time.monotonic() >= token.until:
                token = self._tokens[name] = await self._obtain(name, partner)
                self._redactor.keep_credential(token.text, f"{name}.token")
            return token.text

    def outlived(self, name: str, since: float) -> bool:
        """Return whether a token that was in use ``since`` then may have ended by now, since no lifetime was stated.

        It is not given out again; there may be a newer one already.
        """
        token = self._tokens.get(name, _Token())
        if token.is_limited or (token.obtained < since and time.monotonic() - token.obtained < _YOUNG):
            return False
        if token.obtained < since:
            self._tokens[name] = replace(token, until=0.0)
        return True

    async def _obtain(self, name: str, partner: BookingPartner) -> _Token:
        scope = {"scope": partner.oauth_scope} if partner.oauth_scope else {}
        form = {"grant_type": "client_credentials", **scope}
        response, error = await ask(partner, form, self._transport.send)
        if response is None or response.status != 200:
            seen = error or f"status {response.status if response else 0}"
            raise PreflightFailed(
                f"The token of booking partner {name} could not be obtained at {partner.token_url}: {seen}",
                hint="Check token_url, client_id and client_secret of this booking partner.",
            )
        members = members_of(response)
        token = members.get("access_token")
        if not isinstance(token, str) or not token.strip():
            raise PreflightFailed(f"The response of the token endpoint of booking partner {name} has no access_token.")
        now = time.monotonic()
        until = now + max(lifetime_of(members) - RENEW_BEFORE_EXPIRY, 1.0)
        return _Token(token.strip(), now, until, is_limited=states_lifetime(members))
