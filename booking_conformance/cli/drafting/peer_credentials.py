"""The credentials in a configuration of the OpenActive Test Suite: where they are, never what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMES = ("primary", "secondary")
_PARTNER = "broker.bookingPartners.{}.authentication."
_SELLER = "sellers.{}.authentication.requestHeaders."
_CLIENT = ("clientId", "clientSecret")


def take_credentials(leaves: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Take the credentials out of the settings, which are given by path.

    Return what stands for them in conformance.toml, ``env:NAME`` for each value, and the path of the value of each
    NAME.
    """
    sources: dict[str, str] = {}
    partners = {name: _partner(leaves, name, sources) for name in _NAMES}
    # The headers of a Seller repeat those of a booking partner; here each says whose they are.
    known = {header for partner in partners.values() for header in partner.get("headers", {})}
    sellers = {name: _headers(leaves, _SELLER.format(name), f"SELLER_{name}", sources, known) for name in _NAMES}
    found = {f"booking_partners.{name}": partner for name, partner in partners.items() if partner}
    return found | {f"sellers.{name}.headers": headers for name, headers in sellers.items() if headers}, sources


def _partner(leaves: dict[str, Any], name: str, sources: dict[str, str]) -> dict[str, Any]:
    path = _PARTNER.format(name)
    headers = _headers(leaves, f"{path}ordersFeedRequestHeaders.", name, sources)
    if headers:
        return {"headers": headers}
    names = [f"{path}clientCredentials.{each}" for each in _CLIENT]
    if not all(leaves.get(each) for each in names):
        return {}
    client, secret = (_stand_in(leaves, each, f"{name}_{each.rpartition('.')[2]}", sources) for each in names)
    return {"token_url": f"env:{_variable(f'{name}_token_url')}", "client_id": client, "client_secret": secret}


def _headers(
    leaves: dict[str, Any], path: str, prefix: str, sources: dict[str, str], known: Iterable[str] = ()
) -> dict[str, str]:
    names = [each.removeprefix(path) for each in leaves if each.startswith(path)]
    wanted = {name: f"{prefix}_{name}" for name in names if name not in known}
    for name in set(names) - wanted.keys():
        del leaves[path + name]
    return {name: _stand_in(leaves, path + name, variable, sources) for name, variable in wanted.items()}


def _stand_in(leaves: dict[str, Any], path: str, words: str, sources: dict[str, str]) -> str:
    del leaves[path]
    sources[_variable(words)] = path
    return f"env:{_variable(words)}"


def _variable(words: str) -> str:
    """Return the name of an environment variable made of words: PRIMARY_CLIENT_ID of primary_clientId."""
    return re.sub(r"\W+|_+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", words)).upper()
