"""The bodies of a HAR entry as other programs record them: encoded, cut off, blotted out, elsewhere, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.recording.exchange import Headers, header
from booking_conformance.recording.har.fields import number, status_code
from booking_conformance.recording.har.texts import as_recorded, decoded

if TYPE_CHECKING:
    from collections.abc import Mapping

_BODILESS = frozenset({204, 205, 304})
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


def response_body(response: Mapping[str, Any], content: Mapping[str, Any], headers: Headers) -> tuple[str, bool]:
    """Return the text of a response's body, and whether the body was left out of the recording.

    A body is believed to be empty only where something says so: the status, Content-Length, or sizes of 0 that no
    header contradicts. ``response`` and ``content`` are those of HAR 1.2; ``headers`` is () when none was recorded.
    """
    text = content.get("text")
    if isinstance(text, str) and text:
        return as_recorded(*decoded(text, content, headers), number(content.get("size")))
    if status_code(response.get("status")) in _BODILESS or header(headers, "content-length") == "0":
        return "", False
    announced = max(number(content.get("size")), number(response.get("bodySize")), _content_length(headers))
    if announced > 0 or "_file" in content:
        return "", True
    return "", text is None and not _said_to_be_empty(content, headers)


def request_body(request: Mapping[str, Any], posted: Mapping[str, Any], headers: Headers) -> tuple[str | None, bool]:
    """Return the text of a request's body (None when there was none), and whether it was left out of the recording.

    A method that carries a body had one, unless Content-Length says otherwise: many recorders write no more than the
    response.
    """
    text = posted.get("text")
    if isinstance(text, str) and text:
        size = max(number(request.get("bodySize")), _content_length(headers))
        return as_recorded(*decoded(text, posted, headers), size)
    if header(headers, "content-length") == "0":
        return None, False
    announced = max(number(request.get("bodySize")), _content_length(headers))
    return None, announced > 0 or "_file" in posted or str(request.get("method", "")).upper() in _WITH_BODY


def _said_to_be_empty(content: Mapping[str, Any], headers: Headers) -> bool:
    """Return whether a size of 0 is one that somebody measured: a recorder without headers measures nothing."""
    return content.get("size") == 0 and bool(headers) and not header(headers, "transfer-encoding")


def _content_length(headers: Headers) -> float:
    text = header(headers, "content-length") or ""
    return float(text) if text.isascii() and text.isdigit() else 0.0
