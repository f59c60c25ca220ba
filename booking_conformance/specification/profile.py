"""The frozen list of checks that a specification revision requires at each scope."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from booking_conformance.results import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = "profiles/1.0-cr3.yaml"


@dataclass(frozen=True)
class Profile:
    """``required`` maps a check id to the least scope at which it is required."""

    name: str
    sha256: str
    required: Mapping[str, Scope]

    def requires(self, check_id: str) -> bool:
        """Return whether the profile requires a check at some scope."""
        return check_id in self.required


@cache
def profile() -> Profile:
    """Return the profile of Open Booking API 1.0 CR3."""
    content = resources.files("booking_conformance.schemas").joinpath(_FILE).read_bytes()
    document: dict[str, Any] = yaml.safe_load(content)
    required = {check: scope for scope in Scope for check in document[scope] or ()}
    return Profile(document["name"], hashlib.sha256(content).hexdigest(), required)
