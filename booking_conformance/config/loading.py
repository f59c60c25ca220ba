"""Loading a configuration: flag before environment before file before default."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from booking_conformance.config.certificates import refuse_unusable_certificates
from booking_conformance.config.complaints import complaint
from booking_conformance.config.declarations import refuse_unknown_features
from booking_conformance.config.endpoints import readable_urls, refuse_other_urls
from booking_conformance.config.environment import settings_of
from booking_conformance.config.model import Configuration
from booking_conformance.config.secrets import Place, literal_secrets, resolve_secrets, secret_variables
from booking_conformance.errors import ConfigurationError
from booking_conformance.text_files import text_of
from booking_conformance.urls import host_of, is_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_FILE = "Write one with `init URL`, or name yours with --config."


@dataclass(frozen=True)
class Loaded:
    """A configuration, what is to be said about it, and the environment variable of each secret by its place."""

    configuration: Configuration
    warnings: tuple[str, ...] = ()
    variables: Mapping[Place, str] = field(default_factory=dict)


def load(
    file: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    *,
    data: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    with_secrets: bool = True,
) -> Loaded:
    """Return the configuration of a run, its secrets read, or left as they are written.

    ``overrides`` are the flags, nested like the file; ``data`` stands in for a file that does not exist (the embedded
    booking system's). Whatever is wrong raises ConfigurationError, which names the key.
    """
    variables = os.environ if environment is None else environment
    written = read_toml(file) if file else dict(data or {})
    settings = merged(merged(written, settings_of(variables)), overrides or {})
    if not settings.get("target"):
        raise ConfigurationError(
            "target.dataset_site: is required",
            "Give --target URL, or --config FILE with [target] dataset_site; `init URL` writes such a file.",
        )
    folder = file.parent if file else Path.cwd()
    settings = located(settings, folder)
    configuration = _validated(resolve_secrets(settings, variables, folder) if with_secrets else settings)
    return Loaded(configuration, _warnings(configuration, written if file else {}), secret_variables(settings))


def located(settings: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return the settings with each file that they name below the folder: a run may begin in any."""
    found = dict(settings)
    if isinstance(partners := settings.get("booking_partners"), dict):
        found["booking_partners"] = {name: _located(of, ("token_file",), folder) for name, of in partners.items()}
    if "network" in settings:
        found["network"] = _located(settings["network"], ("ca_bundle", "client_cert"), folder)
    return found


def _located(table: Any, keys: tuple[str, ...], folder: Path) -> Any:
    if not isinstance(table, dict):
        return table
    named = {key: str(folder / table[key]) for key in keys if isinstance(table.get(key), str)}
    return {**table, **named}


def read_toml(file: Path) -> dict[str, Any]:
    """Return what the file holds; ConfigurationError says why it cannot be read."""
    try:
        return tomllib.loads(text_of(file.read_bytes()))
    except FileNotFoundError as error:
        raise ConfigurationError(f"{file} does not exist", _NO_FILE) from error
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: is not text in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file}: is not TOML: {error}") from error


def merged(lower: Mapping[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    """Return the lower settings overruled by the upper ones, table by table."""
    result = dict(lower)
    for name, value in upper.items():
        below = result.get(name)
        both = isinstance(below, dict) and isinstance(value, dict)
        result[name] = merged(below, value) if both else value  # type: ignore[arg-type]  # both are tables here
    return result


def _validated(settings: Mapping[str, Any]) -> Configuration:
    try:
        configuration = Configuration.model_validate(settings)
    except ValidationError as error:
        # The cause holds the values, secrets among them: it is not passed on.
        raise complaint(error) from None
    refuse_unknown_features(configuration)
    refuse_other_urls(configuration)
    refuse_unusable_certificates(configuration.network)
    return configuration


def _warnings(configuration: Configuration, written: Mapping[str, Any]) -> tuple[str, ...]:
    near = is_loopback(host_of(configuration.target.dataset_site))
    literal = [] if near else literal_secrets(written)
    return (
        *(f"{key} contains a literal secret; use env:NAME or file:PATH instead" for key in literal),
        *(f"{key} is not HTTPS: others can read the client secret in transit" for key in readable_urls(configuration)),
    )
