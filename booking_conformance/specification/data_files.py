"""Reading the data files of the schemas package: tables in YAML, message schemas in JSON."""

import json
from importlib.resources import files
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(name: str) -> Any:
    """Return what a table such as calls.yaml holds."""
    text = (files("booking_conformance.schemas") / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - both loaders are the safe ones


def read_message_schemas() -> dict[str, dict[str, Any]]:
    """Return every file of schemas/messages by its name without .json."""
    folder = files("booking_conformance.schemas") / "messages"
    return {
        entry.name.removesuffix(".json"): json.loads(entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".json")
    }
