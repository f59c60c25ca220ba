"""JSON for people and version control, a line a member: the standard encoder takes eight times as long to indent."""

from __future__ import annotations

import json

from pydantic_core import PydanticSerializationError, to_json

from booking_conformance.recording.json_text import to_bytes


def indented_json(document: object, indent: int) -> bytes:
    """Return a document as UTF-8, with a line break behind it; what JSON does not know stands there as text.

    A lone surrogate, which UTF-8 cannot hold, becomes its escape.
    """
    try:
        return to_json(document, indent=indent, fallback=str) + b"\n"
    except PydanticSerializationError:
        return to_bytes(json.dumps(document, indent=indent, ensure_ascii=False, default=str) + "\n")
