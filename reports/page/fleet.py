"""The page of a fleet: a line a target."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from booking_conformance.reports.page import labels
from booking_conformance.reports.page.html import template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def fleet_page(lines: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the page of the targets in fleet.json: HTML that needs nothing else, and no script."""
    counts = Counter(line["verdict"] or "not judged" for line in lines)
    text = template("fleet.html.j2").render(lines=lines, counts=counts, words=labels)
    return text.encode("utf-8", "replace")
