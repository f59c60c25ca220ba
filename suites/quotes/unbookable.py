"""What a quote says of the items that cannot be booked."""

from collections.abc import Collection
from datetime import datetime

from booking_conformance.check import answered, require
from booking_conformance.check.comparison import bought, items
from booking_conformance.openactive.iso8601 import DATE_MARGIN, aware_moment, duration, later
from booking_conformance.openactive.opportunities.past import is_long_over
from booking_conformance.recording import Document, Exchange, Reading
from booking_conformance.specification import names_of

_CALLED_OFF = ("https://schema.org/EventCancelled", "https://schema.org/EventPostponed")


def both_quotes(conversation: Reading) -> list[Exchange]:
    """Return the C1 and the C2 of a conversation."""
    return [conversation.step("C1"), conversation.step("C2")]


def items_of(exchange: Exchange, opportunity: str) -> list[Document]:
    """Return the items of an answer that are of an opportunity, named by its @id."""
    return [item for item in items(exchange) if bought(item)[0] == opportunity]


def error_types(item: Document) -> set[str]:
    """Return the types of the errors that an item has."""
    return {error.type or "" for error in item["error"].each()}


def flagged(
    conversation: Reading, types: Collection[str], rows: tuple[str, ...] = (), kinds: tuple[str, ...] = ()
) -> None:
    """Fail, for ``rows``, when a quote is not answered with 409; for ``kinds``, when the item lacks a fitting error."""
    types = names_of(conversation.profile).of_types(types)
    for exchange in both_quotes(conversation):
        answered(exchange, {409}, f"{exchange.step} must return 409 when an item cannot be booked.", requirement=rows)
        guilty = items_of(exchange, conversation.fact("guilty"))
        require(bool(guilty), "The unbookable item is not listed.", at=exchange.answer["orderedItem"])
        for item in guilty:
            require(
                bool(error_types(item) & types),
                "The unbookable item must have an error that says why.",
                at=item["error"],
                expected=" or ".join(sorted(types)),
                requirement=kinds,
            )


def rows_against(item: Document, now: datetime | None) -> tuple[str, ...]:
    """Return the rows by which an item of an answer cannot be booked, as far as it shows that.

    It is called off, has been over for a day, or its offer is not yet on sale; ``now`` is the time of the answer.
    """
    opportunity = item["orderedItem"]
    if opportunity["eventStatus"].text in _CALLED_OFF:
        return ("bkb-004",)
    if now is None:
        return ()
    if is_long_over(opportunity, now):
        return ("bkb-003",)
    return ("bkb-006",) if _opens_later(item, now) else ()


def _opens_later(item: Document, now: datetime) -> bool:
    before = duration(item["acceptedOffer"]["validFromBeforeStartDate"].text)
    start = aware_moment(item["orderedItem"]["startDate"].text) if before is not None else None
    opens = later(start, -before) if start is not None and before is not None else None
    return opens is not None and opens - DATE_MARGIN > now
