"""``login``: a Seller consents in a browser, by the authorization code flow with PKCE (RFC 6749, 4.1; RFC 7636)."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from booking_conformance.client.connection import authority_of, open_session, read_dataset_site
from booking_conformance.client.message import Message
from booking_conformance.client.tokens.confidential import members_of
from booking_conformance.client.tokens.consents import without_access
from booking_conformance.client.tokens.redirect_receiver import RedirectReceiver
from booking_conformance.client.tokens.token_file import keep_consent
from booking_conformance.client.tokens.token_requests import JSON, ask
from booking_conformance.errors import ConfigurationError, PreflightFailed
from booking_conformance.openactive.id_token import claims_of
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import CutOff
from booking_conformance.urls import host_of, is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from booking_conformance.client.session import Session
    from booking_conformance.config import BookingPartner, Configuration
    from booking_conformance.recording import Document

SCOPES: Final = "openid offline_access openactive-openbooking"


class Login:
    """One login of a booking partner for a Seller, both named as in the configuration."""

    def __init__(self, configuration: Configuration, partner: str, seller: str) -> None:
        """Raise ConfigurationError where the configuration does not name what a login needs."""
        holder = configuration.booking_partners.get(partner)
        if holder is None or not holder.token_file:
            key = f"booking_partners.{partner}.token_file"
            raise ConfigurationError(f"{key}: is required to log in", "It names the file to keep the consent in.")
        if seller not in configuration.sellers:
            raise ConfigurationError(f"sellers.{seller}: is required to log in for this Seller")
        self._configuration, self._client = configuration, holder
        self._file, self._seller = Path(holder.token_file), configuration.sellers[seller].id
        self._verifier, self._nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)

    async def consent(self, show: Callable[[str], object], seconds: float) -> Path:
        """Show the URL of the consent page, wait for the decision, and return the file that the tokens are kept in.

        Raises PreflightFailed where no consent comes of it, or one for another Seller.
        """
        async with open_session(self._configuration, journal=None) as session:
            discovery = await self._discovered(session)
            receiver = RedirectReceiver(self._client.redirect_uri)
            async with receiver.listening():
                show(self._page(discovery, receiver))
                said = await _within(seconds, receiver)
            members = await self._tokens(session, _code(said, discovery), receiver.redirect_uri)
        self._refuse_other_consent(members)
        keep_consent(self._file, self._seller, without_access(members))
        return self._file

    async def _discovered(self, session: Session) -> Document:
        authority = authority_of(self._configuration, await read_dataset_site(self._configuration, session))
        if not authority:
            hint = "If you know it, configure target.authentication_authority."
            raise PreflightFailed("the dataset site names no OpenID provider, or one at another origin", hint)
        session.transport.allow(authority)
        url = f"{authority}/.well-known/openid-configuration"
        found = await session.send(Message("", "GET", url, accept=JSON, step="discovery"))
        if not found.succeeded:
            raise PreflightFailed(f"there is no discovery document: {found.summary}")
        try:
            return found.answer
        except CutOff as error:
            raise PreflightFailed(f"the discovery document cannot be read: {error}", error.remedy) from error

    def _page(self, discovery: Document, receiver: RedirectReceiver) -> str:
        endpoint = discovery["authorization_endpoint"].text or ""
        if not (endpoint.startswith("https://") or is_loopback(host_of(endpoint))):
            raise PreflightFailed(f"the authorization_endpoint is not an https URL: {endpoint or 'none'}")
        asked = {
            "client_id": self._client.client_id or "",
            "redirect_uri": receiver.redirect_uri,
            "response_type": "code",
            "scope": SCOPES,
            "state": receiver.state,
            "nonce": self._nonce,
            "code_challenge": _challenge(self._verifier),
            "code_challenge_method": "S256",
        }
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    async def _tokens(self, session: Session, code: str, redirect_uri: str) -> dict[str, Any]:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        form["code_verifier"] = self._verifier
        response, error = await ask(self._client, form, session.transport.send)
        members = members_of(response) if response is not None and response.status == 200 else {}
        if not _is_text(members.get("access_token")):
            seen = error or f"status {response.status if response else 0}"
            raise PreflightFailed(f"the code was not exchanged for tokens at {self._client.token_url}: {seen}")
        if not _is_text(members.get("refresh_token")):
            raise PreflightFailed("the OpenID provider returned no refresh token, without which nothing can be kept")
        return members

    def _refuse_other_consent(self, members: Mapping[str, Any]) -> None:
        """Raise PreflightFailed where the ID token belongs to another login, or to another Seller."""
        claims = claims_of(str(members.get("id_token", "")))
        if claims.get("nonce", self._nonce) != self._nonce:
            raise PreflightFailed("the ID token belongs to another login")
        seller = claims.get(f"{OPENACTIVE}sellerId", self._seller)
        if seller != self._seller:
            raise PreflightFailed(f"the consent is for another Seller, {seller}", f"Consent for {self._seller}.")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def client_to_log_in(configuration: Configuration) -> str:
    """Return the name of the first booking partner that has a file for tokens, else of the first."""
    partners: Mapping[str, BookingPartner] = configuration.booking_partners
    return next((name for name, partner in partners.items() if partner.token_file), "primary")


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


async def _within(seconds: float, receiver: RedirectReceiver) -> Mapping[str, str]:
    try:
        return await asyncio.wait_for(receiver.received(), seconds)
    except TimeoutError:
        raise PreflightFailed(f"no decision within {seconds:g} s") from None


def _code(said: Mapping[str, str], discovery: Document) -> str:
    """Return the code in a redirect; raise PreflightFailed for a refusal, or for another provider's (RFC 9207)."""
    if said.get("iss", discovery["issuer"].text) != discovery["issuer"].text:
        raise PreflightFailed("another OpenID provider answered")
    if "code" not in said:
        raise PreflightFailed(f"the OpenID provider refused: {said.get('error', 'no code came')}")
    return said["code"]
