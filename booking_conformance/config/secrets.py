"""Secrets stand in the configuration as ``env:NAME`` or ``file:PATH``, and are read when it is loaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from booking_conformance.errors import ConfigurationError
from booking_conformance.text_files import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Place = tuple[str, ...]

TABLES = ("booking_partners", "sellers")
_SECRET_KEYS = {"client_secret", "initial_access_token"}
_SECRET_TABLES = {"headers"}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")


def resolve_secrets(data: dict[str, Any], environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """Return the data with every ``env:`` and ``file:`` of the credentials replaced by what it refers to.

    Paths are relative to ``folder``. Variables and files that are not there raise one ConfigurationError for all.
    """
    missing: list[ConfigurationError] = []
    resolved = {
        name: _resolved((name,), value, environment, folder, missing) if name in TABLES else value
        for name, value in data.items()
    }
    if missing:
        hints = dict.fromkeys(error.hint for error in missing)
        raise ConfigurationError("\n".join(error.message for error in missing), "\n".join(hints))
    return resolved


def literal_secrets(data: Mapping[str, Any]) -> list[str]:
    """Return the keys of the secrets that are written out in the data."""
    credentials = {name: data[name] for name in TABLES if name in data}
    return [".".join(place) for place, value in _strings((), credentials) if _is_literal_secret(place, value)]


def secret_variables(data: Mapping[str, Any]) -> dict[Place, str]:
    """Return, by place, an environment variable for each secret: that of ``env:NAME``, else one made of the place."""
    credentials = {name: data[name] for name in TABLES if name in data}
    return {place: _variable(place, value) for place, value in _strings((), credentials) if _is_secret(place)}


def _variable(place: Place, value: str) -> str:
    if value.startswith("env:"):
        return value.removeprefix("env:")
    table, *names = (name for name in place if name not in _SECRET_TABLES)
    return _NOT_IN_NAMES.sub("_", "_".join(["seller", *names] if table == "sellers" else names)).upper()


def _resolved(
    place: Place, value: Any, environment: Mapping[str, str], folder: Path, missing: list[ConfigurationError]
) -> Any:
    if isinstance(value, dict):
        return {name: _resolved((*place, name), of, environment, folder, missing) for name, of in value.items()}
    try:
        return _read(place, value, environment, folder)
    except ConfigurationError as error:
        missing.append(error)
        return value


def _read(place: Place, value: Any, environment: Mapping[str, str], folder: Path) -> Any:
    if isinstance(value, str) and value.startswith("env:"):
        return _from_environment(place, value.removeprefix("env:"), environment)
    if isinstance(value, str) and value.startswith("file:"):
        return _from_file(place, folder / value.removeprefix("file:"))
    return value


def _from_environment(place: Place, name: str, environment: Mapping[str, str]) -> str:
    if not environment.get(name):
        raise ConfigurationError(
            f"{'.'.join(place)}: the environment variable {name} is not set",
            f"Set it, for example with: export {name}=...",
        )
    return environment[name]


def _from_file(place: Place, path: Path) -> str:
    try:
        found = text_of(path.read_bytes()).rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"{'.'.join(place)}: the file {path} cannot be read ({_why(error)})",
            "A relative path starts at the folder of the configuration file.",
        ) from error
    if not found:
        raise ConfigurationError(f"{'.'.join(place)}: the file {path} is empty")
    return found


def _why(error: OSError | ValueError) -> str:
    return (error.strerror or "unreadable") if isinstance(error, OSError) else "it is not a text file"


def _strings(place: Place, value: Any) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _strings((*place, name), member)


def _is_secret(place: Place) -> bool:
    return place[-1] in _SECRET_KEYS or place[-2] in _SECRET_TABLES


def _is_literal_secret(place: Place, value: str) -> bool:
    return _is_secret(place) and not value.startswith(("env:", "file:"))
