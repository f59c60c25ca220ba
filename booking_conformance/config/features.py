"""Which names may stand under ``[features]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.config.complaints import did_you_mean
from booking_conformance.errors import ConfigurationError

if TYPE_CHECKING:
    from booking_conformance.config.model import Configuration

# Declared elsewhere in the configuration: here they have no effect, and may only say the same.
_DECLARED_BY = {
    "approval": "flows.approval = true",
    "test-interface": 'opportunities.mode = "controlled"',
    "imin-checkout": "[checkout] with its base_url",
}
_FURTHER = {"order-proposals-feed", "order-status", "anonymous-leasing", "named-leasing", "leasing"}


def refuse_unknown_features(configuration: Configuration) -> None:
    """Raise ConfigurationError with a line for each feature that is unknown or contradicts what declares it."""
    if not configuration.features:
        return
    known = _known_features()
    lines = [line for name in configuration.features if (line := _objection(name, configuration, known))]
    if lines:
        raise ConfigurationError("\n".join(lines))


def _known_features() -> set[str]:
    from booking_conformance.specification import requirements

    named = {row.feature for row in requirements().values() if row.feature}
    return {name for name in named | _FURTHER if "+" not in name and name != "core"} - set(_DECLARED_BY)


def _objection(name: str, configuration: Configuration, known: set[str]) -> str | None:
    value = configuration.features[name]
    if name in _DECLARED_BY:
        agrees = value == configuration.declares(name)
        return None if agrees else f"features.{name}: is declared by {_DECLARED_BY[name]}, not here"
    if name not in known:
        return f"features.{name}: unknown feature; {did_you_mean(name.replace('_', '-'), known)}"
    if name == "leasing" and value and not configuration.declares("leasing"):
        return "features.leasing: does not say which; declare anonymous-leasing, named-leasing or both"
    return None
