"""The environment of a run: without what would let a user's settings of pytest or Hypothesis into it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOREIGN_PREFIXES = ("PYTEST_", "HYPOTHESIS_")


@contextmanager
def own_environment() -> Iterator[None]:
    """Drop the user's settings for a while."""
    foreign = {name: value for name, value in os.environ.items() if name.startswith(_FOREIGN_PREFIXES)}
    for name in foreign:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(foreign)
