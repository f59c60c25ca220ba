"""The URLs of a configuration: what is refused of them, and what is warned of."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from booking_conformance.errors import ConfigurationError
from booking_conformance.urls import host_of, is_loopback, origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.config.model import Configuration

_BASES = frozenset({"target.base_uri", "checkout.base_url"})


def refuse_other_urls(configuration: Configuration) -> None:
    """Raise ConfigurationError for a URL that is not http(s), or that holds credentials."""
    proxy = configuration.network.proxy
    if proxy is not None and not _is_url(proxy.get_secret_value()):
        raise ConfigurationError("network.proxy: must be an http(s) URL, such as http://proxy.example:3128")
    for key, url in _urls(configuration):
        if not _is_url(url):
            raise ConfigurationError(f"{key}: must be an http(s) URL, not {url!r}")
        if key in _BASES and ("?" in url or "#" in url):
            raise ConfigurationError(f"{key}: must not have a query or a fragment, since paths are added to it")
        if "@" in urlsplit(url).netloc:
            raise ConfigurationError(f"{key}: must not contain a user name or password, since reports show URLs")


def _is_url(url: str) -> bool:
    """Return whether a text is a URL that a request can go to: urlsplit passes over blanks and checks no port."""
    plain = url.isprintable() and " " not in url
    return plain and url.startswith(("http://", "https://")) and bool(host_of(url) and origin(url))


def _urls(configuration: Configuration) -> Iterator[tuple[str, str]]:
    target, checkout = configuration.target, configuration.checkout
    found = {"target.dataset_site": target.dataset_site, "target.base_uri": target.base_uri}
    found["target.orders_feed"] = target.orders_feed
    found["target.authentication_authority"] = target.authentication_authority
    found |= {f"target.origins[{index}]": url for index, url in enumerate(target.origins)}
    found |= dict(_token_urls(configuration))
    found["checkout.base_url"] = checkout.base_url if checkout else None
    yield from ((key, url) for key, url in found.items() if url is not None)


def _token_urls(configuration: Configuration) -> Iterator[tuple[str, str]]:
    """Yield the token endpoints by key; one that is still to be read from the environment is none yet."""
    for name, partner in configuration.booking_partners.items():
        if partner.token_url and not partner.token_url.startswith(("env:", "file:")):
            yield f"booking_partners.{name}.token_url", partner.token_url


def readable_urls(configuration: Configuration) -> list[str]:
    """Return the keys of the token endpoints that are asked without encryption, though not on this machine."""
    return [key for key, url in _token_urls(configuration) if _is_readable(url)]


def _is_readable(url: str) -> bool:
    return not url.startswith("https:") and not is_loopback(host_of(url))
