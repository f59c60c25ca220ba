"""What a quote says of its items agrees with the spaces left that it states."""

from collections import defaultdict

from booking_conformance.check import check, not_applicable, require
from booking_conformance.check.comparison import CAPACITIES, bought
from booking_conformance.openactive.answers import Kind, kind_of
from booking_conformance.recording import Document, Exchange, History
from booking_conformance.specification import names_of
from booking_conformance.suites.quotes.unbookable import error_types

_FULL, _INSUFFICIENT = frozenset({"OpportunityIsFullError"}), frozenset({"OpportunityHasInsufficientCapacityError"})


@check("quotes.errors-agree-with-spaces", cites=("err-038", "err-039", "bkb-005"), calls=("C1", "C2"),
       examples=("unavailable",))  # fmt: skip
def test_errors_agree_with_spaces(exchange: Exchange, history: History) -> None:
    """Items that a quote reports for lack of spaces are exactly in excess of the spaces left that the quote states.

    Pass: of an opportunity, no item has OpportunityIsFullError while it states that a space is left, no more items
    have OpportunityHasInsufficientCapacityError than are in excess of the spaces stated. Fail: one has, or more have.
    Not applicable: no item has such an error and states the spaces left.
    """
    if exchange.status != 409:
        not_applicable("No item has an error.")
    full, insufficient = (names_of(exchange.profile).of_types(types) for types in (_FULL, _INSUFFICIENT))
    groups = _by_opportunity(exchange)
    judged = [_require_excess(items, left, full, insufficient) for items, left in groups]
    if not any(judged):
        not_applicable("No item that lacks spaces states how many are left.")


def _require_excess(items: list[Document], left: int, full: frozenset[str], insufficient: frozenset[str]) -> bool:
    """Fail where the errors of the items of an opportunity are not of those in excess; return whether there are any."""
    beyond = [item for item in items if error_types(item) & (full | insufficient)]
    for item in beyond:
        if error_types(item) & full:
            message = "The item is reported as full, but there are spaces left."
            require(left < 1, message, at=item["error"], expected="no spaces left", got=left, requirement="err-038")
    excess = max(len(items) - left, 0)
    if beyond:
        message = "More items are reported for lack of spaces than are in excess."
        at, expected, got = beyond[-1]["error"], f"at most {excess} of {len(items)} items", len(beyond)
        require(len(beyond) <= excess, message, at=at, expected=expected, got=got, requirement=("err-039", "bkb-005"))
    return bool(beyond)


@check("quotes.no-more-than-spaces", cites=("bkb-005", "c1-005"), calls=("C1", "C2"),
       examples=("booking", "unavailable"))  # fmt: skip
def test_no_more_than_spaces(exchange: Exchange, history: History) -> None:
    """A quote offers no more of an opportunity than the spaces left that it states.

    Pass: no more items of an opportunity are without an error than it states to have spaces left; those that the quote
    itself leases count as left. Fail: more are. Not applicable: no item states how many spaces are left, or something
    was booked under the Order UUID before.
    """
    if kind_of(exchange) is Kind.ERROR or history.last_success(exchange, "P", "B") is not None:
        not_applicable("Nothing new is quoted.")
    groups = _by_opportunity(exchange)
    if not groups:
        not_applicable("No item states how many spaces are left.")
    for items, left in groups:
        offered = [item for item in items if not item["error"]]
        message = f"{exchange.call} offers more of an opportunity than it states to be left."
        at = offered[-1]["orderedItem"] if offered else None
        require(len(offered) <= max(left, 0), message, at=at, expected=f"at most {left} items", got=len(offered))


def _by_opportunity(exchange: Exchange) -> list[tuple[list[Document], int]]:
    """Return the items of each opportunity with the spaces left that it states; where they differ, with the most."""
    items, spaces = defaultdict[str, list[Document]](list), dict[str, int]()
    for item in exchange.answer["orderedItem"].each():
        opportunity = bought(item)[0]
        items[opportunity].append(item)
        left = _left(item)
        if left is not None:
            spaces[opportunity] = max(left, spaces.get(opportunity, left))
    return [(items[opportunity], left) for opportunity, left in spaces.items() if opportunity]


def _left(item: Document) -> int | None:
    stated = (item["orderedItem"][name].decimal for name in sorted(CAPACITIES))
    return next((int(left) for left in stated if left is not None), None)
