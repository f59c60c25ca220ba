"""A lease lasts as long as it says, and then holds nothing."""

from datetime import timedelta

from booking_conformance.check import check, inform, not_applicable, not_testable, outcome, require
from booking_conformance.check.lease_checks import (
    need_declared,
    need_effective_lease,
    need_live_lease,
    require_free,
    require_lacking,
)
from booking_conformance.check.spaces import require_spaces, spaces_before
from booking_conformance.openactive.leases import lacks_spaces, lease_ends
from booking_conformance.recording import Exchange, Reading

# Clocks are compared by whole seconds: so near its end a lease may have ended.
_MARGIN = timedelta(seconds=1)


@check("leasing.held-for-each-item", cites=("lease-009",), scenario="leasing-expiry")
def test_held_for_each_item(conversation: Reading) -> None:
    """A lease holds the spaces of each item of its quote.

    Two opportunities are leased by one quote, if there are two; the second has a single space. Pass: a quote for that
    under another Order UUID is refused for lack of spaces. Fail: it is granted, or refused for another reason. Not
    testable: the lease had ended.
    """
    need_declared(conversation)
    lease, probe = conversation.success("lease"), conversation.step("other while leased")
    require_lacking(lease, probe, "The lease must hold the spaces of the last item, too.")


@check("leasing.lasts-until-expiry", cites=("lease-011",), scenario="leasing-expiry")
def test_lasts_until_expiry(conversation: Reading) -> None:
    """A lease holds its spaces until `leaseExpires`.

    Pass: when most of its time is over, another Order UUID is still not quoted the leased space. Fail: it is. Not
    testable: the lease lasts longer than `lease_wait`, the response came after its end, or there is no evidence that it
    held the space.
    """
    lease, probe = need_effective_lease(conversation), conversation.step("other before expiry")
    require_lacking(lease, probe, "The lease must last until leaseExpires.")


@check("leasing.ends-at-expiry", cites=("lease-011",), scenario="leasing-expiry")
def test_ends_at_expiry(conversation: Reading) -> None:
    """An expired lease holds no spaces.

    Pass: soon after `leaseExpires`, another Order UUID is quoted the space that was leased. Fail: it is refused for
    lack of spaces. Not testable: the lease lasts longer than `lease_wait`, or there is no evidence that it held the
    space. Info: others may book.
    """
    need_effective_lease(conversation)
    probe = _last_probe(conversation)
    require_free(conversation, probe, "The space must be available again when the lease has expired.")


@check("leasing.outlasts-leases-of-others", cites=("lease-009", "lease-011"), scenario="leasing-apart")
def test_outlasts_leases_of_others(conversation: Reading) -> None:
    """The end of a lease releases its own spaces, and no others.

    Of five spaces, one Order UUID leases one, and another leases one shortly before that lease ends. Pass: a third,
    which requests all five when only the second lease is left, is refused for lack of spaces. Fail: it is granted. Not
    testable: it is refused for another reason, the first lease lasts longer than `lease_wait`, or the second had ended
    or was about to.
    """
    need_declared(conversation)
    conversation.success("early lease")
    lease, probe = conversation.success("late lease"), conversation.step("other 5 places")
    need_live_lease(lease, probe, margin=_MARGIN)
    if probe.refused and not lacks_spaces(probe):
        not_testable("The quote was refused for another reason.", at=probe)
    require_lacking(lease, probe, "A lease must hold its spaces when another lease has ended.")


@check("leasing.lasts-as-renewed", cites=("lease-004", "lease-011"), scenario="leasing-apart")
def test_lasts_as_renewed(conversation: Reading) -> None:
    """A lease that a repeated quote extends holds its spaces until the end that the later quote states.

    Of five spaces, one is leased, and quoted again shortly before the lease ends, when another Order UUID leases one.
    Pass: when that end is over, a request of four is refused for lack of spaces. Fail: it is granted, though the other
    lease holds its space. Not applicable: the later quote does not state a later end. Not testable: the request is
    refused for another reason, the other lease holds nothing, the lease lasts longer than `lease_wait`, or it had ended
    or was about to.
    """
    need_declared(conversation)
    first, lease = conversation.success("kept lease"), conversation.success("kept lease again")
    probe, ends, at_first = conversation.step("other 4 places"), lease_ends(lease), lease_ends(first)
    if ends and at_first and ends <= at_first + _MARGIN:
        not_applicable("The later quote does not extend the lease.")
    need_live_lease(lease, probe, margin=_MARGIN)
    if at_first and probe.started <= at_first:
        not_testable("The lease that is said to be extended had not ended yet.", at=probe)
    if probe.refused and not lacks_spaces(probe):
        not_testable("The quote was refused for another reason.", at=probe)
    if probe.succeeded and not lacks_spaces(conversation.step("other 5 places")):
        not_testable("Another lease, which was not extended, does not hold its space either.", at=probe)
    require_lacking(lease, probe, "A lease must hold its spaces until the end that the latest quote states.")


@check("leasing.expiry-in-open-feed", cites=("lease-011",), scenario="leasing-expiry")
def test_expiry_in_open_feed(conversation: Reading) -> None:
    """After the end of a lease, the open feed shows its spaces as free.

    Pass: it shows as many spaces as before the lease. Fail: it did not within `feed_timeout`. Not testable: the lease
    lasts longer than `lease_wait`, or there is no evidence that it held the space. Not applicable: the feed states no
    capacity. Info: others may book.
    """
    need_effective_lease(conversation)
    place = conversation.fact("opportunities")[conversation.fact("place")]
    spaces_before(place)
    seen = conversation.observation("capacity after expiry")
    if not seen.seen and not place["exclusive"]:
        inform("The open feed shows a different capacity, but others may have booked.", at=seen.item["data"])
    require_spaces(seen, "The open feed must show the spaces of an expired lease as free again.")


@check("leasing.books-after-expiry", cites=("lease-007",), scenario="leasing-expiry")
def test_books_after_expiry(conversation: Reading) -> None:
    """B succeeds after its lease has expired if there are enough spaces.

    Pass: B after the end of its lease returns 200 or 201. Fail: it is refused. Not testable: the lease lasts longer
    than `lease_wait`, or the space did not become available again.
    """
    probe = _last_probe(conversation)
    if not probe.succeeded:
        not_testable("The space did not become available again.", at=probe)
    booking = conversation.step("B")
    require(
        booking.succeeded,
        "B must succeed although its lease has expired.",
        at=booking,
        expected="200 or 201",
        got=outcome(booking),
    )


def _last_probe(conversation: Reading) -> Exchange:
    need_effective_lease(conversation)
    later = "other later after expiry"
    return conversation.step(later if conversation.has(later) else "other soon after expiry")
