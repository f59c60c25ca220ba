"""What Sellers consented to: access tokens for one Seller, from the file of ``login`` or by ``token_command``."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from booking_conformance.client.tokens.confidential import SECRETS, members_of
from booking_conformance.client.tokens.oauth import RENEW_BEFORE_EXPIRY
from booking_conformance.client.tokens.token_command import tokens_by_command
from booking_conformance.client.tokens.token_file import keep_consent, read_consents
from booking_conformance.client.tokens.token_requests import ask, lifetime_of
from booking_conformance.errors import PreflightFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from booking_conformance.client.transport import Transport
    from booking_conformance.config import BookingPartner, Seller
    from booking_conformance.recording.redaction.redaction import Redactor

    Members = dict[str, Any]
    Ask = Callable[[Mapping[str, str]], Awaitable[Members]]


class Consents:
    """Members of token responses by booking partner and Seller, and the access tokens that are good at present."""

    def __init__(
        self,
        partners: Mapping[str, BookingPartner],
        sellers: Mapping[str, Seller],
        transport: Transport,
        redactor: Redactor,
    ) -> None:
        self._partners, self._sellers = partners, sellers
        self._transport, self._redactor = transport, redactor
        self._known: dict[tuple[str, str], Members] = {}
        self._tokens: dict[tuple[str, str], tuple[str, float]] = {}
        # For each pair: what is obtained for one Seller keeps no request for another waiting.
        self._obtaining: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def of(self, partner: str, seller: str) -> Members:
        """Return what a Seller's consent came to: the members of the token response; none without a consent."""
        async with self._obtaining[partner, seller]:
            return await self._of(partner, seller)

    async def access_token(self, partner: str, seller: str) -> str:
        """Return an access token for a Seller that goes on being valid for a while, "" without a consent."""
        async with self._obtaining[partner, seller]:
            token, until = self._tokens.get((partner, seller), ("", 0.0))
            if time.monotonic() < until:
                return token
            await self._renew(partner, seller)
            return self._tokens.get((partner, seller), ("", 0.0))[0]

    def covers(self, partner: str, seller: str | None) -> bool:
        """Return whether requests for a Seller go with the access token that it consented to."""
        return seller is not None and (partner, seller) in self._tokens

    async def refresh(self, partner: str, seller: str, ask_for: Ask) -> Members:
        """Return what comes of a refresh token, "ask_for" being how its form is sent; a new one replaces it.

        Nobody else uses the refresh token meanwhile: a provider may take a second use for theft.
        """
        async with self._obtaining[partner, seller]:
            known = await self._of(partner, seller)
            said = await ask_for(_refreshing(known))
            if "access_token" in said:
                self._keep(partner, seller, {**known, **said})
            return said

    async def _of(self, partner: str, seller: str) -> Members:
        if (partner, seller) not in self._known and seller in self._sellers:
            holder, identifier = self._partners[partner], self._sellers[seller].id
            if holder.token_command:
                self._keep(partner, seller, await tokens_by_command(holder, identifier))
            elif holder.token_file:
                self._learn(read_consents(Path(holder.token_file)).get(identifier, {}), partner, seller)
        return self._known.get((partner, seller), {})

    async def _renew(self, partner: str, seller: str) -> None:
        holder = self._partners[partner]
        if holder.token_command:
            self._known.pop((partner, seller), None)
            await self._of(partner, seller)
            return
        known = await self._of(partner, seller)
        if known:
            response, error = await ask(holder, _refreshing(known), self._transport.send)
            said = members_of(response) if response is not None and response.status == 200 else {}
            if not isinstance(said.get("access_token"), str):
                raise PreflightFailed(
                    f"The access token of booking partner {partner} for Seller {seller} could not be refreshed: "
                    f"{error or f'status {response.status if response else 0}'}",
                    f"Run: booking-conformance login --config FILE --partner {partner} --seller {seller}",
                )
            self._keep(partner, seller, {**known, **said})

    def _keep(self, partner: str, seller: str, members: Members) -> None:
        """Use the access token from now on, and write a new refresh token where the old one stood."""
        before = self._known.get((partner, seller), {})
        self._learn(members, partner, seller)
        self._tokens[partner, seller] = (
            members["access_token"],
            time.monotonic() + max(lifetime_of(members) - RENEW_BEFORE_EXPIRY, 1.0),
        )
        file = self._partners[partner].token_file
        if file and members.get("refresh_token") != before.get("refresh_token"):
            keep_consent(Path(file), self._sellers[seller].id, without_access(members))

    def _learn(self, members: Members, partner: str, seller: str) -> None:
        for name in SECRETS:
            if isinstance(members.get(name), str):
                self._redactor.keep_credential(members[name], f"{partner}.{seller}.{name}")
        if members:
            self._known[partner, seller] = members


def _refreshing(members: Members) -> dict[str, str]:
    """Return the form that asks for a new access token (RFC 6749, 6)."""
    return {"grant_type": "refresh_token", "refresh_token": members.get("refresh_token", "")}


def without_access(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of a token response: the access token ends soon."""
    return {name: value for name, value in members.items() if name != "access_token"}
