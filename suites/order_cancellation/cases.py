"""The cases of the scenario ``cancellation``: one Order each, with some items to be cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from booking_conformance.check import inform, not_applicable, not_shown
from booking_conformance.check.verify import NotApplicable, NotTestable
from booking_conformance.recording import NotReached
from booking_conformance.results import Evidence
from booking_conformance.suites.order_cancellation.items import items

if TYPE_CHECKING:
    from collections.abc import Callable

    from booking_conformance.recording import Document, Exchange, Observation, Reading

NOT_PERMITTED = "CancellationNotPermittedError"


@dataclass(frozen=True)
class Case:
    """One Order; the names of its steps and observations begin with its prefix."""

    conversation: Reading
    prefix: str

    def step(self, name: str) -> Exchange:
        """Return the exchange of a step of this case."""
        return self.conversation.step(self.prefix + name)

    def success(self, name: str) -> Exchange:
        """Return the exchange of a step of this case that was answered with a 2xx."""
        return self.conversation.success(self.prefix + name)

    def cancelled(self) -> Exchange:
        """Return the cancellation that succeeded; not-applicable if the target did not permit it, which it may."""
        if self.step("cancel").error_type == NOT_PERMITTED:
            not_applicable("The target did not permit the cancellation.")
        return self.success("cancel")

    def seen(self, name: str) -> Observation:
        """Return an observation of this case."""
        return self.conversation.observation(self.prefix + name)

    @property
    def listed(self) -> list[str]:
        """The OrderItems that the PATCH listed."""
        places = self.cancelled().sent["orderedItem"].each()
        return [place["@id"].text or "" for place in places]

    @property
    def cancelled_opportunities(self) -> set[str | None]:
        """What the OrderItems are for that the PATCH listed, whether it succeeded or not, by @id."""
        listed = {item["@id"].text for item in self.step("cancel").sent["orderedItem"].each()}
        booked = items(self.success("B").answer)
        return {item["orderedItem"].id for identifier, item in booked.items() if identifier in listed}

    @property
    def omitted(self) -> list[str]:
        """The OrderItems that the PATCH left out, all cases together at least one."""
        return [identifier for identifier in items(self.success("B").answer) if identifier not in self.listed]

    @property
    def feed_data(self) -> Document:
        """What the Orders feed showed of the Order once its cancellation had come; not-testable when it had not."""
        self.cancelled()
        seen = self.seen("feed")
        if not seen.seen:
            not_shown("The cancellation did not appear in the Orders feed.", at=seen.item["data"])
        return seen.item["data"]

    @property
    def capacities(self) -> list[dict[str, Any]]:
        """The opportunities of the Order with the capacity that is known of each."""
        rows: list[dict[str, Any]] = self.conversation.fact(f"{self.prefix}capacities")
        return rows


def capacities_known(conversation: Reading) -> None:
    """Only inform when the run created none of the opportunities: then others may book them too."""
    rows = [row for prefix in conversation.fact("cases") for row in conversation.facts.get(f"{prefix}capacities", ())]
    if rows and not any(row["exclusive"] for row in rows):
        inform("Others may book these opportunities too, so their capacity is not judged.")


def each_case(conversation: Reading, judge: Callable[[Case], bool | None]) -> None:
    """Judge every case. One that cannot be judged leaves the check not-testable, unless another one fails.

    ``judge`` returns False for a case that the rule does not cover; when all do, the check is not-applicable.
    """
    untestable: NotTestable | NotReached | None = None
    aside: NotApplicable | None = None
    judged = False
    for prefix in conversation.fact("cases"):
        try:
            judged |= judge(Case(conversation, prefix)) is not False
        except (NotTestable, NotReached) as raised:
            untestable = untestable or raised
        except NotApplicable as raised:
            aside = aside or raised
    if untestable is not None:
        raise untestable
    if not judged:
        raise aside or NotApplicable(Evidence("This rule covers no Order of the scenario."))
