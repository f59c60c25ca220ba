"""What a lease does while it lasts. A request after its end proves nothing, and is not judged."""

from datetime import timedelta

from booking_conformance.check import check, not_applicable, not_testable, outcome, require
from booking_conformance.check.lease_checks import (
    need_declared,
    need_effective_lease,
    need_live_lease,
    require_lacking,
    status_and_errors,
)
from booking_conformance.check.refusals import all_refused
from booking_conformance.openactive.leases import lacks_spaces, lease_expires
from booking_conformance.recording import Reading

# Servers of one system need not have the same time to the millisecond.
_SKEW = timedelta(seconds=0.5)


@check("leasing.held-for-others", cites=("lease-009",), scenario="leasing")
def test_held_for_others(conversation: Reading) -> None:
    """Spaces leased by one Order UUID cannot be quoted to another.

    Pass: with the only space leased, a quote under another Order UUID returns 409 with an item error that says so.
    Fail: it is granted, or refused for another reason. Not testable: the lease had ended.
    """
    need_declared(conversation)
    lease, probe = conversation.success("lease"), conversation.step("other while leased")
    require_lacking(lease, probe, "A leased space must not be quoted to another Order UUID.")


@check("leasing.outlives-quotes-of-others", cites=("lease-009", "qd-003"), scenario="leasing-several")
def test_outlives_quotes_of_others(conversation: Reading) -> None:
    """The deletion of a quote releases its own lease, and no other.

    Of five spaces, one Order UUID leases one; another leases the other four, deletes its quote, and asks for all five.
    Pass: it is refused for lack of spaces. Fail: it is granted, or refused for another reason. Not testable: the lease
    had ended, or the four were not granted.
    """
    need_declared(conversation)
    lease = conversation.success("1 places")
    conversation.success("other delete quote")
    require_lacking(lease, conversation.step("other 5 places"), "What another Order UUID leases must not be released.")


@check("leasing.isolated-between-partners", cites=("lease-009", "auth-006"), scenario="leasing")
def test_isolated_between_partners(conversation: Reading) -> None:
    """A lease belongs to a single booking partner, even under the same Order UUID.

    Pass: with the only space leased, the other partner's quote under the same Order UUID is refused for lack of
    spaces. Fail: it is granted. Not testable: the lease had ended, or there is no evidence that it held the space. Not
    applicable: the space is that of the second Seller, for whom the other partner need not act.
    """
    lease = need_effective_lease(conversation)
    if conversation.has("lease again") and not conversation.has("foreign while leased"):
        not_applicable("The space is that of the second Seller.")
    probe = conversation.step("foreign while leased")
    require_lacking(lease, probe, "Another booking partner must not be able to use this lease.")


@check("leasing.own-lease-not-counted", cites=("c1-005",), scenario="leasing")
def test_own_lease_not_counted(conversation: Reading) -> None:
    """A quote does not count the spaces leased by its own Order UUID as taken.

    Pass: the holder of the only space is quoted again, and the capacity in the quote, if stated, is at least 1.
    Fail: the quote is refused, or says that no space is left.
    """
    need_declared(conversation)
    conversation.success("lease")
    again = conversation.step("lease again")
    require(
        not lacks_spaces(again),
        "An Order UUID's own lease must not prevent its quote.",
        at=again,
        expected="200",
        got=status_and_errors(again),
    )
    if not again.succeeded:
        not_testable("The repeated quote was refused for another reason.", at=again)
    if not again.answer.find("orderedItem[*].orderedItem"):
        not_testable("The repeated quote shows no opportunity.", at=again)
    for name in ("remainingAttendeeCapacity", "remainingUses"):
        for place in again.answer.find(f"orderedItem[*].orderedItem.{name}"):
            require(
                (place.decimal or 0) >= 1,
                f"{name} must not count spaces leased by this Order UUID as taken.",
                at=place,
                expected="at least 1",
            )


