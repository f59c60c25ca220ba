"""The text of a body in a HAR entry: base64 and compression undone, and whether it is the whole body or a stand-in."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from email.message import Message
from typing import TYPE_CHECKING, Any

from booking_conformance.recording.exchange import Headers, header

if TYPE_CHECKING:
    from collections.abc import Mapping

_LARGEST = 64 * 1024 * 1024
# zlib's own numbers: a gzip or zlib header is recognised, and a bare deflate stream has none.
_GZIP_OR_ZLIB, _BARE_DEFLATE = 32 + zlib.MAX_WBITS, -zlib.MAX_WBITS
_COMPRESSED = frozenset({"gzip", "x-gzip", "deflate"})
_CODINGS = _COMPRESSED | {"br", "zstd", "compress"}
_GZIP = b"\x1f\x8b"
_JSON_BEGINS = (b"{", b"[")
_URL_ALPHABET = str.maketrans("-_", "+/")
# Recorders that take every unknown media type for binary write base64, some without saying so.
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
# What programs that clean recordings write in place of a body, and recorders after the part that they kept.
_STAND_IN = re.compile(
    r"\W*([\w/+.-]+ )?(redacted|filtered|omitted|sanitized|masked)\W*|"
    r"[\[(<{]+[\w ,.:/+-]*"
    r"(truncated|removed|stripped|elided|hidden|discarded|too large|not (recorded|captured|shown|stored)|binary data)"
    r"[\w ,.:/+-]*[\])>}]+",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"(\.\.\.|…)\s*[\[(<]?truncated[^\"{}]*\Z", re.IGNORECASE)
_LONGEST_STAND_IN = 100
# Compressed bytes that were read as text: no JSON has such characters.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_HEAD_CHARACTERS = 200
# How far before the end a parser notices that a literal or an escape is not complete.
_LONGEST_TOKEN = 6


def as_recorded(text: str, lost: bool, size: float) -> tuple[str, bool]:
    """Return a body, and whether it was left out: what was broken off or blotted out is.

    ``size`` is the size of the whole body in bytes, 0 or less where nobody measured it.
    """
    if lost or _is_stand_in(text) or _is_broken_off(text, size):
        return "", True
    return text.removeprefix("\ufeff"), False


def is_json(text: str) -> bool:
    """Return whether a text is JSON."""
    return _json_error(text) is None


def _is_stand_in(text: str) -> bool:
    return len(text) <= _LONGEST_STAND_IN and _STAND_IN.fullmatch(text) is not None


def _is_broken_off(text: str, size: float) -> bool:
    """Return whether the recorder kept the beginning of JSON or a page: by its size, its mark, or where it ends."""
    begins = text.lstrip("\ufeff \t\r\n")[:1]
    if begins not in {"{", "[", "<"}:
        return False
    shorter = size > len(text) and size > len(text.encode("utf-8", "replace"))
    if begins == "<":
        return (shorter or _has_mark(text)) and "</html" not in text[-_LONGEST_STAND_IN:].lower()
    if shorter or _has_mark(text):
        return _json_error(text) is not None
    return size <= 0 and _ends_early(text.rstrip())


def _has_mark(text: str) -> bool:
    return _CUT_OFF.search(text, max(0, len(text) - _LONGEST_STAND_IN)) is not None


def _ends_early(text: str) -> bool:
    error = None if text.endswith(("}", "]")) else _json_error(text)
    if error is None:
        return False
    return error.pos >= len(text) - _LONGEST_TOKEN or error.msg.startswith("Unterminated string")


def _json_error(text: str) -> json.JSONDecodeError | None:
    try:
        json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        return error
    except RecursionError:
        return json.JSONDecodeError("nested too deeply", text, 0)
    return None


def decoded(text: str, content: Mapping[str, Any], headers: Headers) -> tuple[str, bool]:
    """Return the text of ``content`` or ``postData``, and whether it is of bytes that nothing here can read."""
    encoding = str(content.get("encoding", "")).strip().lower()
    packed = encoding in _CODINGS  # some recorders name the compression where HAR has base64
    coding = encoding if packed else (header(headers, "content-encoding") or "").strip().lower()
    data = _bytes(text, marked=packed or encoding == "base64")
    if data is None:
        return text, _is_unread(text, coding)
    try:
        return _inflated(data, coding).decode(_charset(content, headers), "strict"), False
    except (zlib.error, UnicodeDecodeError, LookupError):
        # Bytes that nothing here can read (brotli, say) are no evidence of anything, whether a header names it or not.
        readable = not coding and data.lstrip().startswith((*_JSON_BEGINS, b"<"))
        return (data.decode("utf-8", "replace"), False) if readable else ("", True)


def _bytes(text: str, *, marked: bool) -> bytes | None:
    """Return what base64 stands for; None for text that is itself the body, also where it is marked as base64."""
    if not marked and not _BASE64.fullmatch(text):
        return None
    packed = "".join(text.split()).translate(_URL_ALPHABET)
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if marked or data.lstrip().startswith((*_JSON_BEGINS, _GZIP)) else None


def _is_unread(text: str, coding: str) -> bool:
    """Return whether a text is the compressed bytes, which the recorder did not unpack."""
    head = text[:_HEAD_CHARACTERS]
    return head.startswith("\x1f") or (coding not in {"", "identity"} and _NO_TEXT.search(head) is not None)


def _inflated(data: bytes, coding: str) -> bytes:
    """Return the bytes without their compression; a recorder may have undone it and kept the header, or dropped it."""
    if coding not in _COMPRESSED and not data.startswith(_GZIP):
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
