"""Fetching the page of a dataset site once, for ``init``: bounded in time and size, within its own origin."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import httpx

from booking_conformance.errors import NotADatasetSite, TargetUnreachable, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_BYTES: Final = 8_000_000
_SECONDS: Final = 30.0
_MOST_REDIRECTS: Final = 3


def fetch_dataset_page(url: str) -> str:
    """Return the page at the URL; TargetUnreachable or NotADatasetSite says why there is none."""
    deadline = time.monotonic() + _SECONDS
    try:
        with httpx.Client(trust_env=False, timeout=10.0, headers={"Accept": "text/html"}) as client:
            return _followed(client, httpx.URL(url), deadline)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise UsageError(f"{url} is not an http(s) URL") from error
    except httpx.HTTPError as error:
        raise TargetUnreachable(
            f"{url} cannot be reached: {str(error) or type(error).__name__}",
            "Check the address, and that the server is running.",
        ) from error


def _followed(client: httpx.Client, url: httpx.URL, deadline: float) -> str:
    for _ in range(_MOST_REDIRECTS + 1):
        with client.stream("GET", url) as response:
            if not response.has_redirect_location:
                return _page(response, deadline)
            url = _within_origin(url, response.headers["Location"])
    raise NotADatasetSite(f"{url} redirects repeatedly")


def _within_origin(url: httpx.URL, location: str) -> httpx.URL:
    there = url.join(location)
    if (there.scheme, there.host, there.port) != (url.scheme, url.host, url.port):
        raise NotADatasetSite(f"{url} redirects to {there}, which is another origin", "If you trust it, name that one.")
    return there


def _page(response: httpx.Response, deadline: float) -> str:
    if not response.is_success:
        raise NotADatasetSite(f"{response.url} answers {response.status_code}", "Check the address.")
    body = b"".join(_bounded(response, deadline))
    return body.decode(response.charset_encoding or "utf-8", "replace")


def _bounded(response: httpx.Response, deadline: float) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_bytes(65_536):
        size += len(chunk)
        if size > _MOST_BYTES:
            raise NotADatasetSite(f"{response.url} answers more than {_MOST_BYTES:,} bytes")
        if time.monotonic() > deadline:
            raise TargetUnreachable(f"{response.url} has not answered whole within {_SECONDS:.0f} s")
        yield chunk
