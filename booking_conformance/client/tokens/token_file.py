"""The file in which ``login`` keeps what Sellers consented to: nobody else may read it."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, Any, Final

from booking_conformance.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MODE: Final = 0o600
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def read_consents(file: Path) -> dict[str, dict[str, Any]]:
    """Return the members of the token response of each Seller, by its @id; nothing where there is no file.

    Raises ConfigurationError for a file that others can read, or that ``login`` did not write.
    """
    try:
        if os.name == "posix" and file.stat().st_mode & _OTHERS:
            raise ConfigurationError(f"{file}: others can read it", f"Run: chmod 600 {file}")
        document: Any = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{file}: cannot be read", "Run `login` again; it writes this file.") from error
    whole = isinstance(document, dict) and all(isinstance(of, dict) for of in document.values())
    if not whole:
        raise ConfigurationError(f"{file}: is not a file of tokens", "Run `login` again; it writes this file.")
    known: dict[str, dict[str, Any]] = document
    return known


def keep_consent(file: Path, seller: str, members: Mapping[str, Any]) -> None:
    """Write what a Seller consented to into the file, beside what is there; it is never half-written."""
    known = {**read_consents(file), seller: dict(members)}
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE), "w", encoding="utf-8") as stream:
            json.dump(known, stream, indent=1)
        beside.replace(file)
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be written ({error.strerror or error})") from error
