"""``badge.svg``: the verdict of a run at its scope, to be shown on a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from booking_conformance.reports.page.labels import TONES

if TYPE_CHECKING:
    from booking_conformance.results import RunResult

# White text on them has a contrast of 4.5 and more.
_COLOURS = {"good": "#23702f", "middling": "#855a00", "bad": "#b3261e"}
_NAME = "Open Booking API"
_WIDTH_OF_A_LETTER = 7
_PADDING = 12


def badge(result: RunResult) -> bytes:
    """Return the badge as SVG, with its text as its accessible name."""
    verdict = f"{result.verdict}, scope {result.scope}"
    left, right = (len(text) * _WIDTH_OF_A_LETTER + _PADDING for text in (_NAME, verdict))
    title = escape(f"{_NAME}: {verdict}")
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{title}">',
        f"<title>{title}</title>",
        f'<rect width="{left}" height="20" fill="#444"/>',
        f'<rect x="{left}" width="{right}" height="20" fill="{_COLOURS[TONES[result.verdict]]}"/>',
        '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">',
        _text(left / 2, left, _NAME),
        _text(left + right / 2, right, verdict),
        "</g></svg>",
    )
    return "\n".join([*lines, ""]).encode()


def _text(middle: float, width: int, text: str) -> str:
    return f'<text x="{middle:g}" y="14" textLength="{width - _PADDING}">{escape(text)}</text>'
