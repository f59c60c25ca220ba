"""Checks made of the rows of schemas/property_presence.yaml: what a response must leave out, or have."""

from __future__ import annotations

import inspect
from collections import defaultdict
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar

from booking_conformance.check import verify
from booking_conformance.check.declaration import check, strongest_level
from booking_conformance.json_path import leads_to_object
from booking_conformance.openactive.answers import kind_of, orders_in
from booking_conformance.results import Level
from booking_conformance.specification import names_of, property_presence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from booking_conformance.recording import Document, Exchange, History
    from booking_conformance.specification import PropertyRule

Function = TypeVar("Function", bound="Callable[[Exchange, History], None]")

_PRESENT = "present"


def presence_check(
    check_id: str, *, feature: str | None = None, examples: tuple[str, ...] = (), level: Level | None = None
) -> Callable[[Function], Function]:
    """Declare the function below as the check that judges every row of the table with this id.

    Its docstring is the title of the check; what passes and fails is added to it. Only an answer says something that
    has what the property would stand in: one without an OfferOverride says nothing of what an OfferOverride leaves out.
    ``level`` may say less than the rows.
    """
    rows = [row for row in property_presence() if row.check == check_id]
    cites = tuple(dict.fromkeys(cited for row in rows for cited in row.requirements))
    calls = tuple(dict.fromkeys(row.call for row in rows))
    asking = _by_answer(rows)

    def declare(function: Function) -> Function:
        @wraps(function)
        def judge(exchange: Exchange, history: History) -> None:
            concerned = _concerned(asking, exchange)
            if not concerned:
                verify.not_applicable("The response contains nothing that the rule covers.")
            for row in concerned:
                _judge_row(row, exchange)
            if all(row.supplied for row in concerned) and not _was_supplied(concerned, exchange, history):
                verify.not_applicable("No Order in the response was given what it must leave out.")

        title = inspect.cleandoc(function.__doc__ or check_id)
        judge.__doc__ = f"{title}\n\n{_what_passes(rows, level or strongest_level(cites))}"
        declare_check = check(check_id, cites=cites, calls=calls, feature=feature, examples=examples, level=level)
        return declare_check(judge)  # type: ignore[return-value]  # as wraps

    return declare


def _what_passes(rows: list[PropertyRule], level: Level) -> str:
    paths = ", ".join(f"`{path}`" for path in dict.fromkeys(row.path for row in rows))
    broken = "Fail" if level is Level.MUST else "Warn"
    if any(row.rule == _PRESENT for row in rows):
        return f"Pass: the response has {paths}. {broken}: one is missing."
    return f"Pass: the response contains no {paths}. {broken}: it does."


def _by_answer(rows: Sequence[PropertyRule]) -> Mapping[tuple[str, str], list[PropertyRule]]:
    """Return the rows that are asked of each kind of answer to each call."""
    found: dict[tuple[str, str], list[PropertyRule]] = defaultdict(list)
    for row in rows:
        for outcome in row.outcomes:
            found[row.call, outcome].append(row)
    return dict(found)


def _concerned(asking: Mapping[tuple[str, str], list[PropertyRule]], exchange: Exchange) -> list[PropertyRule]:
    """Return those rows of which an answer says something: it has what the property would stand in."""
    asked = asking.get((exchange.call, kind_of(exchange)), ())
    document = exchange.answer
    return [row for row in asked if _has_object(document, row.holder)] if asked and document else []


@lru_cache(maxsize=64)  # the checks of one exchange ask for the same places one after the other
def _has_object(document: Document, path: str) -> bool:
    return leads_to_object(path, document.value)


def _was_supplied(rows: Sequence[PropertyRule], exchange: Exchange, history: History) -> bool:
    """Return whether a request about an Order in an answer has what one of the rows wants left out of it."""
    uuids = [order["identifier"].text or (order["@id"].text or "").rpartition("/")[2] for order in orders_in(exchange)]
    requests = [earlier.sent for uuid in uuids for earlier in history.of_order(exchange.partner, uuid)]
    return any(sent.find(path) for sent in requests for row in rows for path in row.supplied)


def _judge_row(row: PropertyRule, exchange: Exchange) -> None:
    if row.rule == _PRESENT:
        if row.breaches(exchange.answer.value):
            verify.fail(f"{_name(row)} is missing.", at=exchange, expected="a value", requirement=row.requirements)
        return
    path = names_of(exchange.profile).spelt(row.path)
    answer = exchange.answer
    for place in () if answer.lacks(path) else answer.find(path):
        verify.absent(place, requirement=row.requirements)


def _name(row: PropertyRule) -> str:
    return row.path.rpartition(".")[2]
