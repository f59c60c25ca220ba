"""What a recorder wrote in the place of what it was not to keep: it is not the server's, and is not judged."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from booking_conformance.recording.json_text import encode, parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.recording import Exchange

    _Path: TypeAlias = tuple[object, ...]
    _Places: TypeAlias = dict[_Path, tuple[Any, Any, str]]
    _Order: TypeAlias = tuple[str, str]

_WORDS = "anonymi[sz]ed|filtered|hidden|masked|obfuscated|private|redacted|removed|scrubbed|sensitive"
# In part, "+44 **** ***12", or wholly: "xxxxx", "xxx@xxxx.xxx", "[REDACTED]", "<hidden>", "redacted by recorder".
_MASK = re.compile(
    rf"(?s:.*)(?:\*{{3,}}|[•●█]{{2,}})(?s:.*)|x{{3,}}(?:[\s@.+-]+x+)*|#{{3,}}|[\[<({{]+\W*(?:{_WORDS})\W*[\])>}}]+|"
    r"(?:redacted|masked|anonymi[sz]ed)(?: by [\w .]+)?",
    re.IGNORECASE,
)
# Few bodies have one of these somewhere, or at the beginning of a text: the others need not be parsed. To look for all
# of them at each character took longer than to judge the exchange, and still at each text twice as long as to look for
# their first characters first.
_SOMEWHERE = ("***", "•", "●", "█")
_ESCAPED, _ESCAPED_SOMEWHERE = "\\u2", ("\\u2022", "\\u25cf", "\\u2588")
_AT_BEGINNING = re.compile(r'"(?=[xX#\[<({\\rRmMaA])(?i:x{3}|###|[\[<({]|\\u00|redacted|masked|anonymi[sz]ed)')
# Of what says who somebody is, some recorders keep a hash, which is nobody's address, number or name. Elsewhere a
# text like it may well be the server's.
_HASHED = re.compile("(?:sha-?[0-9]*[:_-]|md5[:_-])?[0-9a-fA-F]{16,128}")
_OF_PERSONS = frozenset({"email", "telephone", "givenName", "familyName"})
_HASHED_SOMEWHERE = tuple(re.compile(rf'"{name}" ?: ?"{_HASHED.pattern}"') for name in sorted(_OF_PERSONS))
_PATTERNS = (_AT_BEGINNING, *_HASHED_SOMEWHERE)
_SAID_BY_ALL = frozenset({"@type", "type", "@context"})
_IDENTIFIER = "identifier"
_ADDRESSES = frozenset({"@id", "id", "url", "sameAs", "contentUrl"})
_MAIL, _URL, _TEXT = "masked@redacted.invalid", "https://redacted.invalid/masked", "«masked»"
# B after approval returns the customer that P was sent: one Order of so many.
_ORDERS_KEPT = 500
_MAKING = frozenset({"P", "B"})


def is_mask(text: str) -> bool:
    """Return whether a recorder wrote a text, in the place of what it hid."""
    return _MASK.fullmatch(text) is not None


class Unmasker:
    """Puts into the place of what is masked in one message what another message about the same Order says there.

    Where none says it, something stands in for it that is like what may stand there, and the same everywhere: also
    where a later message about the Order says it, as what was masked before cannot be compared with it.
    """

    def __init__(self) -> None:
        self._made_with: OrderedDict[_Order, str] = OrderedDict()
        self._behind: OrderedDict[_Order, _Behind] = OrderedDict()

    def unmask(self, exchange: Exchange) -> Exchange:
        """Return an exchange, as it was recorded, without masks; they are taken in the order of the recording."""
        request, response = exchange.request, exchange.response
        order = (exchange.partner, exchange.order_uuid) if exchange.order_uuid is not None else None
        made_with = self._making(exchange, order)
        behind = self._behind.get(order) if order else None
        if not (behind and behind.hidden) and not any(
            map(_may_mask, (request.body, response.body if response else ""))
        ):
            return exchange
        behind = behind or _Behind()
        sent, got = _parsed(request.body), _parsed(response.body if response else None)
        known = {**behind.known, **_told(_parsed(made_with)), **_told(sent)}
        request = replace(request, body=behind.filled(request.body, sent, {**_told(got), **known}))
        if response is not None:
            response = replace(response, body=behind.filled(response.body, got, known) or "")
        if order:
            _keep(self._behind, order, behind)
        return replace(exchange, request=request, response=response)

    def _making(self, exchange: Exchange, order: _Order | None) -> str | None:
        """Return the body that the Order was made with, and keep it where it is made now; few are ever parsed."""
        if order is None:
            return None
        body = exchange.request.body
        if body and order not in self._made_with and exchange.call in _MAKING and exchange.succeeded:
            _keep(self._made_with, order, body)
        return self._made_with.get(order)


class _Behind:
    """What was behind the masks in the messages about an Order: ``known`` by its path, or ``hidden`` for good."""

    def __init__(self) -> None:
        self.known: dict[_Path, str] = {}
        self.hidden: set[_Path] = set()

    def filled(self, body: str | None, document: Any, known: dict[_Path, str]) -> str | None:
        """Return a message with what stands for its masks."""
        places = {path: place for path, place in _texts(document).items() if path in self.hidden or _is_hidden(place)}
        for path, (holder, key, _) in places.items():
            found = known.get(path) if path not in self.hidden else None
            found = found or _derived(key, holder)
            if found is None:
                self.hidden.add(path)
            else:
                self.known.setdefault(path, found)
            holder[key] = found or _stand_in(key)
        return encode(document) if places else body


def _keep(kept: OrderedDict[_Order, Any], order: _Order, value: object) -> None:
    kept[order] = value
    if len(kept) > _ORDERS_KEPT:
        kept.popitem(last=False)


def _may_mask(body: str | None) -> bool:
    if not body:
        return False
    for mark in _SOMEWHERE:
        if mark in body:
            return True
    if _ESCAPED in body and any(mark in body for mark in _ESCAPED_SOMEWHERE):
        return True
    return any(pattern.search(body) is not None for pattern in _PATTERNS)


def _parsed(body: str | None) -> Any:
    try:
        return parse_json(body) if body else None
    except ValueError:
        return None


def _derived(key: object, holder: Any) -> str | None:
    """Return an identifier by the @id beside it, which ends with it where it is that of an Order."""
    address = (holder.get("@id") or holder.get("id")) if key == _IDENTIFIER and isinstance(holder, dict) else None
    return address.rpartition("/")[2] if isinstance(address, str) and not is_mask(address) else None


def _told(document: Any) -> dict[_Path, str]:
    """Return the texts in a document, by their paths, that are no masks."""
    return {path: place[2] for path, place in _texts(document).items() if not _is_hidden(place)}


def _is_hidden(place: tuple[Any, Any, str]) -> bool:
    _, key, text = place
    return is_mask(text) or (key in _OF_PERSONS and _HASHED.fullmatch(text) is not None)


def _stand_in(key: object) -> str:
    return _MAIL if key == "email" else _URL if key in _ADDRESSES else _TEXT


def _texts(document: Any) -> _Places:
    """Return the texts in a document by their paths: the object or array that holds each, its key there, and the text.

    Items have their ``position`` in the path, where they have one, as a response may list them in another order.
    """
    found: _Places = {}
    stack: list[tuple[Any, _Path]] = [(document, ())]
    while stack:
        place, path = stack.pop()
        for key, name, value in _members(place):
            if isinstance(value, (dict, list)):
                stack.append((value, (*path, name)))
            elif isinstance(value, str) and key not in _SAID_BY_ALL:
                found[*path, name] = (place, key, value)
    return found


def _members(place: Any) -> Iterator[tuple[Any, object, Any]]:
    """Yield (key, name in a path, value) for each member of an object or array."""
    if isinstance(place, dict):
        yield from ((key, key, value) for key, value in place.items())
    elif isinstance(place, list):
        for index, value in enumerate(place):
            position = value.get("position") if isinstance(value, dict) else None
            yield index, (index if not isinstance(position, int) else ("position", position)), value
