"""What a run leaves alone on a real server: what is soon and, unless a setting allows it, what costs or is the last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from booking_conformance.openactive.opportunities.criteria import services
from booking_conformance.openactive.opportunities.opportunity import prepayment_of

if TYPE_CHECKING:
    from booking_conformance.config import Configuration, Opportunities
    from booking_conformance.openactive.opportunities.published_offer import PublishedOffer
    from booking_conformance.scenario.supply.wanted import Wanted

_FAR_AHEAD = timedelta(hours=24)
# What is only left alone, and what is said of it.
_BEGUN = "BookableUnderWay"
_MAKE_IT = 'Configure a Test Interface (opportunities.mode = "controlled"): what has begun is left alone.'
# What is said of opportunities that are left alone, by the setting of [opportunities] that they need.
_LEFT_ALONE = {"allow_last_space": "has one space left", "allow_paid": "costs something"}


@dataclass
class Restraint:
    """``near`` says that the target is on this machine, or sells what the run created: nothing is left alone.

    ``left_alone`` counts what is, by type, name of the Seller, criterion, flow and the settings that it needs.
    """

    near: bool
    settings: Opportunities
    left_alone: Counter[tuple[str, str, str, str, tuple[str, ...]]] = field(default_factory=Counter)

    @classmethod
    def on(cls, configuration: Configuration) -> Restraint:
        """Return what is left alone on a target: nothing, where a run books what it created."""
        settings = configuration.opportunities
        return cls(configuration.near or settings.mode == "controlled", settings)

    @property
    def spared(self) -> int:
        """How many spaces of each opportunity are never taken."""
        return 0 if self.near or self.settings.allow_last_space else 1

    def may_use(self, offered: PublishedOffer) -> bool:
        """Return whether an offered opportunity may be booked."""
        return self._needed_settings(offered) == ()

    def count(self, offered: PublishedOffer, seller: str) -> None:
        """Count an offered opportunity, of a Seller by name, if it is left alone and a setting would allow it."""
        if needed := self._needed_settings(offered):
            kind = offered.opportunity.type
            self.left_alone.update((kind, seller, *service, needed) for service in services(offered))

    def remedy(self, wanted: Wanted) -> str:
        """Return what to set for what is wanted to be there, "" when that would not do."""
        if wanted.criterion == _BEGUN and not self.near:
            return _MAKE_IT
        key = (wanted.kind, wanted.seller, wanted.criterion, wanted.flow)
        found = [(count, settings) for (*left, settings), count in self.left_alone.items() if (*left,) == key]
        if not found:
            return ""
        _, settings = max(found)
        lines = " and ".join(f"opportunities.{name} = true" for name in settings)
        reasons = " and ".join(_LEFT_ALONE[name] for name in settings)
        return f"Set {lines} in a test environment: what would serve {reasons}."

    def _needed_settings(self, offered: PublishedOffer) -> tuple[str, ...] | None:
        """Return the settings that are needed to book an offered opportunity; None when none would do."""
        if self.near:
            return ()
        if not _is_far_ahead(offered):
            return None
        needed = {
            "allow_last_space": offered.opportunity.capacity == 1,
            "allow_paid": prepayment_of(offered.data) == "Required",
        }
        return tuple(name for name, is_needed in needed.items() if is_needed and not getattr(self.settings, name))


def _is_far_ahead(offered: PublishedOffer) -> bool:
    if offered.opportunity.is_timeless:
        return True
    return offered.start is not None and offered.start > offered.now + _FAR_AHEAD
