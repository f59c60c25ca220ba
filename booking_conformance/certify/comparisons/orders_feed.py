"""What the Orders feeds showed during a run, against what they show when they are read once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.certify.comparisons.comparison import Comparison, compare
from booking_conformance.results import Scope
from booking_conformance.runner.last_reading import LAST_READING, ORDERS_FEED
from booking_conformance.scenario.feeds.items import page_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from booking_conformance.certify.saved_report import SavedReport
    from booking_conformance.recording import Exchange

Items = dict[str, dict[str, Any]]


def compare_last_reading(report: SavedReport) -> Comparison:
    """Compare the reading at the end of the run with what the run saw before: no item may be gone, or older."""
    before, last = _pages(report, last=False), _pages(report, last=True)
    reads_orders = report.configuration.granted_scope is not Scope.READ
    partners = sorted(report.configuration.booking_partners) if reads_orders else []
    found = [line for name in partners for line in _lost(name, before.get(name, []), last.get(name, []))]
    count = sum(len(items_of(pages)) for pages in last.values())
    return compare(f"{count} items of the Orders feeds, read again at the end of the run", found)


def shown_orders(report: SavedReport) -> Mapping[str, Items]:
    """Return by booking partner what its Orders feed showed, at whatever time of the run."""
    return {
        partner: items_of([*pages, *_pages(report, last=True).get(partner, ())])
        for partner, pages in _pages(report, last=False).items()
    }


def _pages(report: SavedReport, *, last: bool) -> dict[str, list[Exchange]]:
    found: dict[str, list[Exchange]] = {}
    for one in report.recording.exchanges:
        own = one.intent == "ordinary" and one.call == ORDERS_FEED
        if one.succeeded and one.is_whole and own and (one.scenario == LAST_READING) is last:
            found.setdefault(one.partner, []).append(one)
    return found


def items_of(pages: Iterable[Exchange]) -> Items:
    """Return the items of pages by id, each in the state that was seen last; none of a page that was not kept."""
    return {str(item.get("id")): item for page in pages if page.is_whole for item in page_items(page)}


def _lost(partner: str, before: Sequence[Exchange], last: Sequence[Exchange]) -> Iterator[str]:
    if not last or page_items(last[-1]):
        yield f"the Orders feed of {partner} was not read to its end when the run was over"
        return
    shown = items_of(last)
    for identifier, item in items_of(before).items():
        if identifier not in shown:
            yield f"the Orders feed of {partner} showed {identifier} during the run, and not at its end"
        elif _is_older(shown[identifier].get("modified"), item.get("modified")):
            yield f"the Orders feed of {partner} shows {identifier} older at the end than during the run"


def _is_older(one: object, other: object) -> bool:
    return isinstance(one, int) and isinstance(other, int) and one < other
