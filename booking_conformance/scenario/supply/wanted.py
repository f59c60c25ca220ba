"""What a scenario asks the supply for, and what it gets when there is nothing such."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from booking_conformance.recording import Lack


@dataclass(frozen=True)
class Wanted:
    """An opportunity as a scenario asks for it.

    ``criteria`` (``openactive/opportunities/criteria.py``) and ``sellers``, by name, each begin with the preferred one:
    the next serves where there is nothing of those before it. ``spaces`` is how many of it the scenario takes at a
    time. ``alone`` keeps the others of this run from booking it meanwhile, for a scenario that watches how many spaces
    are left; ``or_shared`` says that it does without where there are too few, or where customers book them, too.
    ``apart`` asks for one with another offer than those that are wanted with it, if there is one. ``sentinel`` says
    that others wait for what is done with it.
    """

    criteria: tuple[str, ...]
    kind: str
    flow: str = "simple"
    sellers: tuple[str, ...] = ("primary",)
    spaces: int = 1
    alone: bool = False
    or_shared: bool = False
    apart: bool = False
    sentinel: bool = False

    @property
    def criterion(self) -> str:
        """The criterion that is preferred."""
        return self.criteria[0]

    @property
    def seller(self) -> str:
        """The name of the Seller that is preferred."""
        return self.sellers[0]

    @property
    def ways(self) -> list[Wanted]:
        """Return what serves, each with one criterion and one Seller, the preferred first."""
        pairs = product(self.criteria, self.sellers)
        return [replace(self, criteria=(criterion,), sellers=(seller,)) for criterion, seller in pairs]

    @property
    def apiece(self) -> list[Wanted]:
        """Return what to ask for instead where no opportunity has so many spaces: as many different ones."""
        return [replace(self, spaces=1)] * self.spaces

    def __str__(self) -> str:
        room = f" with {self.spaces} spaces" if self.spaces > 1 else ""
        return f"{self.criterion} {self.kind}{room} for the {self.flow} flow"


class Shortage(Exception):
    """There is no opportunity as ``wanted``; there should be so many ``more``.

    ``exchange`` is the answer that said so, if one did; ``remedy`` is what whoever runs the target can do about it,
    ``lack`` whether anybody can.
    """

    def __init__(
        self,
        wanted: Wanted,
        reason: str,
        exchange: str | None = None,
        *,
        more: int = 1,
        remedy: str = "",
        lack: Lack = Lack.NEEDED,
    ) -> None:
        super().__init__(f"no opportunity {wanted}: {reason}")
        self.wanted = wanted
        self.exchange = exchange
        self.more = more
        self.remedy = remedy
        self.lack = lack
