"""How a script comes by its opportunities: the Test Interface makes them anew, or those of the run are used again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from booking_conformance.openactive.rpde import items_of
from booking_conformance.recording import Document
from booking_conformance.reports.repro.names import jq_path, places, single_quoted
from booking_conformance.reports.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from booking_conformance.recording import Exchange
    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.reports.repro.names import Names

    Path = tuple[str | int, ...]

_DATASET = re.compile(r"/test-interface/datasets/([^/?#]+)")
_SUPPLY = "test-opportunity"


class ScriptOpportunities:
    """Defines OPPORTUNITY_1, OFFER_1 and so on for the opportunities (facts of the conversation) of a script."""

    def __init__(self, facts: Mapping[str, Any], recording: Recorded, names: Names) -> None:
        self._facts: Mapping[str, Any] = facts.get("opportunities", {})
        self._recording = recording
        self._names = names
        self._dataset = ""
        self._items = 0
        self.chosen = [line for fact in self._facts.values() if not fact["created"] for line in self._given(fact)]
        self.preparations: list[str] = []

    def _given(self, fact: Mapping[str, Any]) -> Iterator[str]:
        """Yield the lines for an opportunity that was found in a feed: another one may be named instead."""
        wanted = f"{fact['criterion']} {fact['type']} of the Seller {fact['seller']}"
        yield f"# {one_line(wanted)}; name another if this one can no longer be booked"
        for text, stem in ((fact["id"], "OPPORTUNITY"), (Document(fact["offer"]).id, "OFFER")):
            if text and not self._names.known(text):
                name = self._names.name(text, stem)
                yield f"{name}=${{{name}:-{single_quoted(text)}}}"

    def after(self, step: Exchange) -> Iterator[str]:
        """Yield what follows a step: where it made an opportunity, its offer is looked up in the feeds."""
        if step.call != _SUPPLY or not step.succeeded or not step.is_whole:
            return
        identifier = step.answer["@id"].text
        fact = self._facts.get(identifier or "")
        if not identifier or self._names.known(identifier):
            return
        yield f"{self._names.name(identifier, 'OPPORTUNITY')}=$(value {step.id} '[\"@id\"]')"
        if fact:
            yield from self._offer(fact)

    def before(self, step: Exchange) -> None:
        """Give the dataset that a step names a variable of its own."""
        found = _DATASET.search(step.request.url)
        if found and not self._dataset:
            self._dataset = found[1]
            self._names.fix(self._dataset, "DATASET")
            self.preparations.append("DATASET=conformance-$(uuid | cut -c 1-8)")

    def deletion(self, step: Exchange) -> str | None:
        """Return the URL, as a shell word, that deletes the dataset which a step made opportunities in."""
        return '"${BASE_URI}/test-interface/datasets/${DATASET}"' if step.call == _SUPPLY else None

    def _offer(self, fact: Mapping[str, Any]) -> Iterator[str]:
        """Yield the lines that read the offer of an opportunity from its own item, else from that of its parent."""
        offer = Document(fact["offer"]).id
        if not offer or self._names.known(offer):
            return
        own = _path_to(offer, fact["data"])
        answer = yield from self._published(fact["id"])
        if own is None:
            parent = Document(fact["parent"]).id or ""
            named = _path_to(parent, fact["data"])
            own = _path_to(offer, fact["parent"])
            if named is None or own is None:
                return
            if not self._names.known(parent):
                yield f"{self._names.name(parent, 'PARENT')}=$(value {answer} '{jq_path(('data', *named))}')"
            answer = yield from self._published(parent)
        yield f"{self._names.name(offer, 'OFFER')}=$(value {answer} '{jq_path(('data', *own))}')"

    def _published(self, identifier: str) -> Generator[str, None, str]:
        """Yield the line that waits for an item in its feed, and return the name of the answer that holds it."""
        page = self._first_page_of_feed_with(identifier)
        self._items += 1
        answer = f"item{self._items}"
        headers = '"Accept: application/json"'
        yield f"item {answer} 'published' {self._names.quoted(page)} {self._names.quoted(identifier)} {headers}"
        return answer

    def _first_page_of_feed_with(self, identifier: str) -> str:
        pages = [each for each in self._recording.exchanges if each.call == "open-feed" and each.response is not None]
        holding = next((each for each in pages if _holds(each, identifier)), None)
        return _first_page(pages, holding)


def _holds(page: Exchange, identifier: str) -> bool:
    """Return whether a page shows an item with the @id, not only a reference to it."""
    if page.response is None or f'"{identifier}"' not in page.response.body:
        return False
    return any(item["data"].id == identifier for item in items_of(page))


def _first_page(pages: Sequence[Exchange], holding: Exchange | None) -> str:
    if holding is None:
        return ""
    return next(each.request.url for each in pages if each.step == holding.step)


def _path_to(text: str, data: Any) -> Path | None:
    """Return where a text stands in data as an identifier or a reference."""
    return next((path for path, place in places(Document(data)) if place.text == text and path[-1:] != ("url",)), None)
