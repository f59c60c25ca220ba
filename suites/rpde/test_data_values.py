"""Values in the data of the open feeds. Those of the Orders feed are judged with its message."""

from collections.abc import Iterator

from booking_conformance.check import check, verify
from booking_conformance.openactive.rpde import items_of
from booking_conformance.recording import Document, Exchange, History
from booking_conformance.specification.formats import is_date, is_date_time, is_uri
from booking_conformance.suites.rpde.test_pages import judged_page

_CALLS = ("open-feed",)
_DATES = frozenset(
    {
        *("startDate", "endDate", "previousStartDate", "validFrom", "validThrough"),
        *("dateCreated", "dateModified", "datePublished", "exceptDate"),
    }
)
_TIMED = frozenset({"ScheduledSession", "Slot"})
_URLS = frozenset({"@id", "url", "thumbnail", "sameAs", "superEvent", "facilityUse", "contentUrl"})
_INTEGERS = frozenset({"maximumAttendeeCapacity", "remainingAttendeeCapacity", "maximumUses", "remainingUses"})


def _data(exchange: Exchange) -> list[Document]:
    judged_page(exchange)
    found = [data for item in items_of(exchange) for data in [item["data"]] if isinstance(data.value, dict)]
    if not found:
        verify.not_applicable("The page has no data.")
    return found


def _named(documents: list[Document], names: frozenset[str]) -> Iterator[tuple[Document, Document]]:
    """Yield each value of a property with one of the names (list entries one by one), with its owner.

    null means that there is none, and is not a value.
    """
    for document in documents:
        for holder in document.with_any(names):
            for name in names.intersection(holder.plain()):
                for place in _each(holder[name]):
                    if place.value is not None:
                        yield holder, place


def _each(place: Document) -> list[Document]:
    return place.each() if isinstance(place.value, list) else [place]


@check("rpde.data-dates", cites=("rpde-023",), calls=_CALLS)
def test_data_dates(exchange: Exchange, history: History) -> None:
    """Times in the data are ISO 8601, with Z or an offset.

    Pass: each is a date-time with a zone; a date alone passes where nothing begins or ends at a time. Fail: one has
    no zone or another form, or the startDate or endDate of a session or slot has no time.
    """
    for holder, place in verify.each(_named(_data(exchange), _DATES), "The data contains no times."):
        text = place.text or ""
        right = is_date_time(text) or (is_date(text) and holder.type not in _TIMED)
        message = "The value is not an ISO 8601 time with Z or an offset."
        verify.require(right, message, at=place, expected="a date-time with a zone, such as 2026-01-31T10:00:00Z")


@check("rpde.data-urls", cites=("rpde-024", "med-007"), calls=_CALLS)
def test_data_urls(exchange: Exchange, history: History) -> None:
    """URLs in the data are absolute.

    Pass: each @id, url and reference is. Fail: one is relative.
    """
    urls = (place for _, place in _named(_data(exchange), _URLS) if not isinstance(place.value, dict))
    for place in verify.each(urls, "The data contains no URLs."):
        if not is_uri(place.text or ""):
            rows = ("rpde-024", "med-007") if place.pointer.endswith("/@id") else "rpde-024"
            verify.fail("The URL is not absolute.", at=place, expected="an absolute URL", requirement=rows)


@check("rpde.data-integers", cites=("rpde-024",), calls=_CALLS)
def test_data_integers(exchange: Exchange, history: History) -> None:
    """Capacities in the data are JSON integers.

    Pass: each is. Fail: one is text, a fraction or anything else.
    """
    for _, place in verify.each(_named(_data(exchange), _INTEGERS), "The data contains no capacities."):
        amount = None if isinstance(place.value, str) else place.decimal
        whole = amount is not None and amount == amount.to_integral_value()
        verify.require(whole, "The capacity is not an integer.", at=place, expected="a whole number")
