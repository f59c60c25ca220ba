"""JSON documents with a few places changed at random, drawn from a seed."""

import copy
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

VALUES = (
    None,
    True,
    0,
    1,
    -1.5,
    Decimal("60.0"),
    Decimal("0.5"),
    "",
    "x",
    "2026-01-31",
    "https://example.com/a",
    "GBP",
)


def mutated(document: Any, draw: random.Random) -> Any:
    """Return the document with one to three places deleted, emptied, or filled with another value."""
    changed = copy.deepcopy(document)
    for _ in range(draw.randint(1, 3)):
        holder, key = draw.choice(list(_places(changed)) or [({"": None}, "")])
        if draw.random() < 0.4:
            del holder[key]
        else:
            holder[key] = copy.deepcopy(draw.choice((*VALUES, {}, [], [{}], document, [holder[key]])))
    return changed


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield value, key
        yield from _places(member)
