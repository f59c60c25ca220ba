"""Positions in a feed, as Realtime Paged Data Exchange writes them in items and in URLs.

What cannot be compared is left open: how a system sorts its texts is its own affair.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from booking_conformance.openactive.iso8601 import stated_moment
from booking_conformance.specification.formats import is_date_time

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange

TIMESTAMP = "afterTimestamp"
CHANGE_NUMBER = "afterChangeNumber"
_SLASHES = re.compile("/{2,}")
_AGAINST_CACHES = frozenset({"_", "_t", "nocache", "cachebuster"})
PARAMETERS = (TIMESTAMP, CHANGE_NUMBER)
MODES = "afterTimestamp with afterId, or afterChangeNumber"


@dataclass(frozen=True)
class Position:
    """A place behind an item: its ``modified`` and ``id``; None is nothing that can be compared."""

    modified: int | datetime | str | None
    id: int | str | None = None


@dataclass(frozen=True)
class Place:
    """The position that a URL asks for; ``parameter`` is the one that carries ``modified``."""

    parameter: str
    text: str
    position: Position


def query_of(url: str) -> dict[str, str]:
    """Return the parameters of a URL by name; none when it is not a URL."""
    try:
        return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    except ValueError:
        return {}


def place_of(url: str) -> Place | None:
    """Return the position that a URL asks for, None when it has no paging parameter (rpde-007, rpde-009)."""
    query = query_of(url)
    for parameter in PARAMETERS:
        if parameter in query:
            text = query[parameter]
            modified = int(text) if _is_integer(text) else _comparable(text)
            return Place(parameter, text, Position(modified, _id_in(query)))
    return None


def _id_in(query: dict[str, str]) -> int | str | None:
    text = query.get("afterId")
    return int(text) if text is not None and _is_integer(text) else text


def _is_integer(text: str) -> bool:
    return text.isascii() and text.removeprefix("-").isdigit() and len(text) <= 40


def _comparable(text: str) -> datetime | str:
    found = stated_moment(text) if is_date_time(text) else None
    return text if found is None else found


def same_page(one: str, other: str) -> bool:
    """Return whether two URLs name the same page: path and parameters, whatever their order and however written.

    What a client adds so that no cache answers is of no page.
    """
    try:
        return _path_of(one) == _path_of(other) and _page_in(one) == _page_in(other)
    except ValueError:
        return False


def _page_in(url: str) -> dict[str, str]:
    return {name: text for name, text in query_of(url).items() if name not in _AGAINST_CACHES}


def _path_of(url: str) -> str:
    return _SLASHES.sub("/", unquote(urlsplit(url).path))


def url_after(item: Document, following: str) -> str | None:
    """Return a ``next`` so changed that it leads on from an item; None where it does not show how that is asked for."""
    place, query = place_of(following), query_of(following)
    if place is None or (place.parameter == TIMESTAMP and "afterId" not in query):
        return None
    if type(place.position.modified) is not type(position_of(item).modified):
        return None
    query[place.parameter] = str(item["modified"].value)
    query.update({"afterId": str(id_of(item).value)} if "afterId" in query else {})
    return urlunsplit(urlsplit(following)._replace(query=urlencode(query)))


def id_of(item: Document) -> Document:
    """Return the id of a feed item; the Orders feed may write it @id (open reading 26)."""
    found = item["id"]
    return found or item["@id"] or found


def position_of(item: Document) -> Position:
    """Return the position of an item in its feed: modified, then id. Raise nothing for unusable values."""
    value = _key(item["modified"])
    return Position(_comparable(value) if isinstance(value, str) else value, _key(id_of(item)))


def placed_items(page: Exchange) -> list[tuple[Document, Position]]:
    """Return the items of a page that was answered 200 with their positions; none of any other answer."""
    return _placed(page.answer["items"]) if page.status == 200 else []


@lru_cache(maxsize=2)  # the checks of one page ask one after the other
def _placed(items: Document) -> list[tuple[Document, Position]]:
    return [(item, position_of(item)) for item in items.each()]


def _key(place: Document) -> int | str | None:
    number = place.integer
    return place.text if number is None else number


def follows(later: Position, earlier: Position, *, unique: bool = False) -> bool | None:
    """Return whether a position comes after another, None when the two cannot be compared.

    For equal ``modified`` the ids decide: two whole numbers by size, others only when they are the same.
    ``unique`` says that equal ``modified`` is no progress whatever the ids (change numbers).
    """
    order = _order(later.modified, earlier.modified)
    if order is None or order:
        return None if order is None else order > 0
    if unique:
        return False
    return _id_follows(later.id, earlier.id)


def _order(one: int | datetime | str | None, other: int | datetime | str | None) -> int | None:
    if one is not None and one == other:
        return 0
    if isinstance(one, int) and isinstance(other, int):
        return 1 if one > other else -1
    if isinstance(one, datetime) and isinstance(other, datetime):
        return 1 if one > other else -1
    return None


def _id_follows(later: int | str | None, earlier: int | str | None) -> bool | None:
    if later is None or earlier is None:
        return None
    if isinstance(later, int) and isinstance(earlier, int):
        return later > earlier
    return False if str(later) == str(earlier) else None


def items_of(page: Exchange) -> list[Document]:
    """Return the items of a page that was answered 200; none of any other answer."""
    return page.answer["items"].each() if page.status == 200 else []
