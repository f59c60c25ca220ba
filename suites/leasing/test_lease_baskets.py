"""Leases of several spaces, and baskets that change."""

from collections import Counter

from booking_conformance.check import check, inform, not_applicable, not_testable, require
from booking_conformance.check.lease_checks import need_declared, need_live_lease, require_free, status_and_errors
from booking_conformance.openactive.leases import INSUFFICIENT, RESERVED, lacks_spaces
from booking_conformance.recording import Exchange, Reading

ARITHMETIC = {RESERVED: 3, INSUFFICIENT: 5}
# What is in excess cannot be booked, which may be said besides (open reading 18).
_BESIDES = "OpportunityOfferPairNotBookableError"

_ROWS = {"err-040": RESERVED, "err-039": INSUFFICIENT}


@check("leasing.counts-reserved", cites=("err-040", "err-039"), scenario="leasing-several")
def test_counts_reserved(conversation: Reading) -> None:
    """Item errors distinguish leased spaces from missing ones, each on the right number of OrderItems.

    Of five spaces, another Order UUID leases three; ten are requested. Pass: 409 with three
    OpportunityCapacityIsReservedByLeaseError and five OpportunityHasInsufficientCapacityError, at most one per
    OrderItem, which may have OpportunityOfferPairNotBookableError besides (open reading 18). Fail: other numbers. Not
    testable: the lease had ended. Info: they differ, but others may book the opportunity.
    """
    need_declared(conversation)
    lease, probe = conversation.success("3 places"), conversation.step("other 10 places")
    need_live_lease(lease, probe)
    errors = probe.answer.find("orderedItem[*].error[*]")
    counts = Counter(error.type for error in errors if error.type != _BESIDES)
    right = probe.refused and counts == ARITHMETIC and len(_faulty_items(probe)) == sum(ARITHMETIC.values())
    if not right and not conversation.fact("opportunities")[conversation.fact("place")]["exclusive"]:
        inform(
            "The numbers differ, but others may have booked in the meantime.", at=probe, got=status_and_errors(probe)
        )
    require(
        right,
        "Each error must be on exactly as many OrderItems as it concerns.",
        at=probe,
        expected=f"409 with 3 × {RESERVED} and 5 × {INSUFFICIENT}",
        got=_counted(probe, counts),
        requirement=tuple(row for row, kind in _ROWS.items() if counts[kind] != ARITHMETIC[kind]),
    )


def _faulty_items(probe: Exchange) -> set[str]:
    return {error.pointer.split("/error/")[0] for error in probe.answer.find("orderedItem[*].error[*]")}


def _counted(probe: Exchange, counts: Counter[str | None]) -> str:
    listed = " and ".join(f"{count} × {kind}" for kind, count in counts.items())
    return f"{probe.status} with {listed or 'no item errors'}"


@check("leasing.refused-quote-holds-nothing", cites=("lease-004",), scenario="leasing-several")
def test_refused_quote_holds_nothing(conversation: Reading) -> None:
    """A quote that is refused for some of its items leases none of the others, unless its response contains a lease.

    Of five spaces, one Order UUID leases three; another requests ten, is refused, and gets no lease. Pass: the first is
    then quoted all five. Fail: it is refused for lack of spaces. Not applicable: the refused quote contains a lease.
    Not testable: the ten were not refused for lack of spaces, or the five for another reason. Info: others may book.
    """
    _need_holding(conversation)
    refused, probe = conversation.step("other 10 places"), conversation.step("5 places")
    if refused.answer["lease"]:
        not_applicable("The response that refuses the quote contains a lease.")
    require_free(conversation, probe, "A quote that is refused must hold no spaces: its response contains no lease.")


@check("leasing.smaller-basket-releases", cites=("amd-003",), scenario="leasing-several")
def test_smaller_basket_releases(conversation: Reading) -> None:
    """A repeated quote releases the spaces that it no longer requests.

    Of five spaces, three were leased, then five, then one. Pass: another Order UUID is quoted four. Fail: it is refused
    for lack of spaces. Not testable: the lease was not seen to hold spaces, or had ended, which releases them as well.
    Info: others may book.
    """
    _need_holding(conversation)
    smaller, probe = conversation.success("1 places"), conversation.step("other 4 places")
    require_free(conversation, probe, "Spaces that a quote no longer requests must be available again.")
    need_live_lease(smaller, probe)


@check("leasing.larger-basket-leases", cites=("amd-003",), scenario="leasing-several")
def test_larger_basket_leases(conversation: Reading) -> None:
    """A repeated quote leases the additional spaces that it requests.

    Of five spaces, one was leased, then four. Pass: another Order UUID is not quoted two. Fail: it is. Not
    testable: the lease was not seen to hold spaces, or ended before.
    """
    _need_holding(conversation)
    larger, probe = conversation.success("4 places"), conversation.step("other 2 places")
    need_live_lease(larger, probe)
    require(
        lacks_spaces(probe),
        "Spaces added to a quote must be leased.",
        at=probe,
        expected="409 with an item error",
        got=status_and_errors(probe),
    )


def _need_holding(conversation: Reading) -> None:
    need_declared(conversation)
    conversation.success("3 places")
    probe = conversation.step("other 10 places")
    if not lacks_spaces(probe):
        not_testable("There is no evidence that the lease held spaces.", at=probe)
