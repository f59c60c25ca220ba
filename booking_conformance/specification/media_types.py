"""Comparing media types by type and version, not as text."""

from __future__ import annotations

from email.message import Message
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@lru_cache(maxsize=256)  # a target has a handful
def _read(text: str) -> tuple[str, str | None]:
    message = Message()
    message["Content-Type"] = text
    version = message.get_param("version")
    return message.get_content_type(), version if isinstance(version, str) else None


def admits(wanted: str, got: str | None) -> bool:
    """Return whether ``got``, a Content-Type, is the media type ``wanted`` with its version; case does not matter."""
    if not got:
        return False
    try:
        kind, version = _read(got)
    except (ValueError, IndexError):
        return False
    wanted_kind, wanted_version = _read(wanted)
    return kind == wanted_kind and wanted_version in (None, version)


def is_as_asked(accept: str | None, got: str | None, wanted: Iterable[str]) -> bool:
    """Return whether an Accept header names the media type ``got``, and none of those ``wanted``."""
    named = {_kind(part) for part in (accept or "").split(",")}
    return bool(got) and _kind(got or "") in named and named.isdisjoint(map(_kind, wanted))


def _kind(text: str) -> str:
    return text.partition(";")[0].strip().lower()
