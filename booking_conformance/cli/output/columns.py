"""Text in the width that there is: that of the terminal, or a fixed one where the output is no terminal."""

from __future__ import annotations

import shutil
import sys
import textwrap

_MOST = 110
_LABEL = 14


def width() -> int:
    """Return how many columns running text may take."""
    return min(shutil.get_terminal_size((_MOST, 24)).columns, _MOST) if sys.stdout.isatty() else _MOST


def wrapped(text: str, indent: int = 0) -> list[str]:
    """Return text as lines that end between words; those after the first are indented."""
    return textwrap.wrap(
        text, width(), subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )  # fmt: skip


def labelled(label: str, text: str) -> list[str]:
    """Return a labelled text as lines; none where there is no text."""
    return wrapped(f"{label + ':':<{_LABEL}}{text}", _LABEL) if text else []


def titled(names: list[str], title: str, columns: list[int]) -> list[str]:
    """Return a row of a list: names in columns, then a title; on a narrow terminal the title below them."""
    head = "  ".join(map(str.ljust, names, columns))
    if sys.stdout.isatty() and len(head) + 2 + len(title) > width():
        return [head.rstrip(), *textwrap.wrap(title, width(), initial_indent="    ", subsequent_indent="    ")]
    return [f"{head}  {title}"]
