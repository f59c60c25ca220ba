"""Leases of the second booking partner, and for the second Seller, hold and end as those of the first."""

from booking_conformance.check import check, not_applicable, not_testable
from booking_conformance.check.lease_checks import need_declared, need_live_lease, require_free, require_lacking
from booking_conformance.openactive.leases import lacks_spaces, lease_ends
from booking_conformance.recording import Exchange, Reading

SCENARIO = "leasing-of-others"


def _leased(conversation: Reading, step: str) -> Exchange:
    need_declared(conversation)
    quote = conversation.success(step)
    if lease_ends(quote) is None:
        not_applicable("Nothing was leased: one Seller may lease what another does not.")
    return quote


def _need_held(conversation: Reading) -> None:
    probe = conversation.step("other while leased")
    if not lacks_spaces(probe):
        not_testable("There is no evidence that the lease held its space.", at=probe)


@check("leasing.returned-by-others", cites=("qd-003", "qd-004"), scenario=SCENARIO)
def test_returned_by_others(conversation: Reading) -> None:
    """OrderQuote Deletion releases what the second booking partner leased, and what was leased of the second Seller.

    Pass: after it, the only space is quoted under another Order UUID. Fail: it is refused for lack of spaces. Not
    testable: the quote was refused for another reason, the lease had expired, or there is no evidence that such a lease
    holds the space. Not applicable: nothing was leased. Info: others may book.
    """
    lease = _leased(conversation, "lease")
    conversation.step("delete quote")
    probe = conversation.step("second lease")
    require_free(conversation, probe, "The space must be available again after the deletion.")
    need_live_lease(lease, probe)
    _need_held(conversation)


@check("leasing.held-by-others", cites=("lease-009",), scenario=SCENARIO)
def test_held_by_others(conversation: Reading) -> None:
    """What the second booking partner leased, and what was leased of the second Seller, cannot be quoted to another.

    Pass: with the only space leased, a quote under another Order UUID is refused for lack of spaces. Fail: it is
    granted, or refused for another reason. Not testable: the lease had ended. Not applicable: nothing was leased.
    """
    lease, probe = _leased(conversation, "second lease"), conversation.step("other while leased")
    require_lacking(lease, probe, "A leased space must not be quoted to another Order UUID.")


@check("leasing.ends-for-others", cites=("lease-011",), scenario=SCENARIO)
def test_ends_for_others(conversation: Reading) -> None:
    """An expired lease of the second booking partner, or for the second Seller, holds no spaces.

    Pass: soon after `leaseExpires`, another Order UUID is quoted the space that was leased. Fail: it is refused for
    lack of spaces. Not testable: the lease lasts longer than `lease_wait`, or there is no evidence that it held the
    space. Not applicable: nothing was leased. Info: others may book.
    """
    _leased(conversation, "second lease")
    _need_held(conversation)
    later = "other later after expiry"
    probe = conversation.step(later if conversation.has(later) else "other soon after expiry")
    require_free(conversation, probe, "The space must be available again when the lease has expired.")
