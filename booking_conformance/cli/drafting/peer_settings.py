"""The configuration of the OpenActive Test Suite, translated into one of this suite."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from booking_conformance.cli.drafting.peer_credentials import take_credentials
from booking_conformance.config.toml import Place, write_toml
from booking_conformance.errors import UsageError
from booking_conformance.specification import aliases, features
from booking_conformance.specification.data_files import read_yaml
from booking_conformance.specification.opportunity_types import type_names
from booking_conformance.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TESTS = "integrationTests"
_FLOWS = {"OpenBookingSimpleFlow": "simple", "OpenBookingApprovalFlow": "approval"}
_NOT_TESTED = "it is null: neither declared nor denied"


@dataclass
class Translation:
    """``data`` is nested like conformance.toml.

    ``left_out`` says of each setting without a counterpart why, ``variables`` where the value of each environment
    variable is that stands for a secret.
    """

    data: dict[str, Any] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def put(self, path: str, value: Any) -> None:
        """Set a value at a path such as ``payment.name``."""
        *tables, name = path.split(".")
        place = self.data
        for table in tables:
            place = place.setdefault(table, {})
        place[name] = value


def read_peer_settings(file: Path) -> dict[str, Any]:
    """Return what a configuration file of the OpenActive Test Suite says; UsageError when it is none."""
    try:
        settings: Any = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror or error})") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file} is not JSON ({error})") from error
    if not isinstance(settings, dict) or not _names_a_dataset_site(settings.get("broker")):
        raise UsageError(f"{file} has no broker.datasetSiteUrl", "Name the configuration of an OpenActive Test Suite.")
    return settings


def _names_a_dataset_site(broker: Any) -> bool:
    return isinstance(broker, dict) and isinstance(broker.get("datasetSiteUrl"), str)


def translate(settings: Mapping[str, Any]) -> Translation:
    """Return the settings of the OpenActive Test Suite as settings of this suite, and what has no counterpart."""
    found = Translation()
    leaves = dict(_leaves("", settings))
    _copy(leaves, found)
    credentials, found.variables = take_credentials(leaves)
    for path, value in credentials.items():
        found.put(path, value)
    tests = settings.get(_TESTS)
    if isinstance(tests, dict):
        _translate_tests(tests, leaves, found)
    found.left_out |= {path: _reason(path) for path, value in leaves.items() if value is not None}
    return found


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every value that is no table, by its path."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _leaves(f"{path}.{name}" if path else name, member)
    else:
        yield path, value


def _copy(leaves: dict[str, Any], found: Translation) -> None:
    for row in read_yaml("peer_settings.yaml"):
        value = leaves.pop(row["path"], None) if "to" in row else None
        if value is not None:
            found.put(row["to"], value)


def _translate_tests(tests: Mapping[str, Any], leaves: dict[str, Any], found: Translation) -> None:
    """Take the flags of ``integrationTests`` out of the leaves and translate them."""
    flags = {name: _taken(leaves, f"{_TESTS}.{name}") for name in tests if isinstance(tests[name], dict)}
    random = leaves.pop(f"{_TESTS}.useRandomOpportunities", None)
    if random is not None:
        found.put("opportunities.mode", "random" if random else "controlled")
    types = [type_names()[name] for name, on in flags.get("bookableOpportunityTypesInScope", {}).items() if on]
    if types:
        found.put("opportunities.types", types)
    for name, on in flags.get("bookingFlowsInScope", {}).items():
        found.put(f"flows.{_FLOWS[name]}", on)
    _translate_features(flags.get("implementedFeatures", {}), found)


def _taken(leaves: dict[str, Any], path: str) -> dict[str, Any]:
    """Return the flags below a path whose names are known here, and take them out of the leaves."""
    known = {*type_names(), *_FLOWS, *aliases(), *features()}
    names = [each.removeprefix(f"{path}.") for each in leaves if each.startswith(f"{path}.")]
    return {name: leaves.pop(f"{path}.{name}") for name in names if name in known}


def _translate_features(flags: Mapping[str, Any], found: Translation) -> None:
    """Declare a feature where one of its names is true: two names of the OpenActive Test Suite may mean one here."""
    said: dict[str, bool] = {}
    for name, value in flags.items():
        feature = aliases().get(name, name)
        if value is None:
            found.left_out[f"{_TESTS}.implementedFeatures.{name}"] = _NOT_TESTED
        elif features()[feature].declared_by or features()[feature].required:
            continue
        else:
            said[feature] = said.get(feature, False) or bool(value)
    found.put("features", dict(sorted(said.items())))


def _reason(path: str) -> str:
    """Return why a setting has no counterpart: what is said of it, or of the nearest setting above it."""
    reasons = {row["path"]: row["why"] for row in read_yaml("peer_settings.yaml") if "why" in row}
    while path not in reasons:
        path = path.rpartition(".")[0]
    return str(reasons[path])


def translated(settings: Mapping[str, Any], source: str) -> str:
    """Return a commented conformance.toml for the settings of an OpenActive Test Suite, read from a file ``source``."""
    found = translate(settings)
    host = host_of(str(found.data.get("target", {}).get("dataset_site", "")))
    found.put("network.allow_bookings", [])
    secrets = "".join(f"\n  {name}: {path}" for name, path in found.variables.items()) or "\n  none"
    comments: dict[Place, str] = {
        ("target",): f"Translated from {source}.",
        ("booking_partners", "primary"): f"Set these environment variables to what {source} has there:{secrets}",
        ("features",): "false declares that a feature is absent: it must not show. docs/features.md lists all.",
        ("network",): f'Nothing is booked until the host is named here: allow_bookings = ["{host}"]',
    }
    told = "".join(f"#   {path}: {why}\n" for path, why in found.left_out.items())
    text = write_toml(found.data, comments)
    return f"{text}\n# Without a counterpart here:\n{told}" if told else text
