"""Reading the data files of the schemas package: tables in YAML, message schemas in JSON."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from booking_conformance.compiled import Compiled


def read_yaml(name: str) -> Any:
    """Return what a table such as calls.yaml holds; a table that was read before is not parsed again."""
    file = files("booking_conformance.schemas") / name
    content = file.read_bytes()
    compiled = Compiled(Path(str(file)), ".table", hashlib.sha256(content).hexdigest().encode())
    known = compiled.load()
    if known is not None:
        return known
    table = _parsed(content)
    compiled.keep(table)
    return table


def _parsed(content: bytes) -> Any:
    # Only here: to import it takes longer than to read every table that is kept.
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(content, Loader=loader)  # noqa: S506 - both loaders are the safe ones


def read_message_schemas() -> dict[str, dict[str, Any]]:
    """Return every file of schemas/messages by its name without .json."""
    folder = files("booking_conformance.schemas") / "messages"
    return {
        entry.name.removesuffix(".json"): json.loads(entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".json")
    }
