"""What a message breaks of its schema, in words."""

import json
from itertools import islice
from typing import Any, NamedTuple

_SHOWN = 120


class Violation(NamedTuple):
    """What a message breaks: the place (RFC 6901), what belongs there, and what was there, shortened."""

    pointer: str
    expected: str
    got: str

    @property
    def complaint(self) -> str:
        """What is wrong, as a sentence without its full stop."""
        place = self.pointer or "the whole body"
        if self.got == "nothing":
            return f"{place} is missing"
        return f"{place} must {'have' if self.expected.startswith('the property ') else 'be'} {self.expected}"


def shortened(value: Any) -> str:
    """Return a value as JSON of at most 120 characters, cut with an ellipsis; never touches more than it shows."""
    text = json.dumps(_pruned(value, 3), ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _pruned(value: Any, levels: int) -> Any:
    if isinstance(value, str):
        return value[:_SHOWN]
    if isinstance(value, int) and not -(10**30) < value < 10**30:
        return "a number of more than 30 digits"
    if isinstance(value, (dict, list)) and not levels:
        return "…"
    if isinstance(value, dict):
        return {str(key)[:_SHOWN]: _pruned(child, levels - 1) for key, child in islice(value.items(), 6)}
    if isinstance(value, list):
        return [_pruned(child, levels - 1) for child in islice(value, 6)]
    return value
