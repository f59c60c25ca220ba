"""Text files that people write, on any system: a byte order mark says how they are coded, and is not text."""

from __future__ import annotations

import codecs

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def text_of(data: bytes) -> str:
    """Return what an editor shows of a text file; UnicodeDecodeError where it is none."""
    for mark, coding in _MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(coding)
    return data.decode("utf-8")
