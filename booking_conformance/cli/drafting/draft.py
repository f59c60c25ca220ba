"""The configuration that ``init`` drafts from a dataset site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.config.settings import fields, unused
from booking_conformance.config.toml import Place, write_toml
from booking_conformance.specification import features, opportunity_types
from booking_conformance.urls import host_of, is_as_near

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from booking_conformance.openactive.dataset_site import DatasetSite
    from booking_conformance.specification.features import Feature

_OPENID = """
The dataset site names this OpenID provider: {}
Where it gave you a client, write these in place of headers:
  token_url = "https://..."
  client_id = "env:PRIMARY_CLIENT_ID"
  client_secret = "env:PRIMARY_CLIENT_SECRET"
  token_file = "primary-tokens.json"
`booking-conformance login` then asks each Seller to consent, and keeps what comes of it in token_file."""
NAMED = ("booking_partners", "sellers", "features")


def draft(url: str, site: DatasetSite, seen: Collection[str] = (), sellers: Mapping[str, int] | None = None) -> str:
    """Return a commented conformance.toml for the dataset site at the URL, with ``env:`` in place of secrets.

    ``seen`` are the features that it and the open feeds show, ``sellers`` how many items each Seller has there, by id.
    Every key that is not set stands in a comment, with its meaning and default.
    """
    types = [kind.name for kind in opportunity_types().values() if {kind.feeds[0], *kind.also} & site.feeds.keys()]
    data: dict[str, dict[str, Any]] = {
        "target": {
            "dataset_site": url,
            "name": site.booking_service_name or site.publisher_name or site.name or None,
            "version": site.software_version or None,
        },
        "booking_partners": {"primary": _credentials("PRIMARY"), "secondary": _credentials("SECONDARY")},
        "sellers": _sellers(sellers or {}),
        "opportunities": {"mode": "random", "types": types or ["ScheduledSession"], "allow_paid": False},
        "flows": {"simple": True, "approval": "approval" in seen},
        "features": {name: True for name in sorted(seen) if name != "approval"},
        "network": {"allow_bookings": []},
    }
    comments = _comments(url, site, sellers or {})
    return write_toml(data, comments | _unused(data, comments))


def _sellers(shown: Mapping[str, int]) -> dict[str, dict[str, str]]:
    """Return the two Sellers with the most items; where none shows, one that a variable names."""
    most = sorted(shown, key=lambda seller: -shown[seller])[:2] or ["env:SELLER_ID"]
    return {name: {"id": seller} for name, seller in zip(("primary", "secondary"), most, strict=False)}


def _unused(data: Mapping[str, Mapping[str, Any]], comments: Mapping[Place, str]) -> dict[Place, str]:
    """Return the keys that are not set, as comments where they would stand."""
    given = {table: {name for name, value in keys.items() if value is not None} for table, keys in data.items()}
    whole = {place.partition(".")[0] for place in fields() if "." in place}
    plain = [table for table in given if f"{table}.NAME" not in fields() and table not in NAMED]
    absent = "\n".join(f"\n[{table}]\n{unused(table)}" for table in sorted(whole - given.keys()))
    partner = data["booking_partners"]["primary"]
    return {
        ("target",): f"{unused('', whole)}\n\n{comments['target',]}",
        **{(table, ""): unused(table, given[table]) for table in plain},
        ("booking_partners", "primary", ""): unused("booking_partners.NAME", partner),
        ("sellers", "primary", ""): unused("sellers.NAME", {"id"}),
        ("features", ""): "\n".join(f"{row.means}\n{row.id} = true" for row in _undeclared(data["features"])),
        ("",): absent,
    }


def _undeclared(declared: Collection[str]) -> list[Feature]:
    return [row for row in features().values() if row.id not in declared and not row.declared_by and not row.required]


def _credentials(partner: str) -> dict[str, Any]:
    return {"headers": {"Authorization": f"env:{partner}_AUTHORIZATION"}}


def _if_elsewhere(url: str, site: DatasetSite) -> str:
    """Return what to add for credentials to be sent to a Base URI at another origin; nothing for one nearby."""
    if not site.base_uri or is_as_near(site.base_uri, url):
        return ""
    return f'\nIt is at another origin: if you trust it, add base_uri = "{site.base_uri}" here.'


def _comments(url: str, site: DatasetSite, sellers: Mapping[str, int]) -> dict[Place, str]:
    authority = site.authentication_authority
    base_uri = site.base_uri or 'none; give base_uri = "https://..." here'
    return {
        ("target",): f"Base URI in the dataset site: {base_uri}{_if_elsewhere(url, site)}\n"
        f"Feeds in the dataset site: {', '.join(site.feeds) or 'none'}",
        ("booking_partners", "primary"): "Secrets are env:NAME or file:PATH, read when the run starts."
        + (_OPENID.format(authority) if authority else ""),
        ("booking_partners", "secondary"): "Scope full needs a second booking partner; without one, delete this.",
        (
            "sellers",
            "primary",
        ): "The @id of a Seller whose opportunities may be booked. The feeds begin with:\n"
        + ("\n".join(f"{seller}: {count} items" for seller, count in sellers.items()) or "none"),
        (
            "opportunities",
        ): 'mode = "controlled" creates opportunities through the Test Interface; "random" takes them\n'
        f"from the open feeds. Types are {', '.join(opportunity_types())}.",
        ("features",): "Features that the booking system offers, such as order-status = true; `checks` lists them.\n"
        "Those that the open feeds show are here already. false declares that a feature is absent: it must not show.",
        ("network",): f'Nothing is booked until the host is named here: allow_bookings = ["{host_of(url)}"]',
    }
