"""Traffic of a booking partner as a proxy would record it, of any length: conversations about one Order each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.support import hars
from tests.support.documents import BASE as DOCUMENTED
from tests.support.documents import DOCUMENTS, UUID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LATE = 40


def entries(conversations: int) -> Iterator[dict[str, Any]]:
    """Yield the entries of so many conversations: about six each, the last of each long after the others.

    Some break rules that only what was said before shows: the taxMode of a Seller changes, as do the names of errors.
    """
    for number in range(conversations + _LATE):
        if number < conversations:
            yield from _conversation(number)
        if number >= _LATE:
            yield hars.entry("GET", f"{hars.BASE}/orders/{hars.order_uuid(number - _LATE)}", 404, _error(number))


def _conversation(number: int) -> Iterator[dict[str, Any]]:
    uuid = hars.order_uuid(number)
    yield _call("PUT", f"/order-quote-templates/{uuid}", "order-quote", "c1-request", number)
    yield _call("PUT", f"/order-quotes/{uuid}", "order-quote-c2", "c2-request", number)
    yield _call("PUT", f"/orders/{uuid}", "order", "b-request", number)
    yield _call("GET", "/orders-rpde", "orders-feed-page", "", number)
    yield hars.deletion(number) if number % 7 else hars.bad_deletion(number)


def _call(method: str, path: str, answer: str, sent: str, number: int) -> dict[str, Any]:
    text = json.dumps(DOCUMENTS[answer]).replace(UUID, hars.order_uuid(number)).replace(DOCUMENTED, hars.BASE)
    if number % 11 == 5:
        text = text.replace("TaxGross", "TaxNet")
    body = json.loads(json.dumps(DOCUMENTS[sent]).replace(DOCUMENTED, hars.BASE)) if sent else None
    return hars.entry(method, f"{hars.BASE}{path}", 200, json.loads(text), body)


def _error(number: int) -> dict[str, Any]:
    told = {"name": "There is none" if number % 5 else "None there", "description": "It was deleted."}
    return {"@context": "https://openactive.io/", "@type": "UnknownOrderError", **told}


def written(path: Path, conversations: int) -> Path:
    """Write a HAR file entry by entry: it may be larger than memory."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"log": {"version": "1.2", "creator": {"name": "a proxy", "version": "1"}, "entries": [')
        file.writelines(_separated(entries(conversations)))
        file.write("]}}")
    return path


def _separated(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for index, row in enumerate(rows):
        yield (",\n" if index else "\n") + json.dumps(row)
