"""Which names may stand under ``[features]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.config.complaints import did_you_mean
from booking_conformance.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Declared elsewhere in the configuration: here they would have no effect.
_DECLARED_BY = {
    "approval": "flows.approval = true",
    "test-interface": 'opportunities.mode = "controlled"',
    "imin-checkout": "[checkout] with its base_url",
}
_FURTHER = {"order-proposals-feed", "order-status", "anonymous-leasing", "named-leasing", "leasing"}


def refuse_unknown_features(features: Mapping[str, bool]) -> None:
    """Raise ConfigurationError with a line for each feature that is unknown or declared elsewhere."""
    if not features:
        return
    known = _known_features()
    lines = [line for name, value in features.items() if (line := _objection(name, value, features, known))]
    if lines:
        raise ConfigurationError("\n".join(lines))


def _known_features() -> set[str]:
    from booking_conformance.tables import requirements

    named = {row.feature for row in requirements().values() if row.feature}
    return {name for name in named | _FURTHER if "+" not in name and name != "core"} - set(_DECLARED_BY)


def _objection(name: str, value: bool, features: Mapping[str, bool], known: set[str]) -> str | None:
    if name in _DECLARED_BY:
        return f"features.{name}: is declared by {_DECLARED_BY[name]}, not here"
    if name not in known:
        return f"features.{name}: unknown feature; {did_you_mean(name.replace('_', '-'), known)}"
    kinds = ("anonymous-leasing", "named-leasing")
    if name == "leasing" and value and not any(features.get(kind) for kind in kinds):
        return "features.leasing: does not say which; declare anonymous-leasing, named-leasing or both"
    return None
