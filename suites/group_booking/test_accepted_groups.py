"""Group Booking: which groups are accepted, and what the response contains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import beyond, check, inform, not_testable, outcome, require
from booking_conformance.suites.authenticated_checkout.repeated import (
    no_empty_members,
    repeats_request,
    sessions_apart,
)
from booking_conformance.suites.authenticated_checkout.sessions import has_target, host, target_of
from booking_conformance.suites.group_booking.groups import GROUP, require_accepted, sent

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

# So many attendees have an order, and can be taken for each other.
_APART = 2


@check("group-booking.accepts-attending-customer", cites=("gb-001", "gb-002", "gb-006"), scenario=GROUP)
def test_accepts_attending_customer(conversation: Reading) -> None:
    """A group is accepted if its customer, given by ID, is one of the attendees.

    Pass: a 2xx for groups of all sizes. Info: only groups larger than any accepted one are refused, since no limit
    is documented. Fail: a pair, or a group no larger than one that was accepted, is refused; or there is a server
    error. Not run: only one customer is known.
    """
    require_accepted(conversation, customer_attends=True)


@check("group-booking.accepts-absent-customer", cites=("gb-001", "gb-002", "gb-006"), scenario=GROUP)
def test_accepts_absent_customer(conversation: Reading) -> None:
    """A group is accepted if its customer, given by ID, is not one of the attendees.

    Pass: a 2xx for groups of all sizes. Info: only groups larger than any accepted one are refused, since no limit
    is documented. Fail: a pair, or a group no larger than one that was accepted, is refused; or there is a server
    error. Not run: only one customer is known.
    """
    require_accepted(conversation, customer_attends=False)


@check("group-booking.order-does-not-matter", cites=("gb-007",), scenario=GROUP)
def test_order_does_not_matter(conversation: Reading) -> None:
    """The order of the OrderItems does not affect whether a group is accepted.

    Pass: both have the same outcome, for each generated pair. Warn: one is accepted and the other is not; the rule
    is inferred. Not testable: no group was accepted. Not run: only one customer is known.
    """
    groups = {group.exchange.step: group for group in sent(conversation, "group ")}
    if not any(group.exchange.succeeded for group in groups.values()):
        not_testable("No group was accepted.", at=conversation.step("group 1"))
    pairs = [(group, groups[f"{step} permuted"]) for step, group in groups.items() if f"{step} permuted" in groups]
    # Those of one attendee are the same in any order.
    pairs = [(group, other) for group, other in pairs if len(_attendees(group.exchange)) >= _APART]
    if not pairs:
        beyond("Too few customers are known.", at=conversation.step("group 1"), remedy="Set checkout.customers.")
    for group, other in pairs:
        require(
            group.exchange.succeeded == other.exchange.succeeded,
            f"With its OrderItems in another order, {group.description} has a different outcome.",
            at=other.exchange,
            expected=outcome(group.exchange),
            got=outcome(other.exchange),
        )


def _attendees(exchange: Exchange) -> set[str | None]:
    """Return the attendees of a group, each once."""
    return {item["attendee"].text for item in exchange.sent["imin:initialOrder"]["orderedItem"].each()}


@check("group-booking.session-has-target", cites=("gb-008",), scenario=GROUP)
def test_session_has_target(conversation: Reading) -> None:
    """The response to a group has potentialAction with an absolute URL on the checkout's host.

    Pass: it does. Warn: the target is missing, relative or elsewhere; the rule is inferred. Not testable: no group
    was accepted.
    """
    for exchange in _sessions(conversation):
        has_target(exchange)
        target = target_of(exchange)
        expected = host(exchange.request.url)
        message = "The target is not on the checkout's host."
        require(host(target.text or "") == expected, message, at=target, expected=expected)


@check("group-booking.repeats-request", cites=("gb-011",), scenario=GROUP)
def test_repeats_request(conversation: Reading) -> None:
    """What the response repeats of a group is what was sent: as many OrderItems, each attendee in one of them.

    Pass: it is, with the OrderItems in any order. Warn: an OrderItem is missing, or a customer, attendee, opportunity,
    offer or url is another one; the rule is inferred. Info: the responses repeat nothing. Not testable: no group was
    accepted. Not run: only one customer is known, and so no attendee from another.
    """
    sessions = _sessions(conversation)
    repeats_request(sessions)
    if all(len(_attendees(exchange)) < _APART for exchange in sessions):
        beyond("Too few customers are known.", at=sessions[0], remedy="Set checkout.customers.")


@check("group-booking.sessions-are-distinct", cites=("gb-012",), scenario=GROUP)
def test_sessions_are_distinct(conversation: Reading) -> None:
    """Sessions for different groups have different targets.

    Pass: they do. Warn: two have the same; the rule is inferred. Not applicable: fewer than two have one.
    """
    sessions_apart(_sessions(conversation))


@check("group-booking.no-empty-members", cites=("sc-010",), scenario=GROUP)
def test_no_empty_members(conversation: Reading) -> None:
    """No member of the response to a group is null or an empty array.

    Pass: none is. Warn: one is. Not testable: no group was accepted. Not applicable: the responses have no members.
    """
    no_empty_members(_sessions(conversation))


@check("group-booking.repeated-attendee", cites=("gb-009",), scenario=GROUP)
def test_repeated_attendee(conversation: Reading) -> None:
    """Reports how a repeated attendee is handled (undocumented).

    Pass: never. Info: always.
    """
    for group in sent(conversation, "repeated attendee"):
        word = "accepted" if group.exchange.succeeded else "not accepted"
        inform(f"A group with a repeated attendee is {word}.", at=group.exchange, got=outcome(group.exchange))


def _sessions(conversation: Reading) -> list[Exchange]:
    made = [group.exchange for group in sent(conversation, "group ") if group.exchange.succeeded]
    if not made:
        not_testable("No group was accepted.", at=conversation.step("group 1"))
    return made
