"""One entry of a HAR file and the exchange that it records, both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from booking_conformance.recording.exchange import Exchange, Headers, Request, Response, header
from booking_conformance.recording.har_bodies import request_body, response_body

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = TypeVar("Kind")
_MISSING = object()
_NAMES: dict[type, str] = {dict: "object", list: "array", str: "text", int: "whole number", bool: "truth value"}
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def entry_of(exchange: Exchange) -> dict[str, Any]:
    """Return the HAR entry of an exchange. Without a response it has status 0, as HAR writers do."""
    return {
        "startedDateTime": exchange.started.isoformat(),
        "time": exchange.duration_ms,
        "request": _request(exchange.request),
        "response": _response(exchange.response or Response(0)),
        "cache": {},
        "timings": {"send": 0, "wait": exchange.duration_ms, "receive": 0},
        "_id": exchange.id,
        "_call": exchange.call,
        "_step": exchange.step,
        "_scenario": exchange.scenario,
        "_partner": exchange.partner,
        "_order_uuid": exchange.order_uuid,
        "_intent": exchange.intent,
        "_superseded": exchange.superseded,
        "_error": exchange.error,
        "_truncated": bool(exchange.response and exchange.response.truncated),
        "_body_lost": bool(exchange.response and exchange.response.body_lost),
    }


def _request(request: Request) -> dict[str, Any]:
    written: dict[str, Any] = {
        "method": request.method,
        "url": request.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(request.headers),
        "queryString": _pairs(tuple(parse_qsl(request.url.partition("?")[2], keep_blank_values=True))),
        "headersSize": -1,
        "bodySize": _size(request.body or ""),
    }
    if request.body is not None:
        media_type = header(request.headers, "content-type") or ""
        written["postData"] = {"mimeType": media_type, "text": request.body}
    return written


def _response(response: Response) -> dict[str, Any]:
    size = _size(response.body)
    media_type = header(response.headers, "content-type") or ""
    return {
        "status": response.status,
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(response.headers),
        "content": {"size": size, "mimeType": media_type, "text": response.body},
        "redirectURL": header(response.headers, "location") or "",
        "headersSize": -1,
        "bodySize": size,
    }


def _pairs(pairs: Headers) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def exchange_from_entry(entry: object, index: int) -> Exchange:
    """Return the exchange of a HAR entry, this suite's own or another program's.

    Fields with an underscore may be missing. Raise ValueError naming the entry (counted from 1) when it is malformed.
    """
    try:
        return _exchange(_expect(entry, dict, "the entry"), index)
    except ValueError as error:
        raise ValueError(f"HAR entry {index + 1} is malformed: {error}") from error


def _exchange(entry: Mapping[str, Any], index: int) -> Exchange:
    ours = "_call" in entry
    truncated = _get(entry, "_truncated", bool, default=False)
    response = _read_response(_get(entry, "response", dict), ours=ours, truncated=truncated)
    if response is not None and _get(entry, "_body_lost", bool, default=False):
        response = replace(response, body_lost=True)
    return Exchange(
        id=_get(entry, "_id", str, f"e{index + 1:05}"),
        call=_get(entry, "_call", str, ""),
        request=_read_request(_get(entry, "request", dict), ours=ours),
        response=response,
        started=_instant(_get(entry, "startedDateTime", str, None), index),
        duration_ms=_number(entry, "time"),
        error=_get(entry, "_error", str, None if response or "_error" in entry else "no response was recorded"),
        scenario=_get(entry, "_scenario", str, ""),
        step=_get(entry, "_step", str, ""),
        partner=_get(entry, "_partner", str, ""),
        order_uuid=_get(entry, "_order_uuid", str, None),
        intent=_get(entry, "_intent", str, "ordinary"),
        superseded=_get(entry, "_superseded", bool, default=False),
    )


def _read_request(request: Mapping[str, Any], *, ours: bool) -> Request:
    url = _get(request, "url", str)
    urlsplit(url)
    method, headers = _get(request, "method", str).upper(), _read_headers(request)
    posted: Mapping[str, Any] = _get(request, "postData", dict, {})
    if ours:
        return Request(method, url, headers, _get(posted, "text", str, None))
    headers = headers or _content_type(posted)
    body, lost = request_body(request, posted, headers)
    return Request(method, url, headers, body, lost)


def _read_response(response: Mapping[str, Any], *, ours: bool, truncated: bool) -> Response | None:
    status = _get(response, "status", int)
    if status <= 0:
        return None
    headers, content = _read_headers(response), _get(response, "content", dict, {})
    if ours:
        return Response(status, headers, _get(content, "text", str, ""), truncated)
    body, lost = response_body(response, content, headers)
    return Response(status, headers or _content_type(content), body, body_lost=lost, headers_lost=not headers)


def _content_type(content: Mapping[str, Any]) -> Headers:
    """Return the one header that HAR repeats: it is all there is where a recorder leaves headers out."""
    kind = _get(content, "mimeType", str, "")
    return (("Content-Type", kind),) if kind else ()


def _read_headers(message: Mapping[str, Any]) -> Headers:
    """Return the headers; the pseudo headers of HTTP/2 repeat the request line and are none."""
    rows = [_expect(row, dict, "a header") for row in _get(message, "headers", list, [])]
    pairs = [(_get(row, "name", str), _get(row, "value", str)) for row in rows]
    return tuple((name, value) for name, value in pairs if not name.startswith(":"))


def _instant(text: str | None, index: int) -> datetime:
    """Return when the request was sent; where that is not recorded, an instant that keeps the order of the entries."""
    if text is None:
        return _NO_TIME + timedelta(milliseconds=index)
    instant = datetime.fromisoformat(text)
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)


def _number(entry: Mapping[str, Any], name: str) -> float:
    try:
        return float(entry.get(name) or 0.0)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} is not a number") from error


def _get(record: Mapping[str, Any], name: str, kind: type[Kind], default: Any = _MISSING) -> Any:
    value = record.get(name)
    if value is None:
        if default is _MISSING:
            raise ValueError(f"{name} is missing")
        return default
    return _expect(value, kind, name)


def _expect(value: object, kind: type[Kind], what: str) -> Kind:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{what} is not of type {_NAMES.get(kind, kind.__name__)}")
    return value
