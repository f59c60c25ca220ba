"""The versions of Orders and proposals in their feeds: each has one content, and an end is the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, each, not_applicable, require
from booking_conformance.openactive.rpde import follows, items_of, position_of
from booking_conformance.recording import Document, Exchange, History
from booking_conformance.recording.feed_versions import Version, version

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEEDS = ("orders-feed", "order-proposals-feed")


@check("orders-feed.version-has-one-content", cites=("of-008", "rpde-022"), calls=_FEEDS,
       examples=("orders-feed",))  # fmt: skip
def test_version_has_one_content(exchange: Exchange, history: History) -> None:
    """An Order or OrderProposal that a feed shows again under the same modified is shown as it was.

    Pass: state and data are those that the feed showed under that modified before. Fail: they differ: who has read the
    item once does not read it again. Not applicable: no item on the page was shown before under its modified.
    """
    for item, before in each(_again(exchange, history), "The page shows nothing that was shown before."):
        message = f"The item differs from what exchange {before.exchange} showed under the same modified."
        same = version(exchange, item).content == before.content
        require(same, message, at=item["modified"], expected=f"another than {before.modified}")


def _again(page: Exchange, history: History) -> Iterator[tuple[Document, Version]]:
    for item in items_of(page):
        before = history.feed_versions.last(page, item)
        if before is not None and before.modified is not None and before.modified == item["modified"].plain():
            yield item, before


@check("orders-feed.end-is-final", cites=("of-033", "od-005", "p-038"), calls=_FEEDS,
       examples=("orders-feed", "proposal-rejection"))  # fmt: skip
def test_end_is_final(exchange: Exchange, history: History) -> None:
    """What a feed has shown as deleted, or as a rejected proposal, never comes back.

    Pass: each later version is as the end of the item was: still deleted, or still rejected. Fail: a later version of a
    deleted item has data again, or one of a rejected proposal has another status. Not applicable: the page shows no
    later version of what had ended. Versions that cannot be compared are not judged.
    """
    known = [(item, history.feed_versions.end(exchange, item)) for item in items_of(exchange)]
    ended = [(item, end) for item, end in known if end is not None and _is_later(item, end)]
    if not ended:
        not_applicable("The page shows no later version of anything that had ended.")
    for item, end in ended:
        now = version(exchange, item).end
        deleted = end.end == "deleted"
        place = item["state"] if deleted else item["data"]["orderProposalStatus"]
        message = f"The item was shown as {end.end} before ({end.exchange})."
        # A rejected proposal that is deleted is judged by the scenario that looks for it.
        right = now in {end.end, "deleted"}
        require(right, message, at=place, expected=end.end, requirement="od-005" if deleted else "p-038")


def _is_later(item: Document, end: Version) -> bool:
    then = position_of(Document({"modified": end.modified}))
    return follows(position_of(item), then) is True