@check("leasing.repeated-quote-keeps-lease", cites=("amd-005", "lease-004"), scenario="leasing")
def test_repeated_quote_keeps_lease(conversation: Reading) -> None:
    """A quote that is repeated does not shorten its lease.

    Pass: the lease of the later quote ends when that of the first one did, or later. Fail: it ends sooner. Not
    testable: a quote was refused, or states no end of its lease.
    """
    need_declared(conversation)
    first, again = conversation.success("lease"), conversation.success("lease again")
    at_first, ends = lease_expires(first), lease_expires(again)
    if at_first is None or ends is None:
        not_testable("A quote has no lease that states when it ends.", at=again if at_first else first)
    at = again.answer["lease"]["leaseExpires"]
    message = "The lease ends sooner than before the quote was repeated."
    require(ends + _SKEW >= at_first, message, at=at, expected=f"at least {at_first.isoformat()}")


@check("leasing.kept-after-mismatch", cites=("lease-010",), scenario="leasing")
def test_kept_after_mismatch(conversation: Reading) -> None:
    """The lease survives a B that is refused for its total.

    Pass: after TotalPaymentDueMismatchError, another Order UUID is still not quoted the leased space. Fail: it is.
    Not testable: B was refused with another error, or the lease had ended.
    """
    need_effective_lease(conversation)
    lease, mismatch = conversation.success("fresh lease"), conversation.step("B with wrong total")
    if mismatch.error_type != "TotalPaymentDueMismatchError":
        not_testable("B with a wrong total was not refused with TotalPaymentDueMismatchError.", at=mismatch)
    require_lacking(lease, conversation.step("other after mismatch"), "The lease must survive a B with a wrong total.")


@check("leasing.kept-after-refusal", cites=("lease-011",), scenario="leasing")
def test_kept_after_refusal(conversation: Reading) -> None:
    """The lease survives a B that is refused for lack of spaces, or of a payment.

    B asks for two of the only space, which its Order UUID has leased; before, for the first type and if prepayment is
    required, for that space without a payment. Pass: after the refusals, another Order UUID is still not quoted the
    leased space. Fail: it is. Not testable: B was not refused, or the lease had ended.
    """
    need_effective_lease(conversation)
    lease, before = conversation.success("fresh lease"), conversation.step("other after mismatch")
    refusal = conversation.step("B for two")
    if not refusal.refused or not lacks_spaces(before):
        not_testable("No B was refused while the lease held its space.", at=refusal)
    require_lacking(lease, conversation.step("other after refusal"), "The lease must survive a B that is refused.")


@check("leasing.others-cannot-book", cites=("lease-006",), scenario="leasing")
def test_others_cannot_book(conversation: Reading) -> None:
    """Nobody but its holder can book a leased space.

    Pass: with the only space leased, B (P where approval is needed) under another Order UUID is refused. Fail: it
    succeeds. Not testable: there is no evidence that the lease held the space, or it had ended.
    """
    need_effective_lease(conversation)
    lease, probe, booking = (
        conversation.step(step) for step in ("fresh lease", "other after mismatch", "other B while leased")
    )
    if not lease.succeeded or not lacks_spaces(probe):
        not_testable("The lease did not hold the space when B was sent.", at=probe)
    need_live_lease(lease, probe, booking)
    all_refused([(booking, "What another Order UUID has leased must not be booked.", ())])


@check("leasing.holder-books", cites=("lease-006",), scenario="leasing")
def test_holder_books(conversation: Reading) -> None:
    """The holder of a lease can book the leased spaces, although nobody else can.

    Pass: B under the Order UUID that leased the only space returns 200 or 201. Fail: it is refused. Not testable:
    there is no evidence that the lease held the space, or it had ended.
    """
    need_effective_lease(conversation)
    lease, probe, booking = (conversation.step(step) for step in ("fresh lease", "other after mismatch", "B"))
    if not lease.succeeded or not lacks_spaces(probe):
        not_testable("The lease did not hold the space when B was sent.", at=probe)
    need_live_lease(lease, probe)
    require(
        booking.succeeded,
        "B must be able to book what its own Order UUID has leased.",
        at=booking,
        expected="200 or 201",
        got=outcome(booking),
    )
