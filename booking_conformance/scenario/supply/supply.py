"""Where opportunities come from: made through the Test Interface, or lent from what the open feeds show."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Protocol

from booking_conformance.openactive.opportunities.criteria import may_be
from booking_conformance.recording import Lack
from booking_conformance.scenario.supply.created import Created
from booking_conformance.scenario.supply.parents import Parents
from booking_conformance.scenario.supply.shelf import Shelf
from booking_conformance.scenario.supply.wanted import Shortage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from booking_conformance.client.session import Session
    from booking_conformance.config import Configuration
    from booking_conformance.openactive.opportunities.opportunity import Opportunity
    from booking_conformance.scenario.feeds.reader import FeedReader
    from booking_conformance.scenario.supply.wanted import Wanted


class _Source(Protocol):
    async def lend(self, wanted: Sequence[Wanted], borrower: object, scenario: str) -> list[Opportunity]:
        """Return an opportunity for each that is wanted; Shortage says why there is none."""

    def take_back(self, borrower: object, *, booked: bool) -> None:
        """Have back what a scenario was lent, when it has ended."""

    def confirm(self, kind: str, since: float) -> None:
        """Take note that the open feed of a kind has shown what was done before ``since``."""


class Supply:
    """Lends opportunities to scenarios while these are acted out.

    ``creates`` means that they are made for the scenario that asks; ``lacking`` counts, for each kind that was wanted
    in vain, how many more there should be.
    """

    def __init__(
        self,
        configuration: Configuration,
        session: Session,
        base_uri: str,
        feeds: Mapping[str, FeedReader],
        dataset: str,
    ) -> None:
        self._configuration = configuration
        self._feeds = feeds
        self.dataset = dataset
        self.parents = Parents(feeds)
        self.lacking: dict[str, int] = {}
        self.creates = configuration.opportunities.mode == "controlled"
        self._source: _Source = (
            Created(configuration, session, base_uri, feeds, self.parents, dataset)
            if self.creates
            else Shelf(configuration, feeds, self.parents)
        )

    async def lend(self, wanted: Sequence[Wanted], borrower: object, scenario: str) -> list[Opportunity]:
        """Return an opportunity for each that is wanted, all at once; Shortage names what is lacking.

        ``borrower`` is whoever gives them back; ``scenario`` is the id of its conversation.
        """
        try:
            return await self._lend(wanted, borrower, scenario)
        except Shortage as shortage:
            name = str(shortage.wanted)
            if shortage.lack is not Lack.NONE:
                self.lacking[name] = max(self.lacking.get(name, 0), shortage.more)
            raise

    async def lend_if_any(self, wanted: Sequence[Wanted], borrower: object, scenario: str) -> list[Opportunity]:
        """Return what ``lend`` does, [] where there are too few: then something else will do."""
        try:
            return await self._lend(wanted, borrower, scenario)
        except Shortage:
            return []

    async def lend_spaces(self, wanted: Sequence[Wanted], borrower: object, scenario: str) -> list[Opportunity]:
        """Return an opportunity for each space that is wanted: the same one for several, else another for each.

        Raises Shortage when there are not enough for that either.
        """
        try:
            found = await self._lend(wanted, borrower, scenario)
        except Shortage:
            return await self.lend([one for each in wanted for one in each.apiece], borrower, scenario)
        return [one for one, each in zip(found, wanted, strict=True) for _ in range(each.spaces)]

    def awaiting_sentinel(self, borrower: object) -> AbstractContextManager[None]:
        """Return what to be in while a borrower waits for a sentinel, and so gives nothing back."""
        return self._source.awaiting_sentinel(borrower) if isinstance(self._source, Shelf) else nullcontext()

    def may_make_sentinels(self, borrower: object) -> bool:
        """Return whether a sentinel that could not be made can be once others have given back what they hold."""
        return isinstance(self._source, Shelf) and self._source.may_make_sentinels(borrower)

    async def _lend(self, wanted: Sequence[Wanted], borrower: object, scenario: str) -> list[Opportunity]:
        for each in wanted:
            self._require_known(each)
        return await self._source.lend(wanted, borrower, scenario)

    def take_back(self, borrower: object, *, booked: bool) -> None:
        """Have back what a scenario was lent; ``booked`` says that it may have left something booked."""
        self._source.take_back(borrower, booked=booked)

    def confirm(self, kind: str, since: float) -> None:
        """Take note that a change has come through the open feed of a kind that was made at ``since`` (monotonic).

        What was given back before shows there as it is now.
        """
        self._source.confirm(kind, since)

    def _require_known(self, wanted: Wanted) -> None:
        if wanted.kind not in self._feeds:
            raise Shortage(wanted, f"the dataset site names no feed for {wanted.kind}")
        if not any(may_be(criterion, wanted.kind) for criterion in wanted.criteria):
            reason = f"no {wanted.kind} can be {wanted.criterion}"
            raise Shortage(wanted, reason, remedy="Declare another type of opportunity.", lack=Lack.BEYOND)
        for seller in wanted.sellers:
            if seller not in self._configuration.sellers:
                remedy = f"Configure [sellers.{seller}]."
                raise Shortage(wanted, f"no {seller} Seller is configured", remedy=remedy, lack=Lack.BEYOND)
