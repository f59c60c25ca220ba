"""The tokens within a credential, and the ways in which a text may write one: as it is, escaped, or in base64."""

from __future__ import annotations

import base64
import binascii
import re
from html.entities import codepoint2name
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_plus

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN_WORDS = re.compile(r"[\s,;]+")
_SCHEME = re.compile(r"[A-Za-z-]+")
# Nobody escapes these.
_PLAIN = re.compile(r"[A-Za-z0-9._-]*")
_BEFORE_VALUES = re.compile(r"[=:]")
# base64 writes three bytes as four characters: a value inside a longer text stands at one of three alignments, and
# its first and last characters mix with what is around it. How many characters to drop at the start of each:
_MIXED_AT_START = (0, 2, 3)
_SHORTEST_NEEDLE = 6
_URL = ("http://", "https://")


def tokens(credential: str) -> Iterator[str]:
    """Yield the credential, each of its words, what follows ``=`` or ``:`` in a word, and what HTTP Basic encodes.

    Of ``Bearer abc`` these are the whole and ``abc``: the scheme before it is no secret, nor are URLs.
    """
    if credential.startswith(_URL):
        return
    yield credential
    words = _BETWEEN_WORDS.split(credential)
    scheme = words.pop(0).lower() if len(words) > 1 and _SCHEME.fullmatch(words[0]) else ""
    for word in words:
        if not word.startswith(_URL):
            yield from _within(word)
        if scheme == "basic":
            yield from _within(_decoded(word))


def _within(word: str) -> Iterator[str]:
    bare = word.strip("\"'")
    yield bare
    yield unquote_plus(bare)
    for mark in _BEFORE_VALUES.finditer(bare):
        value = bare[mark.end() :].strip("\"'")
        yield value
        yield unquote_plus(value)


def _decoded(word: str) -> str:
    try:
        return base64.b64decode(word, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def forms(secret: str) -> Iterator[str]:
    """Yield the secret as it is, and the characters of base64 in which it shows, whatever stands before and after."""
    yield secret
    yield from base64_needles(secret)


def encodings(secret: str) -> Iterator[str]:
    """Yield the secret with each of its characters escaped, percent-encoded twice, and in hexadecimal digits."""
    data = secret.encode(errors="replace")
    codes = [ord(character) for character in secret]
    percent = data.hex("%")
    yield from (data.hex(), data.hex().upper(), f"%{percent}", f"%{percent.upper()}")
    for digits in ([f"{code:04x}" for code in codes], [f"{code:04X}" for code in codes]):
        yield "\\u" + "\\u".join(digits)
    for digits in ([f"{code:x}" for code in codes], [f"{code:X}" for code in codes]):
        yield f"&#x{';&#x'.join(digits)};"
    yield f"&#{';&#'.join(map(str, codes))};"
    yield quote(quote(secret, safe=""), safe="")


def base64_needles(text: str) -> list[str]:
    """Return what stands in any base64 text, with the common or the URL alphabet, into which ``text`` was encoded."""
    found: list[str] = []
    data = text.encode(errors="replace")
    for before, mixed in enumerate(_MIXED_AT_START):
        encoded = base64.b64encode(b"\0" * before + data).decode().rstrip("=")
        # The last character is whole only where the bytes end at a group of three.
        whole = encoded if (before + len(data)) % 3 == 0 else encoded[:-1]
        needle = whole[mixed:]
        if len(needle) >= _SHORTEST_NEEDLE:
            found += dict.fromkeys((needle, needle.replace("+", "-").replace("/", "_")))
    return found


def pattern(text: str) -> re.Pattern[str] | None:
    """Return what finds a text however its characters are escaped in JSON, a URL or HTML; None where nobody does so."""
    if _PLAIN.fullmatch(text):
        return None
    return re.compile("".join(_any_spelling(character) for character in text))


def _any_spelling(character: str) -> str:
    if _PLAIN.fullmatch(character):
        return re.escape(character)
    code = ord(character)
    percent = "".join(f"%{byte:02x}" for byte in character.encode(errors="replace"))
    spellings = [percent, f"\\\\u{code:04x}", f"&#0*{code};", f"&#x0*{code:x};"]
    spellings = [f"(?i:{spelling})" for spelling in spellings]
    if code in codepoint2name:
        spellings.append(f"&{codepoint2name[code]};")
    if character in '"\\/':
        spellings.append(re.escape(f"\\{character}"))
    if character == " ":
        spellings.append(r"\+")
    return f"(?:{'|'.join([*spellings, re.escape(character)])})"
