"""Credentials in traffic that others recorded: nobody has named them, so they are found by where they stand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.recording.exchange import Exchange, Headers

# Words of which one stands in the name of a header, a cookie or a query parameter that carries a credential.
_TELLING = ("auth", "cookie", "credential", "jwt", "key", "pass", "pwd", "secret", "session", "sig", "token")
_TELLING_PARAMETERS = (*_TELLING, "code", "assertion")
_HARMLESS = frozenset({"www-authenticate", "proxy-authenticate", "afterid", "keep-alive", "authority"})
_LONGEST_NAME = 64
_NAME_AT_END = re.compile(r"[?&;]([\w.-]{1,64})\Z")
_IN_TEXT = re.compile(r"[?&;]([\w.-]{1,64})=([^&\s\"'<>\\#]{8,2000})")


def found_secrets(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Yield (value, name) for each credential in the URL, the headers and the URLs within the bodies of an exchange.

    A value is yielded as it stands and percent-decoded; of ``Bearer abc`` also ``abc``.
    """
    request, response = exchange.request, exchange.response
    yield from _in_url(request.url)
    yield from _in_headers(request.headers)
    yield from in_text(request.body or "")
    if response is not None:
        yield from _in_headers(response.headers)
        yield from in_text(response.body)


def without_userinfo(url: str) -> str:
    """Return the URL without the name and password before its host."""
    if "@" not in url:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _in_url(url: str) -> Iterator[tuple[str, str]]:
    if "?" not in url and "@" not in url:
        return
    parts = urlsplit(url)
    for value in parts.netloc.rpartition("@")[0].split(":"):
        yield from _forms(value, "userinfo")
    yield from in_text(f"?{parts.query}")
    for name, value in parse_qsl(parts.query):
        if _tells(name, _TELLING_PARAMETERS):
            yield value, name


def _in_headers(headers: Headers) -> Iterator[tuple[str, str]]:
    for name, value in headers:
        yield from _in_header(name, value)


@lru_cache(maxsize=512)  # most headers say the same in all messages
def _in_header(name: str, value: str) -> tuple[tuple[str, str], ...]:
    if not _tells(name, _TELLING):
        return tuple(in_text(value))
    words = re.split(r"[\s,;]+", value)
    parts = [word.rpartition("=")[2].strip('"') for word in words] if "cookie" in name.lower() else words
    return tuple(found for part in (value, *parts) for found in _forms(part, name))


def in_text(text: str) -> Iterator[tuple[str, str]]:
    """Yield (value, name) for each credential in the queries of the URLs in a text."""
    if not _may_tell(text):
        return
    for name, value in _IN_TEXT.findall(text):
        if _tells(name, _TELLING_PARAMETERS):
            yield from _forms(value, name)


def _may_tell(text: str) -> bool:
    """Return whether a parameter in a text has a telling name. Few texts have any: to look closely takes long."""
    befores = text.split("=")
    befores.pop()
    names = (_NAME_AT_END.search(before, max(0, len(before) - _LONGEST_NAME - 1)) for before in befores)
    return any(name and _tells(name[1], _TELLING_PARAMETERS) for name in names)


def _forms(value: str, name: str) -> Iterator[tuple[str, str]]:
    if value:
        yield value, name
    if "%" in value:
        yield unquote(value), name


@lru_cache(maxsize=1024)  # headers and parameters have few names
def _tells(name: str, words: tuple[str, ...]) -> bool:
    lower = name.lower()
    return lower not in _HARMLESS and any(word in lower for word in words)
