"""Headers of a configuration that HTTP can carry: what it cannot would fail only in the middle of a run."""

from __future__ import annotations

import re

from pydantic import SecretStr

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t -~]*")
# What these say is decided for each request, by its body.
_RESERVED = frozenset({"connection", "content-length", "transfer-encoding"})


def sendable(headers: dict[str, SecretStr]) -> dict[str, SecretStr]:
    """Return headers without the blanks around their values; raise ValueError, which shows no value, for others."""
    found = {name: value.get_secret_value().strip(" \t") for name, value in headers.items()}
    for name, value in found.items():
        if not _NAME.fullmatch(name) or name.lower() in _RESERVED:
            raise ValueError(f"{name!r} cannot be the name of a header here")
        if not _VALUE.fullmatch(value):
            raise ValueError(f"{name} has a line break, or another character that a header cannot have")
    return {name: SecretStr(value) for name, value in found.items()}


def sendable_text(value: str) -> str:
    """Return the value of a header; raise ValueError for what cannot be one."""
    if not value.strip() or not _VALUE.fullmatch(value):
        raise ValueError("has to be text that a header can have: printable ASCII characters in one line")
    return value.strip()
