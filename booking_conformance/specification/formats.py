"""The formats that message schemas name: exact, bounded in length, and linear in time on whatever a target sends."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from booking_conformance.specification.data_files import read_yaml

LONGEST = 4096

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f\"<>\\^`{|}]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(:[0-5][0-9]|:60)?([.,][0-9]{1,9})?"
    r"(Z|[+\-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)"
)
_DURATION = re.compile(
    r"P(?=[0-9T])([0-9]{1,9}W|([0-9]{1,9}Y)?([0-9]{1,9}M)?([0-9]{1,9}D)?"
    r"(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}([.,][0-9]{1,9})?S)?)?)"
)
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


class Format(NamedTuple):
    """A format: whether a text has it, and how to tell somebody what it looks like."""

    holds: Callable[[str], bool]
    sentence: str


@lru_cache(maxsize=4096)
def is_uri(text: str) -> bool:
    """Whether a text is an absolute URI (RFC 3986, letters of RFC 3987 allowed), with a host if it is http(s)."""
    if not _URI.fullmatch(text):
        return False
    scheme, _, rest = text.partition(":")
    if scheme.lower() not in {"http", "https"}:
        return True
    return rest.startswith("//") and rest[2:3] not in {"", "/", "?", "#"}


def is_date(text: str) -> bool:
    """Whether a text is a calendar date such as 2026-01-31."""
    return bool(_DATE.fullmatch(text)) and _parses(date.fromisoformat, text)


@lru_cache(maxsize=4096)
def is_date_time(text: str) -> bool:
    """Whether a text is an ISO 8601 date-time with Z or an offset; seconds may be left out (rpde-023)."""
    match = _DATE_TIME.fullmatch(text)
    return match is not None and is_date(match[1]) and _parses(time.fromisoformat, match[2])


def is_duration(text: str) -> bool:
    """Whether a text is an ISO 8601 duration such as P1D or PT1H30M."""
    return bool(_DURATION.fullmatch(text))


def is_email(text: str) -> bool:
    """Whether a text has an @ with something on both sides and no space: more no specification asks."""
    name, at, host = text.rpartition("@")
    return bool(at and name and host) and not any(map(str.isspace, text))


def is_zero_price(value: Any) -> bool:
    """Whether no currency is needed: the price is 0, or is no price at all (reported elsewhere)."""
    if isinstance(value, str):
        return len(value) > LONGEST or not _DECIMAL.fullmatch(value) or Decimal(value) == 0
    return not isinstance(value, (int, float, Decimal)) or value == 0


def is_finite(value: Any) -> bool:
    """Whether a number is one: JSON has no NaN and no infinity, though some parsers let them pass."""
    return not isinstance(value, (float, Decimal)) or Decimal(value).is_finite()


def _codes(kind: str) -> frozenset[str]:
    return frozenset(read_yaml("codes.yaml")[kind].split())


def _parses(parse: Callable[[str], date | datetime | time], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


FORMATS = {
    "uri": Format(is_uri, "an absolute URI such as https://example.com/api/orders/1"),
    "uuid": Format(lambda text: bool(_UUID.fullmatch(text)), "a UUID as RFC 4122 writes it"),
    "date-time": Format(is_date_time, "a date-time with an offset such as 2026-01-31T10:00:00Z"),
    "date-or-date-time": Format(
        lambda text: is_date_time(text) or is_date(text),
        "a date such as 2026-01-31, or a date-time with an offset such as 2026-01-31T10:00:00Z",
    ),
    "duration": Format(is_duration, "an ISO 8601 duration such as PT1H30M or P1D"),
    "email": Format(is_email, "an e-mail address"),
    "decimal": Format(lambda text: bool(_DECIMAL.fullmatch(text)), 'a number, or a decimal text such as "5.00"'),
    "currency": Format(_codes("currencies").__contains__, "an ISO 4217 currency code such as GBP"),
    "country": Format(_codes("countries").__contains__, "an ISO 3166-1 alpha-2 country code such as GB"),
}


def conforms(name: str, value: Any) -> bool:
    """Whether a value has the named format; a value that is not text is left to the type that the schema names."""
    if name == "zero-price":
        return is_zero_price(value)
    if not isinstance(value, str):
        return is_finite(value)
    return len(value) <= LONGEST and FORMATS[name].holds(value)
