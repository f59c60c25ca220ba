"""Comparing media types by type and version, not as text."""

from __future__ import annotations

from email.message import Message
from functools import lru_cache


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
