"""Whoever follows an open feed knows what it says to those who read it from its first page."""

from booking_conformance.check import check, inform, not_shown, require
from booking_conformance.recording import Reading


@check("opportunity-feeds.followers-keep-up", cites=("rpde-003", "rpde-016"), scenario="feed-followed")
def test_followers_keep_up(conversation: Reading) -> None:
    """A reader that follows an open feed during bookings ends with the same state as one that starts afterwards.

    A space is booked and given back meanwhile. Pass: the opportunity has the same data in both readings. Fail: it has
    other data, as when an update leaves it at its old position. Info: others may book the opportunity. Not testable: no
    later change came through the feed, or it was not read to its end.
    """
    conversation.success("B")
    conversation.success("delete")
    conversation.passed("open")
    followed, afterwards = conversation.observation("followed"), conversation.observation("afterwards")
    if not followed.seen or not conversation.fact("read to the end"):
        not_shown("The open feed was not read to its end, or did not show the opportunity")
    known = conversation.fact("opportunities")[conversation.fact("opportunity")]
    same = followed.item["data"].plain() == afterwards.item["data"].plain()
    if not same and not known["exclusive"]:
        inform("The opportunity changed, but others may have booked it.", at=afterwards.item["data"])
    message = "An update must bring the opportunity to a later page, where those see it who follow the feed."
    require(same, message, at=afterwards.item["data"], expected=followed.item["data"].plain())
