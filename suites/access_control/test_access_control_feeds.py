"""A booking partner's feeds contain what it created, and nothing else."""

import re

from booking_conformance.check import check, not_applicable, not_shown, require
from booking_conformance.recording import Document, Exchange, History, Reading

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
        require(not foreign, message, at=item["id"], expected="no such item", got=uuid)


def _uuids(item: Document) -> list[str]:
    """Return the UUIDs by which a feed item names its Order or OrderProposal."""
    named = [item["id"].text, item["data"]["identifier"].text, item["data"]["@id"].text]
    return _UUID.findall(" ".join(filter(None, named)))


def _require_separate(conversation: Reading, message: str) -> None:
    for name in ("mine in the feed of the other", "theirs in my feed"):
        leaked = conversation.observation(name)
        require(not leaked.seen, message, at=leaked.item, expected="no such item", got=leaked.item["id"].plain())
    for name in ("mine", "theirs", "mine deleted"):
        if not conversation.observation(name).seen:
            not_shown(f"The feed did not show {conversation.observation(name).awaited}")
