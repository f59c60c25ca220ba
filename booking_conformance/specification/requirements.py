"""The catalogue of requirements, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from booking_conformance.specification.data_files import read_yaml

EVERYWHERE = "ALL"
_OPENACTIVE = "https://openactive.io"
_BOOKING_API = f"{_OPENACTIVE}/open-booking-api/EditorsDraft/1.0CR3/"
_SNAPSHOT_1_0 = f"{_OPENACTIVE}/open-booking-api/1.0/"
_IMIN_CHECKOUT = "https://docs.imin.co/incorporating-book-and-pay/imin-checkout-branding"
_OTHER_DOCUMENTS = {
    "rpde-1.0": f"{_OPENACTIVE}/realtime-paged-data-exchange/EditorsDraft/",
    "dataset-api-discovery": f"{_OPENACTIVE}/dataset-api-discovery/EditorsDraft/",
    "test-interface": f"{_OPENACTIVE}/test-interface/",
    "test-suite-features": "https://github.com/openactive/openactive-test-suite/blob/master/packages/openactive-integration-tests/test/features/README.md",
    "rfc9111": "https://www.rfc-editor.org/rfc/rfc9111.html",
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

    def speaks_of(self, checkpoints: frozenset[str]) -> bool:
        """Tell whether it holds at one of the checkpoints of a call."""
        return EVERYWHERE in self.checkpoints or not checkpoints.isdisjoint(self.checkpoints)


@cache
def requirements() -> Mapping[str, Requirement]:
    """Return the catalogue by requirement id."""
    return MappingProxyType({row["id"]: _requirement(row) for row in read_yaml("requirements.yaml")})


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
