"""Items of feeds: their members and their order."""

from itertools import pairwise

from booking_conformance.check import check, verify
from booking_conformance.openactive.rpde import (
    CHANGE_NUMBER,
    Position,
    follows,
    id_of,
    items_of,
    place_of,
    placed_items,
)
from booking_conformance.recording import FEEDS, Document, Exchange, History
from booking_conformance.suites.rpde.test_pages import STRATEGY, judged_page

_STATES = ("updated", "deleted")
_ONE_OF_THEM = " or ".join(_STATES)


def _items(exchange: Exchange) -> list[Document]:
    judged_page(exchange)
    items = items_of(exchange)
    if not items:
        verify.not_applicable("The page has no items.")
    return items


def _counts(exchange: Exchange) -> bool:
    """Return whether the feed uses change numbers."""
    place = place_of(exchange.answer["next"].text or "")
    return place is not None and place.parameter == CHANGE_NUMBER


@check("rpde.item-members", cites=("rpde-013",), calls=FEEDS)
def test_item_members(exchange: Exchange, history: History) -> None:
    """Every item has state, kind, id and modified.

    Pass: all are present, and state is updated or deleted. Fail: one is missing or state is anything else. In the
    Orders feed the id may be written @id (open reading 26).
    """
    for item in _items(exchange):
        state = item["state"]
        verify.require(state.text in _STATES, "The item has an unknown state.", at=state, expected=_ONE_OF_THEM)
        verify.require(bool(item["kind"].text), "The item has no kind.", at=item["kind"], expected="a text")
        place = id_of(item) if exchange.call != "open-feed" else item["id"]
        verify.require(_is_key(place), "The item has no id.", at=place, expected="a string or an integer")
        verify.present(item["modified"], "The item has no modified.")


def _is_key(place: Document) -> bool:
    return bool(place.text) or place.integer is not None


@check("rpde.modified-comparable", cites=("rpde-015",), calls=FEEDS)
def test_modified_comparable(exchange: Exchange, history: History) -> None:
    """modified can be compared between items and with the paging parameter.

    Pass: it is text or a whole number throughout the page, and so is the parameter of next. Fail: it is something
    else, mixed, or a number when the parameter is not.
    """
    items = [item["modified"] for item in _items(exchange) if item["modified"]]
    if not items:
        verify.not_applicable("No item has a modified.")
    for modified in items:
        verify.require(_is_key(modified), "modified is not comparable.", at=modified, expected="a string or an integer")
        alike = type(modified.value) is type(items[0].value)
        message = "modified is a number in one item and a string in another."
        verify.require(alike, message, at=modified, expected="one kind of value")
    place = place_of(exchange.answer["next"].text or "")
    written = place is None or isinstance(items[0].value, str) or isinstance(place.position.modified, int)
    message = "modified is a number, but the parameter of next is not."
    verify.require(written, message, at=exchange.answer["next"], expected="a whole number")


@check("rpde.data-iff-updated", cites=("rpde-014",), calls=FEEDS)
def test_data_iff_updated(exchange: Exchange, history: History) -> None:
    """An updated item has data; a deleted item has none.

    Pass: this holds for every item. Fail: an updated item has no object in data, or a deleted one has data.
    """
    known = (item for item in _items(exchange) if item["state"].text in _STATES)
    for item in verify.each(known, "No item on the page has a state."):
        data = item["data"]
        if item["state"].text == "deleted":
            verify.absent(data, "The item is deleted, but has data.")
        else:
            message = "The item is updated, but has no data."
            verify.require(isinstance(data.value, dict), message, at=data, expected="an object")


@check("rpde.ids-unique", cites=("rpde-002",), calls=FEEDS)
def test_ids_unique(exchange: Exchange, history: History) -> None:
    """No item appears twice on a page.

    Pass: no two items have the same kind and id. Fail: two do.
    """
    seen: set[tuple[str | None, str]] = set()
    known = ((item, id_of(item)) for item in _items(exchange) if _is_key(id_of(item)))
    for item, place in verify.each(known, "No item on the page has an id."):
        key = item["kind"].text, str(place.value)
        verify.require(key not in seen, "The item appears twice on the page.", at=place, expected="once")
        seen.add(key)


@check("rpde.page-order", cites=("rpde-001",), calls=FEEDS)
def test_page_order(exchange: Exchange, history: History) -> None:
    """The items of a page are ordered by modified.

    Pass: none comes before one that changed earlier; change numbers increase. Fail: one does. Texts other than
    times are not compared, since a system may sort them in its own way.
    """
    unique = _counts(exchange)
    _items(exchange)
    known = (pair for pair in pairwise(placed_items(exchange)) if _comparable(pair[0][1], pair[1][1]))
    for (earlier, one), (later, other) in verify.each(known, "No two items on the page can be compared."):
        if follows(one, other) is True or (unique and one.modified == other.modified):
            message, expected = "The item comes after one that changed later.", earlier["modified"].plain()
            verify.fail(message, at=later["modified"], expected=f"not before {expected}")


def _comparable(one: Position, other: Position) -> bool:
    """Return whether one is known to have changed before the other, or at the same time."""
    return one.modified is not None and (one.modified == other.modified or follows(one, other) is not None)


@check("rpde.after-position", cites=("rpde-007", "rpde-009", "rpde-005"), calls=FEEDS)
def test_after_position(exchange: Exchange, history: History) -> None:
    """A page has only items after the requested position.

    Pass: every item's modified is greater than afterTimestamp, or the same with another id than afterId; or greater
    than afterChangeNumber. Fail: one is not. A first page is requested without a position, and is not judged.
    """
    _items(exchange)
    place = place_of(exchange.request.url)
    if place is None:
        verify.not_applicable("The first page is requested without a position.")
    known = ((item, position) for item, position in placed_items(exchange) if _comparable(position, place.position))
    for item, position in verify.each(known, "No item on the page can be compared with the requested position."):
        after = follows(position, place.position, unique=place.parameter == CHANGE_NUMBER)
        message = "The item does not come after the requested position."
        at, expected = item["modified"], f"after {place.parameter}={place.text}"
        # Who begins with the item of the position took it for that item.
        taken = ("rpde-005",) if str(id_of(item).value) == str(place.position.id) else ()
        rows = (STRATEGY[place.parameter], *taken)
        verify.require(after is not False, message, at=at, expected=expected, requirement=rows)


@check("rpde.json-ld-inside-data", cites=("rpde-017",), calls=FEEDS)
def test_json_ld_inside_data(exchange: Exchange, history: History) -> None:
    """JSON-LD is inside data only.

    Pass: no property of the page or of an item begins with @; an item of the Orders feed may have @id (open reading
    26). Fail: one does.
    """
    judged_page(exchange)
    _no_json_ld(exchange.answer)
    tolerated = () if exchange.call == "open-feed" else ("@id",)
    for item in verify.each(filter(Document.properties, _items(exchange)), "The items of the page are empty."):
        _no_json_ld(item, tolerated)


def _no_json_ld(holder: Document, tolerated: tuple[str, ...] = ()) -> None:
    for name, place in holder.properties():
        if name.startswith("@") and name not in tolerated:
            verify.fail(f"{name} is outside data.", at=place, expected="only inside data")
