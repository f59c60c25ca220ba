"""The dataset site: what it states about the data, its feeds and the API."""

from booking_conformance.check import check, verify
from booking_conformance.errors import NotADatasetSite
from booking_conformance.openactive.dataset_site import (
    DatasetSite,
    access_service,
    embedded_documents,
    parse_dataset_site,
)
from booking_conformance.recording import Document, Exchange, History
from booking_conformance.results import Level
from booking_conformance.specification.formats import is_uri
from booking_conformance.urls import host_of, is_loopback

_CALLS = ("dataset-site",)
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_CONTEXTS = ("https://schema.org/", "https://openactive.io/")
_MEMBERS = ("@id", "url", "name", "license", "distribution", "publisher", "datePublished", "schemaVersion")
# The draft of Dataset API Discovery and the validator of the ecosystem disagree about what a WebAPI has.
_API_MEMBERS = (
    ("termsOfService", "provider", "license"),
    ("name", "conformsTo", "endpointDescription", "landingPage"),
)


def _site(exchange: Exchange) -> DatasetSite:
    if exchange.response is None or exchange.status != 200:
        verify.not_applicable("No dataset site was returned.")
    try:
        return parse_dataset_site(exchange.text)
    except NotADatasetSite as error:
        verify.not_testable(f"There is no Dataset: {error.message}.", at=exchange)


def _dataset(exchange: Exchange) -> Document:
    return Document(_site(exchange).document, "", exchange.id)


def _says_something(place: Document) -> bool:
    return place.value not in (None, "", [], {}) and bool(place)


@check("dataset-site.embeds-dataset", cites=("ds-002",), calls=_CALLS)
def test_embeds_dataset(exchange: Exchange, history: History) -> None:
    """The page embeds the Dataset as JSON-LD.

    Pass: a script element of type application/ld+json holds an object of @type Dataset. Fail: no script element
    does; a Dataset inside a list or a @graph does not count.
    """
    if exchange.response is None or exchange.status != 200:
        verify.not_applicable("No dataset site was returned.")
    found = [Document(value).type for value in embedded_documents(exchange.text)]
    shown = ", ".join(kind or "something without @type" for kind in found) or "no JSON-LD"
    message = "No script element of type application/ld+json holds a Dataset."
    verify.require("Dataset" in found, message, at=exchange, expected='an object with "@type": "Dataset"', got=shown)


@check("dataset-site.required-members", cites=("ds-003",), calls=_CALLS)
def test_required_members(exchange: Exchange, history: History) -> None:
    """The Dataset has every required property.

    Pass: @context is a list with schema.org and openactive.io, and @id, url, name, license, distribution,
    publisher, datePublished and schemaVersion have values. Fail: one does not.
    """
    dataset = _dataset(exchange)
    named = [each.text for each in dataset["@context"].each()]
    right = all(context in named for context in _CONTEXTS)
    message = "@context is not a list with the contexts of schema.org and OpenActive."
    verify.require(right, message, at=dataset["@context"], expected=" and ".join(_CONTEXTS))
    for name in _MEMBERS:
        verify.require(_says_something(dataset[name]), f"{name} is missing.", at=dataset[name], expected="a value")


@check("dataset-site.licence", cites=("ds-004",), calls=_CALLS, level=Level.SHOULD)
def test_licence(exchange: Exchange, history: History) -> None:
    """The data is published under the Creative Commons Attribution Licence 4.0.

    Pass: license is its URL. Warn: it is another licence. A missing license is reported by
    dataset-site.required-members.
    """
    licence = _dataset(exchange)["license"]
    if not _says_something(licence):
        verify.not_testable("The Dataset has no license.", at=licence)
    same = (licence.text or "").rstrip("/") == _LICENCE.rstrip("/")
    verify.require(same, "The Dataset has another licence.", at=licence, expected=_LICENCE)


@check("dataset-site.distributions", cites=("ds-005",), calls=_CALLS)
def test_distributions(exchange: Exchange, history: History) -> None:
    """Each feed is listed as a DataDownload with its name and URL.

    Pass: every entry of distribution has @type DataDownload, a name and an absolute contentUrl. Fail: one does not,
    or distribution is empty.
    """
    distribution = _dataset(exchange)["distribution"]
    entries = distribution.each()
    verify.require(bool(entries), "distribution lists no feed.", at=distribution, expected="a list of DataDownload")
    for entry in entries:
        message = "The entry is not a DataDownload."
        verify.require(entry.type == "DataDownload", message, at=entry["@type"], expected="DataDownload")
        verify.require(bool(entry["name"].text), "The entry has no name.", at=entry["name"], expected="a name")
        url = entry["contentUrl"]
        verify.require(is_uri(url.text or ""), "contentUrl is not an absolute URL.", at=url, expected="an absolute URL")


@check("dataset-site.access-service", cites=("ds-006", "ds-001"), calls=_CALLS)
def test_access_service(exchange: Exchange, history: History) -> None:
    """accessService states where the Open Booking API is.

    Pass: it is a WebAPI with an absolute endpointUrl. Fail: it is missing, has another type, or has no URL.
    """
    service = access_service(_dataset(exchange))
    verify.present(service, "The Dataset has no accessService, although it can be booked.")
    message = "accessService is not a WebAPI."
    verify.require(service.type == "WebAPI", message, at=service["@type"], expected="WebAPI", requirement="ds-006")
    url = service["endpointUrl"]
    verify.require(is_uri(url.text or ""), "endpointUrl is not an absolute URL.", at=url, expected="the Base URI")


@check("dataset-site.access-service-members", cites=("ds-007",), calls=_CALLS)
def test_access_service_members(exchange: Exchange, history: History) -> None:
    """The WebAPI has every required property.

    Pass: it has termsOfService, provider and license, as Dataset API Discovery asks, or name, conformsTo,
    endpointDescription and landingPage, as the OpenActive validator does. Fail: neither set is complete.
    """
    service = access_service(_dataset(exchange))
    if not service.properties():
        verify.not_testable("The Dataset has no accessService.", at=service)
    lacking = [[name for name in names if not _says_something(service[name])] for names in _API_MEMBERS]
    missing = " or ".join(", ".join(names) for names in lacking)
    verify.require(not all(lacking), "The WebAPI lacks properties.", at=service, expected=missing)


@check("dataset-site.https", cites=("med-013",), calls=_CALLS)
def test_https(exchange: Exchange, history: History) -> None:
    """The Base URI and every feed are advertised with https.

    Pass: each URL is https; on a loopback host any scheme passes. Fail: one is not.
    """
    dataset = _dataset(exchange)
    urls = [access_service(dataset)["endpointUrl"], *dataset.find("distribution[*].contentUrl")]
    known = [url for url in urls if url.text]
    if not known:
        verify.not_testable("The Dataset advertises no URL.", at=dataset)
    for url in known:
        text = url.text or ""
        safe = text.lower().startswith("https://") or is_loopback(host_of(text))
        verify.require(safe, "The URL is not https.", at=url, expected="https://…")
