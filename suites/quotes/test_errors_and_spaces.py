"""The errors of a quote agree with the spaces left that it states."""

from collections import Counter

from booking_conformance.check import check, each, not_applicable, require
from booking_conformance.check.comparison import CAPACITIES, bought
from booking_conformance.recording import Document, Exchange, History
from booking_conformance.specification import names_of
from booking_conformance.suites.quotes.unbookable import error_types

_LACKING = frozenset({"OpportunityIsFullError", "OpportunityHasInsufficientCapacityError"})


@check("quotes.errors-agree-with-spaces", cites=("err-038", "err-039", "bkb-005"), calls=("C1", "C2"),
       examples=("unavailable",))  # fmt: skip
def test_errors_agree_with_spaces(exchange: Exchange, history: History) -> None:
    """An item that a quote reports for lack of spaces is one of more than the spaces left that the quote states.

    Pass: no opportunity with an item that has OpportunityIsFullError or OpportunityHasInsufficientCapacityError states
    spaces for all of its items. Fail: one does. Not applicable: no item has such an error and states the spaces left.
    """
    if exchange.status != 409:
        not_applicable("No item has an error.")
    lacking, listed = names_of(exchange.profile).of_types(_LACKING), exchange.answer["orderedItem"].each()
    asked = Counter(bought(item)[0] for item in listed)
    stated = [(item, left) for item in listed if error_types(item) & lacking and (left := _left(item)) is not None]
    for item, left in each(stated, "No item that lacks spaces states how many are left."):
        wanted = asked[bought(item)[0]]
        message = "The item is reported for lack of spaces, but there are enough."
        require(left < wanted, message, at=item["error"], expected=f"fewer than {wanted} spaces left", got=left)


def _left(item: Document) -> int | None:
    stated = (item["orderedItem"][name].decimal for name in sorted(CAPACITIES))
    return next((int(left) for left in stated if left is not None), None)
