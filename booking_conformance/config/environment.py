"""Settings from the environment: ``BOOKING_CONFORMANCE_NETWORK__FEED_TIMEOUT=30`` is ``network.feed_timeout = 30``."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from booking_conformance.errors import ConfigurationError
from booking_conformance.variables import CONFIG, PREFIX, REPORT

if TYPE_CHECKING:
    from collections.abc import Mapping

_OPTIONS = {CONFIG, REPORT}  # where things are, not settings of the run
_DASHED = {"features", "headers"}  # names below these are spelt with dashes, which a variable cannot have
_LISTS = {"types", "allow_bookings", "customers", "token_command"}


def settings_of(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings that the environment holds, shaped like the file's."""
    data: dict[str, Any] = {}
    for variable, text in sorted(environment.items()):
        name = variable.removeprefix(PREFIX)
        if variable.startswith(PREFIX) and variable not in _OPTIONS:
            _put(data, variable, _place(name), text)
    return data


def _place(name: str) -> list[str]:
    if name == "TARGET":
        return ["target", "dataset_site"]
    *tables, key = name.lower().split("__")
    return [*tables, key.replace("_", "-") if tables and tables[-1] in _DASHED else key]


def _put(data: dict[str, Any], variable: str, place: list[str], text: str) -> None:
    table = data
    for name in place[:-1]:
        table = table.setdefault(name, {})
        if not isinstance(table, dict):
            raise ConfigurationError(f"{variable}: {name} is given as a value and as a table")
    table[place[-1]] = _list(variable, text) if place[-1] in _LISTS else text


def _list(variable: str, text: str) -> list[Any]:
    if not text.lstrip().startswith("["):
        return [member.strip() for member in text.split(",") if member.strip()]
    try:
        members: list[Any] = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{variable}: {text!r} is not a list", "Write: one,two") from error
    return members
