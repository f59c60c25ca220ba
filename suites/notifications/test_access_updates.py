"""Changes to access data that the Orders feed shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, not_applicable, not_shown, not_testable, require
from booking_conformance.results import Level

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Reading


@check(
    "notifications.access-update-pass", cites=("tst-020", "acc-014"), level=Level.MUST, scenario="seller-access-pass"
)
def test_access_pass(conversation: Reading) -> None:
    """An accessPass that the Seller changes appears in the Orders feed.

    Pass: the feed showed one that no item had in the response to B. Fail: it did not within `feed_timeout`.
    Not testable: the Order was not booked.
    """
    _shown(conversation)


@check(
    "notifications.access-update-code", cites=("tst-021", "acc-014"), level=Level.MUST, scenario="seller-access-code"
)
def test_access_code(conversation: Reading) -> None:
    """An accessCode that the Seller changes appears in the Orders feed.

    Pass: the feed showed one that no item had in the response to B. Fail: it did not within `feed_timeout`.
    Not testable: the Order was not booked.
    """
    _shown(conversation)


@check(
    "notifications.access-update-channel",
    cites=("tst-022", "acc-014"),
    level=Level.MUST,
    scenario="seller-access-channel",
)
def test_access_channel(conversation: Reading) -> None:
    """An accessChannel that the Seller changes appears in the Orders feed.

    Pass: the feed showed one that no item had in the response to B. Fail: it did not within `feed_timeout`.
    Not testable: the Order was not booked.
    """
    _shown(conversation)


@check("notifications.access-codes-stay-distinct", cites=("acc-001",), scenario="seller-access-code")
def test_codes_stay_distinct(conversation: Reading) -> None:
    """After a Seller changes access codes, each item still has a code of its own.

    Pass: each item in the Orders feed has an accessCode that no other item of the Order has. Fail: two have the same.
    Not applicable: B returned fewer than two items, or items that shared their codes. Not testable: the Order was not
    booked, or the change did not appear in the feed.
    """
    _stay_distinct(conversation, "accessCode")


@check("notifications.access-passes-stay-distinct", cites=("acc-001",), scenario="seller-access-pass")
def test_passes_stay_distinct(conversation: Reading) -> None:
    """After a Seller changes access passes, each item still has a pass of its own.

    Pass: each item in the Orders feed has an accessPass that no other item of the Order has. Fail: two have the same.
    Not applicable: B returned fewer than two items, or items that shared their passes. Not testable: the Order was not
    booked, or the change did not appear in the feed.
    """
    _stay_distinct(conversation, "accessPass")


def _stay_distinct(conversation: Reading, name: str) -> None:
    before = _held(conversation.success("B").answer, name)
    if len(before) < 2 or _shared(before):
        not_applicable(f"B did not return two items with a different {name} each.")
    seen = conversation.observation("feed")
    if not seen.seen:
        not_shown("The change did not appear in the Orders feed.")
    after = _held(seen.item["data"], name)
    if len(after) < len(before):
        not_testable(f"The feed does not show the {name} of every item.")
    twice = _shared(after)
    message = f"Two items have the same {name} after the change."
    require(not twice, message, at=twice[0] if twice else None, expected=f"an {name} for each item")


def _held(order: Document, name: str) -> list[Document]:
    return [item[name] for item in order["orderedItem"].each() if item[name].each()]


def _shared(held: list[Document]) -> list[Document]:
    """Return those that another item has just so."""
    return [place for place in held if sum(place.value == other.value for other in held) > 1]


def _shown(conversation: Reading) -> None:
    conversation.success("update")
    seen = conversation.observation("feed")
    message = "The Orders feed did not show the change."
    require(seen.seen, message, at=seen.item["data"]["orderedItem"], expected=seen.awaited)
