"""The bodies of a HAR entry as other programs record them: in base64, compressed, in another file, or not at all."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from decimal import Decimal
from email.message import Message
from typing import TYPE_CHECKING, Any

from booking_conformance.recording.exchange import Headers, header

if TYPE_CHECKING:
    from collections.abc import Mapping

_BODILESS = frozenset({204, 205, 304})
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_LARGEST = 64 * 1024 * 1024
# zlib's own numbers: a gzip or zlib header is recognised, and a bare deflate stream has none.
_GZIP_OR_ZLIB, _BARE_DEFLATE = 32 + zlib.MAX_WBITS, -zlib.MAX_WBITS
_COMPRESSED = frozenset({"gzip", "x-gzip", "deflate"})


def response_body(response: Mapping[str, Any], content: Mapping[str, Any], headers: Headers) -> tuple[str, bool]:
    """Return the text of a response's body, and whether the body was left out of the recording.

    A body is believed to be empty only where something says so: the status, Content-Length, or sizes of 0 that no
    header contradicts. ``response`` and ``content`` are those of HAR 1.2; ``headers`` is () when none was recorded.
    """
    text = content.get("text")
    if isinstance(text, str) and text:
        return _whole(_decoded(text, content, headers), _size(content, "size"))
    status = response.get("status")
    if status in _BODILESS or header(headers, "content-length") == "0":
        return "", False
    announced = max(_size(content, "size"), _size(response, "bodySize"), _content_length(headers))
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
        return _whole(_decoded(text, posted, headers), max(_size(request, "bodySize"), _content_length(headers)))
    if header(headers, "content-length") == "0":
        return None, False
    announced = max(_size(request, "bodySize"), _content_length(headers))
    return None, announced > 0 or "_file" in posted or str(request.get("method", "")).upper() in _WITH_BODY


def _said_to_be_empty(content: Mapping[str, Any], headers: Headers) -> bool:
    """Return whether a size of 0 is one that somebody measured: a recorder without headers measures nothing."""
    return content.get("size") == 0 and bool(headers) and not header(headers, "transfer-encoding")


def _whole(body: tuple[str, bool], size: float) -> tuple[str, bool]:
    """Return the body; as left out where the recorder broke it off, which shows by its size and by broken JSON."""
    text, lost = body
    broken_off = size > len(text.encode("utf-8", "replace")) and text.lstrip()[:1] in {"{", "["} and not _is_json(text)
    return ("", True) if broken_off else (text, lost)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _decoded(text: str, content: Mapping[str, Any], headers: Headers) -> tuple[str, bool]:
    if str(content.get("encoding", "")).lower() != "base64":
        return text, False
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        # Some recorders mark everything so: what cannot be base64 is the text itself.
        return text, False
    coding = (header(headers, "content-encoding") or "").strip().lower()
    try:
        return _inflated(data, coding).decode(_charset(content, headers), "strict"), False
    except (zlib.error, UnicodeDecodeError, LookupError):
        # Bytes that nothing here can read (brotli, say) are no evidence of anything.
        return ("", True) if coding else (data.decode("utf-8", "replace"), False)


def _inflated(data: bytes, coding: str) -> bytes:
    """Return the bytes without their compression; a recorder may have undone it and kept the header."""
    if coding not in _COMPRESSED:
        return data
    for window in (_GZIP_OR_ZLIB, _BARE_DEFLATE):
        inflater = zlib.decompressobj(window)
        try:
            plain = inflater.decompress(data, _LARGEST)
        except zlib.error:
            continue
        if inflater.eof:
            return plain
    return data


def _charset(content: Mapping[str, Any], headers: Headers) -> str:
    message = Message()
    message["Content-Type"] = str(content.get("mimeType") or header(headers, "content-type") or "")
    return message.get_content_charset() or "utf-8"


def _content_length(headers: Headers) -> float:
    text = header(headers, "content-length") or ""
    return float(text) if text.isascii() and text.isdigit() else 0.0


def _size(holder: Mapping[str, Any], name: str) -> float:
    size = holder.get(name)
    return float(size) if isinstance(size, int | float | Decimal) and not isinstance(size, bool) else 0.0
