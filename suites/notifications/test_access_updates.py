"""Changes to access data that the Orders feed shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, require
from booking_conformance.results import Level

if TYPE_CHECKING:
    from booking_conformance.recording import Reading


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


def _shown(conversation: Reading) -> None:
    conversation.success("update")
    seen = conversation.observation("feed")
    message = "The Orders feed did not show the change."
    require(seen.seen, message, at=seen.item["data"]["orderedItem"], expected=seen.awaited)
