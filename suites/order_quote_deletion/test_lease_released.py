"""The effect of OrderQuote Deletion on a lease."""

from booking_conformance.check import check
from booking_conformance.check.lease_checks import need_effective_lease, need_live_lease, require_free
from booking_conformance.check.spaces import require_left, spaces_before
from booking_conformance.recording import Reading


@check("order-quote-deletion.releases-lease", cites=("qd-003", "qd-004"), scenario="leasing")
def test_releases_lease(conversation: Reading) -> None:
    """OrderQuote Deletion releases the leased spaces, whether C1 or C2 leased them.

    Pass: after it, another Order UUID is quoted the space that was leased. Fail: it is refused for lack of spaces.
    Not testable: there is no evidence that the lease held the space, or it had expired. Info: others may book.
    """
    need_effective_lease(conversation)
    again = conversation.success("lease again")
    conversation.step("delete quote")
    probe = conversation.step("other after deletion")
    require_free(conversation, probe, "The space must be available again after the deletion.")
    need_live_lease(again, probe)


@check("order-quote-deletion.release-in-open-feed", cites=("qd-003",), scenario="leasing")
def test_release_in_open_feed(conversation: Reading) -> None:
    """After OrderQuote Deletion, the open feed shows the spaces as free.

    Pass: when a later change has come through the feed, it shows as many spaces as before the leases. Fail: it
    shows fewer. Not testable: the later change did not appear. Not applicable: the feed states no capacity. Info:
    others may book.
    """
    need_effective_lease(conversation)
    conversation.success("other delete quote")
    place = conversation.fact("opportunities")[conversation.fact("place")]
    message = "The open feed must show the spaces as free again."
    require_left(conversation, "capacity after deletion", place, spaces_before(place), message)
