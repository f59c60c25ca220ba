"""A configuration with all that it refers to, to be read on another machine as it is read here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from booking_conformance.config.environment import settings_of
from booking_conformance.config.loading import located, merged, read_toml
from booking_conformance.config.secrets import TABLES
from booking_conformance.config.toml import write_toml
from booking_conformance.variables import PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = "conformance.toml"
_CERTIFICATES = ("ca_bundle", "client_cert")
_ENV, _FILE = "env:", "file:"


@dataclass(frozen=True)
class PortableConfiguration:
    """Names and contents of files that belong into one folder, and environment variables: secrets are among both.

    A variable that is None is not set. Their representation shows neither.
    """

    files: Mapping[str, bytes] = field(repr=False)
    variables: Mapping[str, str | None] = field(repr=False)

    def unpack(self, folder: Path) -> Path:
        """Write the files into a folder, for the owner's eyes, and return the configuration among them."""
        for name, content in self.files.items():
            (folder / name).touch(mode=0o600)
            (folder / name).write_bytes(content)
        return folder / _NAME

    def environment(self, of_machine: Mapping[str, str]) -> dict[str, str]:
        """Return the environment for a command that reads the configuration: no setting of that machine is in it."""
        kept = {name: value for name, value in of_machine.items() if not name.startswith(PREFIX)}
        given = {**kept, **self.variables}
        return {name: value for name, value in given.items() if value is not None}


def portable(file: Path, environment: Mapping[str, str]) -> PortableConfiguration:
    """Return what a configuration file, the settings in the environment, and what they refer to come to.

    Raises ConfigurationError where the file cannot be read, OSError where one that it names cannot.
    """
    packing = _Packing(file.parent, environment)
    settings = packing.settings(merged(read_toml(file), settings_of(environment)))
    packing.files[_NAME] = write_toml(settings).encode()
    return PortableConfiguration(packing.files, packing.variables)


class _Packing:
    """Gathers the files and variables that settings name, and gives the files names of their own."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = environment
        self.files: dict[str, bytes] = {}
        self.variables: dict[str, str | None] = {}

    def settings(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        found = {name: self._secrets(value) if name in TABLES else value for name, value in settings.items()}
        if isinstance(network := located(settings, self._folder).get("network"), dict):
            found["network"] = {
                key: self._packed(Path(value)) if key in _CERTIFICATES and value else value
                for key, value in network.items()
            }
        return found

    def _secrets(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._secrets(member) for name, member in value.items()}
        if isinstance(value, str) and value.startswith(_ENV):
            name = value.removeprefix(_ENV)
            self.variables[name] = self._environment.get(name)
        if isinstance(value, str) and value.startswith(_FILE):
            return _FILE + self._packed(self._folder / value.removeprefix(_FILE))
        return value

    def _packed(self, file: Path) -> str:
        name = f"file-{len(self.files) + 1}"
        self.files[name] = file.read_bytes()
        return name
