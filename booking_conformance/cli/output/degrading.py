"""Output to terminals, files and pipes whose encoding lacks a character: it is written plainer, and nothing fails."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

_HANDLER = "booking-conformance-plainer"
_PLAINER = {
    "→": "->",
    "←": "<-",
    "↳": "->",
    "…": "...",
    "«": "<<",
    "»": ">>",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "·": "-",
    "×": "x",
    "≥": ">=",
    "≤": "<=",
    "✓": "ok",
    "✗": "x",
    "─": "-",
    "━": "-",
    "│": "|",
    "┃": "|",
    "•": "*",
    "○": "o",
    "±": "+/-",
}


def degrade_output() -> None:
    """Let stdout and stderr write what their encoding lacks in plainer characters."""
    codecs.register_error(_HANDLER, _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_PLAINER.get(character) or _letters(character) for character in lacking), error.end


def _letters(character: str) -> str:
    """Return the letters that a character consists of, without its accents; a question mark for any other."""
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"
