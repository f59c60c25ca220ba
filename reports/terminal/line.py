"""A line of the summary: cut to the width of a terminal, or wrapped between words below where its text begins.

A word that is too long, such as a URL, stays whole, so that it can be copied.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

_LABEL = 14


@dataclass(frozen=True)
class Line:
    """``indent`` counts the columns before whatever is wrapped; a line that is ``cut`` never takes a second one."""

    text: Text
    indent: int = 0
    cut: bool = False

    def fitted(self, console: Console) -> Iterator[Text]:
        """Yield the lines that the width of a console makes of it."""
        width = console.width
        if self.cut or self.text.cell_len <= width:
            text = self.text.copy()
            text.truncate(width, overflow="ellipsis")
            yield text
            return
        head, tail = self.text[: self.indent], self.text[self.indent :]
        parts = textwrap.wrap(tail.plain, max(width - self.indent, 20), break_long_words=False, break_on_hyphens=False)
        for index, part in enumerate(parts):
            yield Text.assemble(" " * self.indent if index else head, (part, tail.style))


def labelled(label: str, text: str) -> Line:
    """Return a labelled line below a title."""
    return Line(Text.assemble("    ", (f"{label:<{_LABEL}}", "dim"), text), _LABEL + 4)
