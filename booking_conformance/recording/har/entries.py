"""One entry of a HAR file and the exchange that it records, both ways."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from booking_conformance.recording.exchange import Exchange, Headers, Request, Response, header
from booking_conformance.recording.har.bodies import request_body, response_body
from booking_conformance.recording.har.fields import expect, get, header_pairs, instant, milliseconds, part, status_code
from booking_conformance.recording.har.texts import is_json

if TYPE_CHECKING:
    from collections.abc import Mapping


_ACCEPTED = range(200, 300)
_OF_JSON = frozenset({"PUT", "PATCH"})


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


def profile_of(head: object) -> str:
    """Return the profile that the head of a recording names in its configuration, "" where it names none."""
    configuration = head.get("configuration") if isinstance(head, dict) else None
    named = configuration.get("profile") if isinstance(configuration, dict) else None
    return named if isinstance(named, str) else ""


def exchange_from_entry(entry: object, index: int, profile: str = "") -> Exchange:
    """Return the exchange of a HAR entry, this suite's own or another program's, as one under a ``profile``.

    Fields with an underscore are read where the suite wrote them: other programs have their own of these names. Raise
    ValueError naming the entry (counted from 1) when it says too little, or what cannot be.
    """
    try:
        return _exchange(expect(entry, dict, "the entry"), index, profile)
    except ValueError as error:
        raise ValueError(f"HAR entry {index + 1} is malformed: {error}") from error


def _exchange(entry: Mapping[str, Any], index: int, profile: str) -> Exchange:
    ours = "_call" in entry
    noted: Mapping[str, Any] = entry if ours else {}
    request, response = _read_request(get(entry, "request", dict), ours=ours), _read_response(entry, ours=ours)
    return Exchange(
        id=get(noted, "_id", str, f"e{index + 1:05}"),
        call=get(noted, "_call", str, ""),
        request=request if ours else _as_accepted(request, response),
        response=response,
        started=instant(entry.get("startedDateTime"), index),
        duration_ms=milliseconds(entry.get("time")),
        error=get(noted, "_error", str, None if response or "_error" in noted else "no response was recorded"),
        scenario=get(noted, "_scenario", str, ""),
        step=get(noted, "_step", str, ""),
        partner=get(noted, "_partner", str, ""),
        order_uuid=get(noted, "_order_uuid", str, None),
        intent=get(noted, "_intent", str, "ordinary"),
        superseded=get(noted, "_superseded", bool, default=False),
        profile=profile,
    )


def _read_request(request: Mapping[str, Any], *, ours: bool) -> Request:
    url, method = get(request, "url", str), get(request, "method", str).upper()
    if not urlsplit(url).scheme:
        raise ValueError("url is not absolute")
    headers, some_lost = header_pairs(request.get("headers"))
    posted = part(request, "postData")
    if ours:
        return Request(method, url, headers, get(posted, "text", str, None))
    known = headers or _content_type(posted)
    body, lost = request_body(request, posted, known)
    return Request(method, url, known, body, lost, headers_lost=some_lost or not headers)


def _as_accepted(request: Request, response: Response | None) -> Request:
    """Return a request of JSON that was accepted; where it is no JSON, its body is not what was sent."""
    accepted = response is not None and response.status in _ACCEPTED and request.method in _OF_JSON
    if accepted and request.body and not is_json(request.body):
        return replace(request, body_lost=True)
    return request


def _read_response(entry: Mapping[str, Any], *, ours: bool) -> Response | None:
    response: Mapping[str, Any] = get(entry, "response", dict, {})
    status = status_code(response.get("status"))
    if status <= 0:
        return None
    (headers, some_lost), content = header_pairs(response.get("headers")), part(response, "content")
    if ours:
        truncated, lost = (get(entry, name, bool, default=False) for name in ("_truncated", "_body_lost"))
        return Response(status, headers, get(content, "text", str, ""), truncated, lost)
    body, lost = response_body(response, content, headers)
    known = (headers or _content_type(content)) + _location(response, headers)
    return Response(status, known, body, body_lost=lost, headers_lost=some_lost or not headers)


def _location(response: Mapping[str, Any], headers: Headers) -> Headers:
    """Return the other header that HAR repeats, where it is not among the headers."""
    target = response.get("redirectURL")
    known = not isinstance(target, str) or not target or header(headers, "location") is not None
    return () if known else (("Location", str(target)),)


def _content_type(content: Mapping[str, Any]) -> Headers:
    """Return a header that HAR repeats: it is all there is where a recorder leaves headers out."""
    kind = content.get("mimeType")
    return (("Content-Type", kind),) if isinstance(kind, str) and kind else ()
