"""Nothing is lost between one page of an open feed and the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, each, not_applicable, require
from booking_conformance.openactive.rpde import Position, follows, id_of, items_of, place_of, position_of
from booking_conformance.suites.opportunity_feeds.reading import SCENARIO
from booking_conformance.suites.rpde.test_pages import STRATEGY

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, Reading

# So many do not all change between two requests.
_MANY = 3
_LOST = "An item before the second page is on neither page: who follows next never sees it."
_SKIPPED = "Items after the requested position are missing."


@check("opportunity-feeds.pages-join", cites=("rpde-007", "rpde-009"), scenario=SCENARIO)
def test_pages_join(conversation: Reading) -> None:
    """No item is lost between the first page of an open feed and the second.

    A further page is requested that begins after the first item. Pass: it has the other items of the first page, and
    beyond them only items of the second page or later ones. Fail: it has an item that comes before the second page and
    is on neither, or none of the other items. Not applicable: there is one page, it has one item, or next does not show
    how a position is asked for.
    """
    kind = conversation.values["type"]
    if not conversation.has(f"{kind} after its first item"):
        not_applicable("No page could be asked for that begins after the first item.")
    across = conversation.step(f"{kind} after its first item")
    first, second = (conversation.step(f"{kind} page {number}") for number in (1, 2))
    place = place_of(across.request.url)
    if across.status != 200 or place is None or not _is_in_order(first):
        not_applicable("The feed returned no page that begins after the first item.")
    row, others, shown = STRATEGY[place.parameter], _keys(first)[1:], set(_keys(across))
    met = bool(shown.intersection(others)) or len(others) < _MANY
    require(met, _SKIPPED, at=across, expected=f"{len(others)} items of the first page", got="none", requirement=row)
    known = {*_keys(first), *_keys(second)}
    placed = (item for item in items_of(across) if position_of(item).modified is not None)
    for item in each(placed, "No item on the page has a position."):
        lost = str(id_of(item).value) not in known and _comes_before(item, first, second)
        require(not lost, _LOST, at=item["id"], expected="an item of the second page", requirement=row)


def _is_in_order(page: Exchange) -> bool:
    listed = items_of(page)
    return bool(listed) and follows(position_of(listed[-1]), position_of(listed[0])) is not False


def _keys(page: Exchange) -> list[str]:
    return [str(id_of(item).value) for item in items_of(page)]


def _comes_before(item: Document, first: Exchange, second: Exchange) -> bool:
    """Return whether an item changed before all that the second page has, or no later than the last of the first."""
    changed = position_of(item).modified
    if following := items_of(second):
        return follows(Position(position_of(following[0]).modified), Position(changed), unique=True) is True
    return bool(changed is not None and changed == position_of(items_of(first)[-1]).modified)
