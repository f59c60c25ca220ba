"""The credentials of the booking partners: configured headers, or tokens obtained when they are first needed.

A request for a Seller goes with what that Seller consented to, where it did.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from pydantic import SecretStr

from booking_conformance.client.message import LENGTHENED, NONE, OWN, SHORTENED, WRONG
from booking_conformance.client.tokens.consents import Consents
from booking_conformance.client.tokens.oauth import Tokens
from booking_conformance.client.tokens.token_requests import basic, secret_of
from booking_conformance.recording.redaction.kept_headers import SPOILT, WRONG_CREDENTIAL
from booking_conformance.recording.redaction.redaction import SHORTEST_SECRET

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from booking_conformance.client.transport import Transport
    from booking_conformance.config import BookingPartner, Seller
    from booking_conformance.recording.redaction.redaction import Redactor


class Credentials:
    """Gives the headers that authenticate a request. Every secret it learns of is made known to the redactor."""

    def __init__(
        self,
        partners: Mapping[str, BookingPartner],
        sellers: Mapping[str, Seller],
        transport: Transport,
        redactor: Redactor,
    ) -> None:
        self._partners = partners
        self._sellers = sellers
        self._redactor = redactor
        self._tokens = Tokens(partners, transport, redactor)
        self.consents = Consents(partners, sellers, transport, redactor)
        self._make_known()

    def _make_known(self) -> None:
        for name, partner in self._partners.items():
            self._keep_headers(name, partner.headers)
            if partner.initial_access_token:
                self._keep_headers(name, {"initial_access_token": partner.initial_access_token})
        for name, seller in self._sellers.items():
            self._keep_headers(f"seller.{name}", seller.headers)

    def _keep_headers(self, name: str, headers: Mapping[str, SecretStr]) -> None:
        for header, value in headers.items():
            self._redactor.keep_credential(value.get_secret_value(), f"{name}.{header}")

    async def headers(self, partner: str, seller: str | None, kind: str = OWN) -> dict[str, str]:
        """Return the headers of a partner and a Seller: their own, none, wrong ones, or nearly right ones."""
        if kind == NONE:
            return {}
        found = await self._own(partner, seller)
        if kind == WRONG:
            return {name: _wrong(value) for name, value in found.items()}
        return self._spoilt(partner, found, kind) if kind in _NEARLY_RIGHT else found

    def _spoilt(self, partner: str, found: Mapping[str, str], kind: str) -> dict[str, str]:
        # What a Seller adds says whom a request is for: refused for that, it would say nothing of the partner's.
        whose = found.keys() & {*self._partners[partner].headers, "Authorization"} or found.keys()
        spoilt = {name: _nearly(_NEARLY_RIGHT[kind], value) for name, value in found.items() if name in whose}
        for name, value in spoilt.items():
            if WRONG_CREDENTIAL not in value:
                # Who knows half of a secret nearly knows all of it.
                self._redactor.keep_credential(value, f"{partner}.{name}{SPOILT}{kind}")
        return {**found, **spoilt}

    def spoilt_client(self, partner: str, kind: str) -> BookingPartner:
        """Return a partner as an OAuth client whose secret is nearly right."""
        holder = self._partners[partner]
        secret = _NEARLY_RIGHT[kind](secret_of(holder))
        self._redactor.keep_credential(secret, f"{partner}.client_secret{SPOILT}{kind}")
        spoilt = holder.model_copy(update={"client_secret": SecretStr(secret)})
        self._redactor.keep_credential(basic(spoilt), f"{partner}.client_secret{SPOILT}{kind}")
        return spoilt

    def outlived(self, partner: str, seller: str | None, since: float) -> bool:
        """Return whether what a request of ``since`` then was refused with may have ended, and has another now."""
        return not self.consents.covers(partner, seller) and self._tokens.outlived(partner, since)

    async def _own(self, partner: str, seller: str | None) -> dict[str, str]:
        holder = self._partners[partner]
        found = {name: value.get_secret_value() for name, value in holder.headers.items()}
        if token := await self._token(partner, seller):
            found["Authorization"] = f"Bearer {token}"
        if seller is not None and seller in self._sellers:
            found |= {name: value.get_secret_value() for name, value in self._sellers[seller].headers.items()}
        return found

    async def _token(self, partner: str, seller: str | None) -> str:
        """Return the access token that the Seller's consent gives, else that of the client itself, "" for neither."""
        consented = await self.consents.access_token(partner, seller) if seller is not None else ""
        if consented or not self._partners[partner].token_url:
            return consented
        return await self._tokens.token(partner, self._partners[partner])


def _wrong(value: str) -> str:
    scheme, _, _ = value.rpartition(" ")
    return f"{scheme} {WRONG_CREDENTIAL}".strip()


def _nearly(spoil: Callable[[str], str], value: str) -> str:
    """Return a credential as it is nearly right; of HTTP Basic the right user with a password that is nearly right."""
    scheme, space, secret = value.rpartition(" ")
    if scheme.lower() == "basic":
        return f"{scheme} {_of_right_user(spoil, secret)}"
    return f"{scheme}{space}{spoil(secret)}"


def _of_right_user(spoil: Callable[[str], str], encoded: str) -> str:
    """Return user and password with the password spoilt; a wrong credential where that is too short to be one.

    It may then be a placeholder, which nobody need look at, beside a user name that is the key.
    """
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return WRONG_CREDENTIAL
    if len(password) < SHORTEST_SECRET:
        return WRONG_CREDENTIAL
    return base64.b64encode(f"{user}:{spoil(password)}".encode()).decode()


_NEARLY_RIGHT: Mapping[str, Callable[[str], str]] = {
    LENGTHENED: lambda secret: secret + WRONG_CREDENTIAL,
    SHORTENED: lambda secret: secret[: len(secret) // 2],
}
