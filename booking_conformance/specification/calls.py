"""The tables of the schemas package as frozen values: requirements, error types, calls, property presence."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from booking_conformance.specification.data_files import read_yaml
from booking_conformance.specification.paths import select

_OPENACTIVE = "https://openactive.io"
_BOOKING_API = f"{_OPENACTIVE}/open-booking-api/EditorsDraft/1.0CR3/"
_SNAPSHOT_1_0 = f"{_OPENACTIVE}/open-booking-api/1.0/"
_IMIN_CHECKOUT = "https://docs.imin.co/incorporating-book-and-pay/imin-checkout-branding"
_OTHER_DOCUMENTS = {
    "rpde-1.0": f"{_OPENACTIVE}/realtime-paged-data-exchange/EditorsDraft/",
    "dataset-api-discovery": f"{_OPENACTIVE}/dataset-api-discovery/EditorsDraft/",
    "test-interface": f"{_OPENACTIVE}/test-interface/",
    "imin-authenticated-checkout": f"{_IMIN_CHECKOUT}/imin-authenticated-checkout",
    "imin-group-booking": f"{_IMIN_CHECKOUT}/imin-authenticated-checkout/group-booking-beta",
    "imin-standalone-checkout": f"{_IMIN_CHECKOUT}/imin-standalone-checkout",
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """A row of the catalogue: what the specification asks, in own words, and where it stands."""

    id: str
    level: str
    actor: str
    text: str
    anchor: str
    url: str
    checkpoints: tuple[str, ...]
    blackbox: str
    feature: str
    note: str | None


@dataclass(frozen=True, slots=True)
class ErrorType:
    """A type of OpenBookingError: its status, and the calls that may answer it at Order and at OrderItem level."""

    name: str
    status: int
    widened: frozenset[int]
    order_level: frozenset[str]
    item_level: frozenset[str]
    aliases: frozenset[str]
    requirement: str
    note: str | None

    @property
    def statuses(self) -> frozenset[int]:
        """Every status that passes for this type."""
        return self.widened | {self.status}

    def allowed_in(self, call: str) -> bool:
        """Return whether the call may answer this type as its whole body."""
        return call in self.order_level or "everywhere" in self.order_level


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the API: method, path, what its answers may be, and which schemas judge them."""

    name: str
    title: str
    method: str
    path: str
    success: frozenset[int]
    errors: frozenset[int]
    request: str | None
    response: str | None
    item_errors: str | None
    item_errors_tolerated: bool
    media_types: tuple[str, ...]
    empty_body: bool
    requirement: str
    feature: str
    error: str = "error"


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """A property that must be absent from (or present in) the answer to a call."""

    call: str
    outcomes: frozenset[str]
    path: str
    rule: str
    requirement: str
    level: str
    check: str

    def breaches(self, document: object) -> list[str]:
        """Return the pointers at which a document breaks the rule; "" if what must be present is nowhere."""
        found = [pointer for pointer, _ in select(self.path, document)]
        if self.rule == "absent":
            return found
        return [] if found else [""]


@cache
def requirements() -> Mapping[str, Requirement]:
    """Return the catalogue by requirement id."""
    return _by("id", (_requirement(row) for row in read_yaml("requirements.yaml")))


@cache
def error_types() -> Mapping[str, ErrorType]:
    """Return the error types by name; an alias leads to the same type as its proper name."""
    rows = read_yaml("error_types.yaml").items()
    types = [_error_type(name, row) for name, row in rows]
    return MappingProxyType({name: each for each in types for name in (each.name, *sorted(each.aliases))})


@cache
def calls() -> Mapping[str, Call]:
    """Return the calls by name."""
    table = read_yaml("calls.yaml")
    return _by("name", (_call(name, row, table["everywhere"]) for name, row in table["calls"].items()))


@cache
def property_presence() -> tuple[PropertyRule, ...]:
    """Return the rules of presence, one for each call and path."""
    return tuple(
        _property_rule(row, call, path)
        for row in read_yaml("property_presence.yaml")
        for call in row["calls"]
        for path in row["paths"]
    )


def _by(key: str, values: Any) -> Mapping[str, Any]:
    return MappingProxyType({getattr(value, key): value for value in values})


def _requirement(row: dict[str, Any]) -> Requirement:
    return Requirement(
        id=row["id"],
        level=row["level"],
        actor=row["actor"],
        text=row["text"],
        anchor=row["anchor"],
        url=_url(row["anchor"]),
        checkpoints=tuple(row["checkpoint"]),
        blackbox=row["blackbox"],
        feature=row["feature"],
        note=row.get("note"),
    )


def _url(anchor: str) -> str:
    """Return the link of an anchor; "rpde-1.0#x" stands in another document, "x (snapshots/1.0 only)" in an older."""
    document, separator, section = anchor.partition("#")
    if separator:
        return f"{_OTHER_DOCUMENTS[document]}#{section}"
    section, older, _ = anchor.partition(" (")
    return f"{_SNAPSHOT_1_0 if older else _BOOKING_API}#{section}"


def _error_type(name: str, row: dict[str, Any]) -> ErrorType:
    return ErrorType(
        name=name,
        status=row["status"],
        widened=frozenset(row.get("widened", ())),
        order_level=frozenset(row.get("order_level", ())),
        item_level=frozenset(row.get("item_level", ())),
        aliases=frozenset(row.get("aliases", ())),
        requirement=row["requirement"],
        note=row.get("note"),
    )


def _call(name: str, row: dict[str, Any], everywhere: list[int]) -> Call:
    return Call(
        name=name,
        title=row["title"],
        method=row["method"],
        path=row["path"],
        success=frozenset(row["success"]),
        errors=frozenset((*row.get("errors", ()), *everywhere)),
        request=row.get("request"),
        response=row.get("response"),
        item_errors=row.get("item_errors"),
        item_errors_tolerated=row.get("item_errors_tolerated", False),
        media_types=tuple(row["media_types"]),
        empty_body=row.get("empty_body", False),
        requirement=row["requirement"],
        feature=row["feature"],
    )


def _property_rule(row: dict[str, Any], call: str, path: str) -> PropertyRule:
    return PropertyRule(
        call=call,
        outcomes=frozenset(row.get("outcomes", ("success", "item-errors"))),
        path=path,
        rule=row.get("rule", "absent"),
        requirement=row["requirement"],
        level=row["level"],
        check=row["check"].format(call=call.lower()),
    )
