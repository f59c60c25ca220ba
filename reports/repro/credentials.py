"""The credentials of a script: variables with the names that the configuration gives to its secrets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from booking_conformance.recording.redaction.kept_headers import SPOILT
from booking_conformance.reports.repro.names import single_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from booking_conformance.recording import Exchange

    Place = tuple[str, ...]

# Of a secret that was sent with something changed nothing is the value.
_HIDDEN = re.compile(rf"«secret:(?:(?!{SPOILT})[^»])*»")
_SPACED = re.compile(r"[^A-Za-z0-9]+")


class ScriptCredentials:
    """Says what stands in the headers of a request, and what has to be set before.

    ``configuration`` is that of the run without its secrets; ``variables`` names the variable of each secret by its
    place there.
    """

    def __init__(self, configuration: Mapping[str, Any], variables: Mapping[Place, str]) -> None:
        self._partners: Mapping[str, Any] = configuration.get("booking_partners", {})
        self._sellers: Mapping[str, Any] = configuration.get("sellers", {})
        self._variables = variables
        self._needed: dict[str, str] = {}
        self._tokens: set[str] = set()
        self._seller = "primary"
        self._seller_of: dict[str, str] = {}

    @property
    def seller_ids(self) -> frozenset[str]:
        """The ids of the configured Sellers."""
        return frozenset(seller["id"] for seller in self._sellers.values())

    def headers(self, exchange: Exchange) -> Iterator[tuple[str, str, bool]]:
        """Yield name, value, and whether the value names a variable, for each header of a request."""
        seller = self._seller_named(exchange)
        for name, value in exchange.request.headers:
            variable = self._variable(name, exchange.partner, seller) if _HIDDEN.search(value) else None
            yield (name, variable + _HIDDEN.split(value)[-1], True) if variable else (name, value, False)

    def _seller_named(self, exchange: Exchange) -> str:
        """Return the Seller that a request is for: the one that it names, else that of its Order."""
        sent = exchange.sent["seller"].id if not exchange.request.body_lost else None
        named = next((name for name, seller in self._sellers.items() if seller["id"] == sent), None)
        seller = named or self._seller_of.get(exchange.order_uuid or "", "primary")
        self._seller_of[exchange.order_uuid or ""] = seller
        return seller

    def _variable(self, header: str, partner: str, seller: str) -> str | None:
        holder = self._partners.get(partner, {})
        if header in holder.get("headers", {}):
            return self._need(("booking_partners", partner, "headers", header), f"header {header} of {partner}")
        if holder.get("token_url") and header == "Authorization":
            self._tokens.add(partner)
            return f"Bearer ${{{_shell(partner)}_TOKEN}}"
        if header in self._sellers.get(seller, {}).get("headers", {}):
            return self._need(("sellers", seller, "headers", header), f"header {header} of Seller {seller}")
        return None

    def _need(self, place: Place, what: str) -> str:
        name = self._variables[place]
        self._needed[name] = what
        return f"${{{name}}}"

    def preparations(self) -> Iterator[str]:
        """Yield the lines that ask for the variables which the headers so far need, and fetch tokens."""
        tokens = [self._token(partner) for partner in sorted(self._tokens)]
        for name, what in self._needed.items():
            yield f': "${{{name}:?Set it to the {what}.}}"'
        yield from tokens

    def _token(self, partner: str) -> str:
        holder = self._partners[partner]
        secret = self._need(("booking_partners", partner, "client_secret"), f"client secret of {partner}")
        words = [single_quoted(holder[name] or "") for name in ("token_url", "client_id")]
        scope = single_quoted(holder.get("oauth_scope") or "")
        return f'{_shell(partner)}_TOKEN=$(token {words[0]} {words[1]} "{secret}" {scope})'


def _shell(partner: str) -> str:
    return _SPACED.sub("_", partner).upper()
