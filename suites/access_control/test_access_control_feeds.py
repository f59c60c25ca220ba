"""A booking partner's feeds contain what it created, and nothing else."""

import re

from booking_conformance.check import check, not_applicable, not_shown, require
from booking_conformance.openactive.rpde import id_of
from booking_conformance.recording import Document, Exchange, History, Observation, Reading

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@check(
    "access-control.orders-feeds-are-separate",
    cites=("auth-003", "auth-005", "auth-011"),
    scenario="orders-feeds-of-two-partners",
)
def test_orders_feeds_are_separate(conversation: Reading) -> None:
    """A booking partner's Orders feed contains no Orders of other partners.

    Pass: each Order appeared in its own partner's feed and, by then, not in the other's. Fail: it appeared in the
    other's. Not testable: an Order did not appear in its own feed, so its absence from the other proves nothing.
    """
    conversation.success("B")
    conversation.success("other B")
    _require_separate(
        conversation, "An Order must only appear in the Orders feed of the booking partner that created it."
    )


@check(
    "access-control.proposals-feeds-are-separate",
    cites=("auth-005", "opf-005"),
    scenario="proposal-of-another-partner",
)
def test_proposals_feeds_are_separate(conversation: Reading) -> None:
    """A booking partner's feed of OrderProposals contains no proposals of other partners.

    Pass: each OrderProposal appeared in its own partner's feed and, by then, not in the other's. Fail: it appeared
    in the other's. Not testable: a proposal did not appear in its own feed, so its absence from the other proves
    nothing.
    """
    conversation.success("P")
    conversation.success("other P")
    _require_separate(
        conversation, "An OrderProposal must only appear in the feed of the booking partner that created it."
    )


@check(
    "access-control.orders-feed-of-each-partner",
    cites=("of-003", "of-005", "of-008", "od-005"),
    scenario="orders-feeds-of-two-partners",
)
def test_orders_feed_of_each_partner(conversation: Reading) -> None:
    """Every change of an Order, and its deletion, appears in the Orders feed of whichever partner it is of.

    Pass: the feed of each of two partners showed the cancellation of its Order's first item and the deletion of the
    Order, and that of the second the cancellation of the other item, too. Fail: one did not within `feed_timeout`.
    Not testable: a call failed.
    """
    for prefix, name, deleted in (("", "mine", "mine deleted"), ("other ", "theirs", "theirs deleted")):
        conversation.success(f"{prefix}B")
        _require_shown(conversation.observation(name), "of-005")
        rest = f"{prefix}cancel the rest"
        if conversation.has(rest) and conversation.step(rest).succeeded:
            _require_shown(conversation.observation(f"{name} again"), ("of-005", "of-008"))
        conversation.success(f"{prefix}delete")
        _require_shown(conversation.observation(deleted), "od-005")


@check(
    "access-control.proposals-feed-of-each-partner",
    cites=("of-006", "p-026"),
    scenario="proposal-of-another-partner",
)
def test_proposals_feed_of_each_partner(conversation: Reading) -> None:
    """What becomes of an OrderProposal appears in the feed of whichever partner it is of.

    Pass: the feed of one partner showed its proposal as accepted, that of the other its own, which was rejected. Fail:
    one did not within `feed_timeout`. Not testable: P or an action of the Test Interface failed.
    """
    for prefix, action, name in (
        ("", "SellerAcceptOrderProposal", "mine"),
        ("other ", "SellerRejectOrderProposal", "theirs"),
    ):
        conversation.success(f"{prefix}P")
        conversation.success(f"{prefix}{action}")
        _require_shown(conversation.observation(name))


def _require_shown(seen: Observation, requirement: str | tuple[str, ...] = ()) -> None:
    message = f"The booking partner's feed did not show {seen.awaited}."
    require(seen.seen, message, at=seen.item, expected=seen.awaited, requirement=requirement)


@check(
    "access-control.feeds-keep-nothing-of-others",
    cites=("auth-005", "opf-005"),
    calls=("orders-feed", "order-proposals-feed"),
    examples=("orders-feeds-of-two-partners",),
)
def test_feeds_keep_nothing_of_others(exchange: Exchange, history: History) -> None:
    """No feed of a booking partner has an item, deleted or not, with the Order UUID of other partners alone.

    Pass: none of the page has. Fail: one has, though this partner sent neither P nor B under that Order UUID. Not
    applicable: no other partner has created anything so far, or the page has no items that are named by UUIDs.
    """
    if not history.others.created_by_others(exchange.partner):
        not_applicable("No other booking partner has created anything so far.")
    named = [(item, uuid) for item in exchange.answer["items"].each() for uuid in _uuids(item)]
    if not named:
        not_applicable("The page has no items that are named by UUIDs.")
    message = "The feed of a booking partner must not tell of what only another partner created."
    for item, uuid in named:
        foreign = history.others.alone_created(exchange.partner, uuid)
        require(not foreign, message, at=id_of(item), expected="no such item", got=uuid)


def _uuids(item: Document) -> list[str]:
    """Return the UUIDs by which a feed item names its Order or OrderProposal."""
    named = [id_of(item).text, item["data"]["identifier"].text, item["data"]["@id"].text]
    return _UUID.findall(" ".join(filter(None, named)))


def _require_separate(conversation: Reading, message: str) -> None:
    for name in ("mine in the feed of the other", "theirs in my feed"):
        leaked = conversation.observation(name)
        require(not leaked.seen, message, at=leaked.item, expected="no such item", got=leaked.item["id"].plain())
    for name in ("mine", "theirs", "mine deleted"):
        if not conversation.observation(name).seen:
            not_shown(f"The feed did not show {conversation.observation(name).awaited}")
