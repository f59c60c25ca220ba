"""Group Booking: which groups are refused. No status is documented: any 4xx is a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check
from booking_conformance.results import Level
from booking_conformance.suites.authenticated_checkout.sessions import leaves_no_session, not_accepted
from booking_conformance.suites.group_booking.groups import GROUP, flawed

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

# What can be wrong with a group, and the row that wants it refused.
FLAWS = {
    "customer:": "gb-001",
    "customer value:": "gb-001",
    "attendee missing:": "gb-002",
    "attendee:": "gb-003",
    "opportunity:": "gb-004",
    "offer:": "gb-005",
}


def _none_accepted(conversation: Reading, prefix: str, rule: str) -> None:
    for group in flawed(conversation, prefix):
        not_accepted(group.exchange, f"{rule} Sent: {group.description}.")


@check("group-booking.refuses-customer-object", cites=("gb-001",), scenario=GROUP)
def test_refuses_customer_object(conversation: Reading) -> None:
    """A group whose customer is an object is refused.

    Pass: any 4xx. Fail: it is accepted, or there is a server error. Not testable: no group was accepted at all.
    """
    _none_accepted(conversation, "customer:", "The customer of a group must be the ID of a Customer Account.")


@check("group-booking.customer-is-account-id", cites=("gb-001",), scenario=GROUP)
def test_customer_is_account_id(conversation: Reading) -> None:
    """A group is refused if its customer is missing, null, empty or a number.

    Pass: any 4xx, for each. Fail: one is accepted, or there is a server error. Not testable: no group was accepted
    at all.
    """
    _none_accepted(conversation, "customer value:", "The customer of a group must be the ID of a Customer Account.")


@check("group-booking.refuses-unknown-customer", cites=("gb-001",), level=Level.SHOULD, scenario=GROUP)
def test_refuses_unknown_customer(conversation: Reading) -> None:
    """A group is refused if its customer's ID belongs to no Customer Account.

    Pass: any 4xx. Warn: it is accepted; the refusal is inferred. Not testable: no group was accepted at all. Not
    run: only test values may be sent.
    """
    _none_accepted(conversation, "customer unknown:", "The customer of a group should have a Customer Account.")


@check("group-booking.needs-every-attendee", cites=("gb-002",), scenario=GROUP)
def test_needs_every_attendee(conversation: Reading) -> None:
    """A group is refused if the first, a middle, the last or every OrderItem has no attendee.

    Pass: any 4xx, for each. Fail: one is accepted, or there is a server error. Not testable: no group was accepted
    at all.
    """
    _none_accepted(conversation, "attendee missing:", "Every OrderItem of a group must have an attendee.")


@check("group-booking.attendee-is-account-id", cites=("gb-003",), scenario=GROUP)
def test_attendee_is_account_id(conversation: Reading) -> None:
    """A group is refused if an attendee is null, empty, a number or a Person object.

    Pass: any 4xx, for each. Fail: one is accepted, or there is a server error. Not testable: no group was accepted
    at all.
    """
    _none_accepted(conversation, "attendee:", "An attendee must be the ID of a Customer Account.")


@check("group-booking.refuses-unknown-attendee", cites=("gb-003",), level=Level.SHOULD, scenario=GROUP)
def test_refuses_unknown_attendee(conversation: Reading) -> None:
    """A group is refused if an attendee's ID belongs to no Customer Account.

    Pass: any 4xx. Warn: it is accepted; the refusal is inferred. Not testable: no group was accepted at all. Not
    run: only test values may be sent.
    """
    _none_accepted(conversation, "attendee unknown:", "An attendee should have a Customer Account.")


@check("group-booking.same-opportunity", cites=("gb-004",), scenario=GROUP)
def test_same_opportunity(conversation: Reading) -> None:
    """A group is refused if one orderedItem differs from the others in identifier or type.

    Pass: any 4xx, for each. Fail: one is accepted, or there is a server error. Not testable: no group was accepted
    at all.
    """
    _none_accepted(conversation, "opportunity:", "All OrderItems of a group must be for the same opportunity.")


@check("group-booking.same-offer", cites=("gb-005",), scenario=GROUP)
def test_same_offer(conversation: Reading) -> None:
    """A group is refused if one acceptedOffer differs from the others, or is missing.

    Pass: any 4xx, for each. Fail: one is accepted, or there is a server error. Not testable: no group was accepted
    at all.
    """
    _none_accepted(conversation, "offer:", "All OrderItems of a group must have the same acceptedOffer.")


@check(
    "group-booking.refusal-makes-no-session",
    cites=("gb-001", "gb-002", "gb-003", "gb-004", "gb-005"),
    scenario=GROUP,
)
def test_refusal_makes_no_session(conversation: Reading) -> None:
    """A refused group creates no checkout session.

    Pass: no refusal has Location or potentialAction. Fail: one has. Not testable: nothing was refused.
    """
    leaves_no_session((group.exchange for group in flawed(conversation, *FLAWS)), _row)


def _row(exchange: Exchange) -> str:
    return next(row for start, row in FLAWS.items() if exchange.step.startswith(start))
