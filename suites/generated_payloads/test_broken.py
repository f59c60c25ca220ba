"""Broken messages are refused with a reason, and do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, fail, not_testable, outcome, require
from booking_conformance.check.absence import shows_no_order
from booking_conformance.openactive.answers import is_error_document
from booking_conformance.specification import names_of
from booking_conformance.specification.messages.broken_messages import broken_messages
from booking_conformance.suites.generated_payloads.sent import Sent, crashed, messages

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

_SCENARIO = "generated-broken"
_CREATING = ("P", "B")
_QUOTES = ("C1", "C2")
# What cancellations ask for that no Order allows.
_OF_CANCELLATIONS = frozenset({"u-010", "u-011", "err-026"})
_NOT_PERMITTED = "CancellationNotPermittedError"
_STATED = [row for row in broken_messages().values() if not row.unstated]
_DEMANDED = tuple(sorted({"err-002", *(row.requirement for row in _STATED)}))
_NAMED = tuple(sorted({row.requirement for row in _STATED if row.errors}))


def _stated(conversation: Reading) -> list[Sent]:
    if not conversation.steps("plain")[0].succeeded:
        not_testable("The correct message was refused", at=conversation.step("plain"))
    return [sent for sent in messages(conversation) if not broken_messages()[sent.known["row"]].unstated]


def _has_item_errors(exchange: Exchange) -> bool:
    return exchange.status == 409 and any(item["error"] for item in exchange.answer["orderedItem"].each())


@check(
    "generated-payloads.broken-refused",
    cites=_DEMANDED,
    scenario=_SCENARIO,
)
def test_broken_refused(conversation: Reading) -> None:
    """Broken messages are refused with an OpenBookingError.

    At least 40 per call: the wrong @type, malformed JSON, bodies that are not an object, paths without a UUID, and
    properties that are missing or wrong where the specification demands a refusal. Pass: each is refused, at C1 and
    C2 with an OrderQuote if an item is broken. Fail: one is accepted, or refused without an OpenBookingError.
    Server errors are reported by generated-payloads.never-crashes. Not testable: there were only server errors.
    """
    answered = [sent for sent in _stated(conversation) if not crashed(sent.exchange)]
    if not answered:
        not_testable(
            "The booking system returned an unexplained 5xx for every broken message", at=conversation.step("plain")
        )
    for sent in answered:
        exchange = sent.exchange
        proper = exchange.refused and (is_error_document(exchange.answer) or _has_item_errors(exchange))
        message = f"The message must be refused with an OpenBookingError. Broken: {sent.description}."
        row = "err-002" if exchange.refused else broken_messages()[sent.known["row"]].requirement
        require(proper, message, at=exchange, expected="an OpenBookingError", got=outcome(exchange), requirement=row)


@check(
    "generated-payloads.broken-with-its-error",
    cites=_NAMED,
    scenario=_SCENARIO,
)
def test_broken_with_its_error(conversation: Reading) -> None:
    """Broken messages are refused with the error that the specification defines for the defect.

    Pass: each refusal has a type that the table of broken messages lists for it. Fail: another type. Where the
    table names no type, any passes (open reading 20); errors.status judges the status code. A system that permits no
    cancellation at all may say so, whatever else is wrong with one (open reading 38). Not testable: nothing was
    refused.
    """
    judged, stated = 0, _stated(conversation)
    unpermitted = _unpermitted(stated)
    for sent in stated:
        types = names_of(conversation.profile).of_types(broken_messages()[sent.known["row"]].types)
        exchange = sent.exchange
        if not types or not exchange.refused or crashed(exchange) or exchange in unpermitted:
            continue
        judged += 1
        if exchange.answer.type not in types:
            message = f"The message must be refused with the error defined for it. Broken: {sent.description}."
            row, expected = broken_messages()[sent.known["row"]].requirement, " or ".join(sorted(types))
            fail(message, at=exchange, expected=expected, got=outcome(exchange), requirement=row)
    if not judged:
        not_testable("No message for which an error is defined was refused", at=conversation.step("plain"))


def _unpermitted(stated: list[Sent]) -> set[Exchange]:
    """Return the cancellations that were not permitted, if none was refused for what it asks for."""
    asking = {s.exchange for s in stated if broken_messages()[s.known["row"]].requirement in _OF_CANCELLATIONS}
    return asking if {exchange.shown_type for exchange in asking} == {_NOT_PERMITTED} else set()


@check(
    "generated-payloads.broken-item-reported", cites=("err-028", "err-034"), scenario=_SCENARIO, only={"call": _QUOTES}
)
def test_broken_item_reported(conversation: Reading) -> None:
    """C1 and C2 report which item is broken, and how.

    Pass: the response is 409 with an OrderQuote in which an item has an error that the table lists for the defect.
    Fail: it is not. Messages that were accepted or caused a server error are reported by other checks. Not
    testable: there were no others.
    """
    judged = 0
    for sent in _stated(conversation):
        types = names_of(conversation.profile).of_types(broken_messages()[sent.known["row"]].item_errors)
        if not types or not sent.exchange.refused or crashed(sent.exchange):
            continue
        judged += 1
        errors = sent.exchange.answer.find("orderedItem[*].error[*]")
        reported = {error.type or "" for error in errors}
        message = f"The broken item must have an error for it. Broken: {sent.description}."
        got = ", ".join(sorted(reported)) or outcome(sent.exchange)
        require(bool(types & reported), message, at=sent.exchange, expected=" or ".join(sorted(types)), got=got)
    if not judged:
        not_testable("No message with a broken item was refused", at=conversation.step("plain"))


@check("generated-payloads.never-crashes", cites=("err-002", "err-056"), scenario=_SCENARIO)
def test_never_crashes(conversation: Reading) -> None:
    """Every request is answered, and never with an unexplained 5xx.

    This judges the broken messages, and those that no rule mentions: a missing position, a list for a price. Pass:
    each is answered, and any 5xx is an OpenBookingError. Fail: one is not answered in time, or with any other 5xx.
    """
    for sent in messages(conversation):
        if crashed(sent.exchange):
            message = f"The booking system did not respond, or returned an unexplained 5xx. Sent: {sent.description}."
            fail(message, at=sent.exchange, expected="an OpenBookingError if 5xx", got=outcome(sent.exchange))


@check("generated-payloads.broken-leaves-no-trace", cites=("err-015", "b-009"), scenario=_SCENARIO,
       only={"call": _CREATING}, feature="order-status")  # fmt: skip
def test_broken_leaves_no_trace(conversation: Reading) -> None:
    """Refused messages create no Order.

    Pass: Order Status finds none of the Order UUIDs that only broken messages used. Fail: it finds one. Not
    testable: all were accepted, or Order Status does not say whether there is an Order.
    """
    for status in conversation.steps("afterwards"):
        message = "There must be no Order if everything was refused."
        require(not status.succeeded, message, at=status, expected="a refusal", got=outcome(status))
        shows_no_order(status, message)


@check("generated-payloads.broken-cancels-nothing", cites=("u-005",), scenario=_SCENARIO,
       only={"call": ("PATCH",)}, feature="order-status")  # fmt: skip
def test_broken_cancels_nothing(conversation: Reading) -> None:
    """Broken messages cancel no item.

    Pass: after all broken cancellations, Order Status shows every item confirmed. Fail: it shows one cancelled. Not
    testable: it shows no status.
    """
    status = conversation.success("afterwards")
    items = status.answer["orderedItem"]
    require(bool(items.each()), "The Order must have its items.", at=items, expected="items")
    for item in items.each():
        place = item["orderItemStatus"]
        message = "A refused cancellation must change nothing."
        require(not (place.text or "").endswith("Cancelled"), message, at=place, expected="OrderItemConfirmed")
    if not any(item["orderItemStatus"] for item in items.each()):
        not_testable("Order Status returned no orderItemStatus", at=status)
