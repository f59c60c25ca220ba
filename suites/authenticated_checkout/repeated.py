"""What the response to a request for a session repeats of it, and whose session it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import fail, inform, not_applicable, require
from booking_conformance.recording import show
from booking_conformance.suites.authenticated_checkout.sessions import target_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from booking_conformance.recording import Document, Exchange

_ORDER, _LINKS = "imin:initialOrder", "imin:navigationLinks"
_OF_ORDER = ("customer", "broker.name", "broker.url")
_OF_ITEM = ("orderedItem.type", "orderedItem.identifier", "acceptedOffer")


def repeats_request(exchanges: Sequence[Exchange]) -> None:
    """Fail when a response repeats something of the order or of the links, and with another value.

    It may leave out what it likes, and say it in another form: only what is text in both is compared. The OrderItems
    may come in any order.
    """
    compared = [_same_order(exchange) + _same_links(exchange) for exchange in exchanges]
    if not any(compared):
        inform("The response repeats nothing of the request.", at=exchanges[0])


def _same_order(exchange: Exchange) -> int:
    sent, answer = exchange.sent[_ORDER], exchange.answer[_ORDER]
    pairs = [(place, sent.find(path)[0]) for path in _OF_ORDER for place in answer.find(path) if sent.find(path)]
    items = answer["orderedItem"]
    entries = items.each()
    if isinstance(items.value, list):
        asked = sent["orderedItem"].each()
        message = "The response does not have the OrderItems of the request."
        require(len(entries) == len(asked), message, at=items, expected=len(asked), got=len(entries))
        pairs += [
            (place, asked[0].find(path)[0]) for path in _OF_ITEM for entry in entries for place in entry.find(path)
        ]
        _same_attendees(items, entries, asked)
    return _all_equal(pairs) + len(entries)


def _same_attendees(items: Document, entries: list[Document], asked: list[Document]) -> None:
    """Fail when the attendees are others: each of the request has an OrderItem, whichever it is."""
    wanted = sorted(item["attendee"].text or "" for item in asked)
    named = [entry["attendee"].text for entry in entries]
    if None not in named and sorted(filter(None, named)) != [each for each in wanted if each]:
        fail(
            "The attendees in the response are not those of the request.",
            at=items,
            expected=show(wanted),
            got=show(named),
        )


def _same_links(exchange: Exchange) -> int:
    sent = {link["imin:linkType"].text: link["url"] for link in exchange.sent[_LINKS].each()}
    links = exchange.answer[_LINKS].each()
    return _all_equal([(link["url"], sent[kind]) for link in links if (kind := link["imin:linkType"].text) in sent])


def _all_equal(pairs: Iterable[tuple[Document, Document]]) -> int:
    """Fail when the two of a pair are different texts; return how many were compared."""
    compared = [(place, sent) for place, sent in pairs if place.text is not None and sent.text is not None]
    for place, sent in compared:
        message = "The response repeats this of the request with another value."
        require(place.text == sent.text, message, at=place, expected=show(sent.value))
    return len(compared)


def booked_for(exchange: Exchange) -> tuple[str, ...]:
    """Return whom a session is for, and what it books."""
    order = exchange.sent[_ORDER]
    whom = sorted(item["attendee"].text or "" for item in order["orderedItem"].each())
    what = {show(item["orderedItem"].value) for item in order["orderedItem"].each()}
    return (show(order["customer"].value), *sorted(what), *whom)


def sessions_apart(exchanges: Iterable[Exchange]) -> None:
    """Fail when sessions for different customers, attendees or opportunities have the same target."""
    seen: dict[str, tuple[str, ...]] = {}
    for exchange, url in _with_target(exchanges):
        whom = seen.setdefault(url, booked_for(exchange))
        message = "Two sessions, for different bookings, have the same target."
        require(whom == booked_for(exchange), message, at=target_of(exchange), expected="a target of its own")
    if len(set(seen.values())) < 2:
        not_applicable("Fewer than two sessions, for different bookings, have a target.")


def _with_target(exchanges: Iterable[Exchange]) -> Iterator[tuple[Exchange, str]]:
    for exchange in exchanges:
        url = target_of(exchange).text
        if url:
            yield exchange, url


def no_empty_members(exchanges: Iterable[Exchange]) -> None:
    """Fail when a member of a response is null or an empty array."""
    answers = [exchange.answer for exchange in exchanges if exchange.answer.properties()]
    if not answers:
        not_applicable("No response has a member.")
    for answer in answers:
        for place in answer.walk():
            message = "A member of the response is null or an empty array."
            require(place.value is not None and place.value != [], message, at=place, expected="no such member")
