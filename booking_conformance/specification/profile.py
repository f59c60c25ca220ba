"""The frozen list of checks that a revision of the specification requires at each scope."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from booking_conformance.results import Scope
from booking_conformance.specification.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

CURRENT = "1.0-cr3"


@dataclass(frozen=True)
class Profile:
    """``required`` maps a check id to the least scope at which it is required.

    ``without`` are the checks of the revision that it is based on which it does not ask for, or asks for otherwise;
    ``media_type`` is that of requests and responses, where it has one of its own.
    """

    name: str
    sha256: str
    required: Mapping[str, Scope]
    without: frozenset[str]
    media_type: str

    def requires(self, check_id: str) -> bool:
        """Return whether the profile requires a check at some scope."""
        return check_id in self.required

    @property
    def leaves_out(self) -> str:
        """Why a check that is not judged under this profile is not, for a person."""
        return f"{self.name} does not ask for this, or not in this way."


@cache
def profile(key: str = CURRENT) -> Profile:
    """Return a profile by the name that a configuration chooses it by: that of its file in ``schemas/profiles/``."""
    name = f"profiles/{key}.yaml"
    content = resources.files("booking_conformance.schemas").joinpath(name).read_bytes()
    document: dict[str, Any] = read_yaml(name)
    below = profile(document["based_on"]) if "based_on" in document else None
    without = frozenset(document.get("without", ()))
    inherited = {check: scope for check, scope in below.required.items() if check not in without} if below else {}
    own = {check: scope for scope in Scope for check in document[scope] or ()}
    digest = hashlib.sha256((below.sha256.encode() if below else b"") + content).hexdigest()
    return Profile(document["name"], digest, {**inherited, **own}, without, document.get("media_type", ""))
