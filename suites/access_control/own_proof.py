"""Judging what became of an Order by what shows it to its own booking partner, without Order Status.

That is its Orders feed, its own cancellation of the Order, and the spaces left where nobody else books.
"""

from booking_conformance.check import equal, not_testable, outcome, require
from booking_conformance.check.spaces import require_left
from booking_conformance.recording import Exchange, Reading
from booking_conformance.specification import names_of

TOUCHED = "Another booking partner's request must leave the Order as it is."
CONFIRMED = "https://openactive.io/OrderItemConfirmed"
_OWN, _LISTED = "own cancellation", "order in feed"
_NOT_PERMITTED = "CancellationNotPermittedError"
_GONE = (404, 410)


def require_not_deleted(conversation: Reading, name: str) -> None:
    """Fail when its own partner cannot cancel the Order, because it is gone, or when it is not booked any more.

    ``name`` is that of the fact that names its opportunity.
    """
    own = conversation.step(_OWN)
    require(not _is_gone(own), TOUCHED, at=own, expected="the Order, to be cancelled", got=outcome(own))
    if not own.succeeded and own.error_type != _NOT_PERMITTED:
        not_testable("Its own booking partner could not cancel the Order either", at=own)
    _require_taken(conversation, name)


def require_not_cancelled(conversation: Reading, name: str) -> None:
    """Fail when the Orders feed shows an item as anything but confirmed, or when it is not booked any more.

    ``name`` is that of the fact that names its opportunity.
    """
    own = conversation.step(_OWN)
    if _is_gone(own):
        not_testable("The Order is gone", at=own)
    # Where not even its own booking partner may cancel it, nothing brings it into the feed.
    if own.error_type != _NOT_PERMITTED:
        conversation.passed("orders")
        for status in conversation.observation(_LISTED).item["data"].find("orderedItem[*].orderItemStatus"):
            equal(status, names_of(own.profile).spelt(CONFIRMED), TOUCHED)
    _require_taken(conversation, name)


def _is_gone(own: Exchange) -> bool:
    return own.status in _GONE


def _require_taken(conversation: Reading, name: str) -> None:
    opportunity = conversation.fact("opportunities")[conversation.fact(name)]
    if opportunity["exclusive"] and opportunity["capacity"] is not None:
        require_left(conversation, "capacity", opportunity, opportunity["capacity"] - 1, TOUCHED)
