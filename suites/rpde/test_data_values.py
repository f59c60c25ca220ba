"""Values in the data of the open feeds. Those of the Orders feed are judged with its message."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

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
_TIME = "a date-time with a zone, such as 2026-01-31T10:00:00Z"
_INTEGERS = frozenset({"maximumAttendeeCapacity", "remainingAttendeeCapacity", "maximumUses", "remainingUses"})
_JUDGED = {name: names for names in (_DATES, _URLS, _INTEGERS) for name in names}
_NAMES = frozenset(_JUDGED)


def _data(exchange: Exchange) -> list[Document]:
    judged_page(exchange)
    found = [data for item in items_of(exchange) for data in [item["data"]] if isinstance(data.value, dict)]
    if not found:
        verify.not_applicable("The page has no data.")
    return found


Value = tuple[Document, tuple[str | int, ...], object]
"""The owner of a value, where the value stands in it, and the value: few pages have one whose place is asked for."""


@lru_cache(maxsize=2)  # the checks of one page ask one after the other
def _values(exchange: Exchange) -> Mapping[frozenset[str], Sequence[Value]]:
    """Return the values of the properties that are judged here (list entries one by one), by the names of their kind.

    null means that there is none, and is not a value.
    """
    found: dict[frozenset[str], list[Value]] = {names: [] for names in _JUDGED.values()}
    for holder in (holder for document in _data(exchange) for holder in document.with_any(_NAMES)):
        owner = holder.plain()
        for name in filter(_NAMES.__contains__, owner):
            kept, value = found[_JUDGED[name]], owner[name]
            if isinstance(value, list):
                kept += [(holder, (name, index), one) for index, one in enumerate(value) if one is not None]
            elif value is not None:
                kept.append((holder, (name,), value))
    return found


def _place(holder: Document, where: tuple[str | int, ...]) -> Document:
    name, *index = where
    return holder[str(name)].each()[int(index[0])] if index else holder[str(name)]


@check("rpde.data-dates", cites=("rpde-023",), calls=_CALLS)
def test_data_dates(exchange: Exchange, history: History) -> None:
    """Times in the data are ISO 8601, with Z or an offset.

    Pass: each is a date-time with a zone; a date alone passes where nothing begins or ends at a time. Fail: one has
    no zone or another form, or the startDate or endDate of a session or slot has no time.
    """
    for holder, where, value in verify.each(_values(exchange)[_DATES], "The data contains no times."):
        text = value if isinstance(value, str) else ""
        if not (is_date_time(text) or (is_date(text) and holder.type not in _TIMED)):
            message, expected = "The value is not an ISO 8601 time with Z or an offset.", _TIME
            verify.fail(message, at=_place(holder, where), expected=expected)


@check("rpde.data-urls", cites=("rpde-024", "med-007"), calls=_CALLS)
def test_data_urls(exchange: Exchange, history: History) -> None:
    """URLs in the data are absolute.

    Pass: each @id, url and reference is. Fail: one is relative.
    """
    urls = (value for value in _values(exchange)[_URLS] if not isinstance(value[-1], dict))
    for holder, where, value in verify.each(urls, "The data contains no URLs."):
        if not is_uri(value if isinstance(value, str) else ""):
            at, rows = _place(holder, where), ("rpde-024", "med-007") if where == ("@id",) else "rpde-024"
            verify.fail("The URL is not absolute.", at=at, expected="an absolute URL", requirement=rows)


@check("rpde.data-integers", cites=("rpde-024",), calls=_CALLS)
def test_data_integers(exchange: Exchange, history: History) -> None:
    """Capacities in the data are JSON integers.

    Pass: each is. Fail: one is text, a fraction or anything else.
    """
    for holder, where, value in verify.each(_values(exchange)[_INTEGERS], "The data contains no capacities."):
        if type(value) is int:
            continue
        place = _place(holder, where)
        amount = None if isinstance(value, str) else place.decimal
        whole = amount is not None and amount == amount.to_integral_value()
        verify.require(whole, "The capacity is not an integer.", at=place, expected="a whole number")
