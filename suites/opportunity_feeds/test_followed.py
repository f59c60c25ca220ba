"""Whoever follows an open feed knows what it says to those who read it from its first page."""

from booking_conformance.check import check, inform, not_shown, not_testable, require
from booking_conformance.recording import Reading
from booking_conformance.suites.order_cancellation.items import same

_NAMED = 3


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
    if not followed.item["data"].properties():
        not_testable("The open feed showed no data of the opportunity.", at=followed.item["data"])
    alike = same(followed.item["data"], afterwards.item["data"])
    if not alike and not known["exclusive"]:
        inform("The opportunity changed, but others may have booked it.", at=afterwards.item["data"])
    message = "An update must bring the opportunity to a later page, where those see it who follow the feed."
    require(alike, message, at=afterwards.item["data"], expected=followed.item["data"].plain())


@check("opportunity-feeds.items-stay", cites=("rpde-006",), scenario="feed-followed")
def test_items_stay(conversation: Reading) -> None:
    """An item that an open feed has shown stays in it, as updated or as deleted.

    An open feed is read twice, with a booking in between. Pass: up to a hundred items that the first reading showed as
    updated are in the second. Fail: one is not. Not testable: the feed was not read to its end, or it had no items.
    """
    conversation.success("B")
    known, step = conversation.fact("known"), conversation.fact("again")
    pages = [exchange for exchange in conversation.everything if exchange.step == step]
    if not pages or not conversation.fact("read to the end"):
        not_shown("The open feed was not read to its end")
    if not known:
        not_testable("The open feed had no items.", at=pages[-1])
    found = {str(item["id"].plain()) for page in pages for item in page.answer["items"].each()}
    missing = [identifier for identifier in known if identifier not in found]
    message = "An item must stay in the feed, and be marked as deleted where it no longer exists."
    got = f"{len(missing)} missing: {', '.join(missing[:_NAMED])}"
    require(not missing, message, at=pages[-1], expected="every item of the first reading", got=got)
