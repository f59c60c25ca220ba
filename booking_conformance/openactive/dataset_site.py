"""Reading a dataset site: an HTML page with a Dataset as JSON-LD in it (ds-002). Nothing in it is trusted."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from booking_conformance.errors import NotADatasetSite
from booking_conformance.openactive.html_scripts import json_ld_scripts
from booking_conformance.recording import Document, parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_CHARACTERS: Final = 5_000_000
_SHOWN_CHARACTERS = 80


@dataclass(frozen=True)
class Distribution:
    """A feed that the dataset site lists; ``kind`` is the last part of its additionalType, such as ``Slot``."""

    kind: str
    url: str
    name: str


@dataclass(frozen=True)
class DatasetSite:
    """What a dataset site says. ``document`` is the Dataset as it stands in the page."""

    document: dict[str, Any]
    base_uri: str | None
    distributions: tuple[Distribution, ...]
    name: str = ""
    publisher_name: str = ""
    booking_service_name: str = ""
    software_version: str = ""
    authentication_authority: str | None = None

    @property
    def feeds(self) -> Mapping[str, str]:
        """The URL of each kind of feed; of several of one kind the first."""
        found: dict[str, str] = {}
        for feed in self.distributions:
            found.setdefault(feed.kind, feed.url)
        return MappingProxyType(found)

    def booking_base_uri(self, configured: str | None = None) -> str:
        """Return the Base URI without a slash at its end, the configured one first; NotADatasetSite if none is."""
        base_uri = configured or self.base_uri
        if not base_uri:
            raise NotADatasetSite(
                "the dataset site names no booking service: accessService.endpointUrl is missing",
                "Publish it there, or give target.base_uri in the configuration.",
            )
        return base_uri.rstrip("/")


def parse_dataset_site(html: str) -> DatasetSite:
    """Return what the first Dataset in the page says; raise NotADatasetSite, with what the page is instead."""
    scripts = list(json_ld_scripts(html[:MAX_CHARACTERS]))
    if not scripts:
        raise NotADatasetSite(f"the response is {_kind_of(html)}", _HINT)
    for value in _json_values(scripts):
        for document in _candidates(value):
            if _is_dataset(document):
                return _site(Document(document), document)
    raise NotADatasetSite("the JSON-LD in the page contains no Dataset", _HINT)


def embedded_documents(html: str) -> list[object]:
    """Return the JSON documents that stand in the page as JSON-LD, each as a whole; what is not JSON is left out."""
    found: list[object] = []
    for script in json_ld_scripts(html[:MAX_CHARACTERS]):
        with suppress(ValueError):
            found.append(parse_json(script))
    return found


def access_service(dataset: Document) -> Document:
    """Return the accessService of a Dataset; where there are several, the first that is a WebAPI."""
    stated = dataset["accessService"]
    return next((each for each in stated.each() if each.type == "WebAPI"), stated)


_HINT = (
    "A dataset site is an HTML page with a Dataset in a script element of type application/ld+json; "
    "check target.dataset_site."
)


def _kind_of(html: str) -> str:
    start = html.lstrip("\ufeff \t\r\n")
    if not start:
        return "empty"
    if start.startswith(("{", "[")):
        return "JSON, not an HTML page with JSON-LD in it"
    if "<" in start:
        return "an HTML page without JSON-LD in it"
    return f"not an HTML page; it begins {start[:_SHOWN_CHARACTERS]!r}"


def _json_values(scripts: list[str]) -> Iterator[object]:
    broken: ValueError | None = None
    for script in scripts:
        try:
            yield parse_json(script)
        except ValueError as error:
            broken = error
    if broken:
        raise NotADatasetSite(f"the JSON-LD in the page is not JSON ({broken})", _HINT)


def _candidates(value: object) -> Iterator[dict[str, Any]]:
    members = value if isinstance(value, list) else [value]
    for member in members:
        if isinstance(member, dict):
            yield member
            yield from (each.value for each in Document(member)["@graph"].each() if isinstance(each.value, dict))


def _is_dataset(document: dict[str, Any]) -> bool:
    types = document.get("@type", document.get("type"))
    return "Dataset" in types if isinstance(types, list) else types in ("Dataset", "schema:Dataset")


def _site(dataset: Document, document: dict[str, Any]) -> DatasetSite:
    service = access_service(dataset)
    return DatasetSite(
        document=document,
        base_uri=(_text(service["endpointUrl"]) or _text(service["endpointURL"])).rstrip("/") or None,
        distributions=tuple(_distributions(dataset)),
        name=_text(dataset["name"]),
        publisher_name=_text(dataset["publisher"]["name"]),
        booking_service_name=_text(dataset["bookingService"]["name"]),
        software_version=_text(dataset["bookingService"]["softwareVersion"]),
        authentication_authority=_text(service["authenticationAuthority"]) or None,
    )


def _distributions(dataset: Document) -> Iterator[Distribution]:
    for entry in dataset["distribution"].each():
        kind = (entry["additionalType"].text or entry["name"].text or "").rstrip("/").rpartition("/")[2]
        url = _text(entry["contentUrl"])
        if kind and url:
            yield Distribution(kind, url, _text(entry["name"]))


def _text(place: Document) -> str:
    return (place.text or "").strip()
