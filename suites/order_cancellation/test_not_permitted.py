"""Cancellations that the offer does not permit, or no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import answered, check, inform, not_applicable, refused, require
from booking_conformance.suites.order_cancellation.cases import NOT_PERMITTED
from booking_conformance.suites.order_cancellation.items import CUSTOMER_CANCELLED, items, require_statuses
from booking_conformance.suites.order_cancellation.refusals import require_unchanged, require_unseen

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, History, Reading


@check("order-cancellation.not-permitted-error", cites=("u-006", "err-024"), scenario="cancellation-not-permitted")
def test_not_permitted_error(conversation: Reading) -> None:
    """A cancellation that the offer does not permit is refused with 400 CancellationNotPermittedError.

    Pass: it is, when one of the items listed is not advertised as cancellable. Fail: another error.
    Info: the target cancelled it anyway, which no rule forbids.
    """
    exchange = conversation.step("cancel both")
    if exchange.succeeded:
        inform("The target cancels what is not advertised as cancellable.", at=exchange)
    refused(exchange, (NOT_PERMITTED,), "An item that cannot be cancelled must be refused.")
    answered(exchange, {400}, "CancellationNotPermittedError must have the status 400.")


@check("order-cancellation.refusal-has-description", cites=("u-007", "err-024"), calls=("cancellation",),
       examples=("cancellation-not-permitted",))  # fmt: skip
def test_refusal_has_description(exchange: Exchange, history: History) -> None:
    """CancellationNotPermittedError gives the customer a reason.

    Pass: its description is not blank. Fail: it has none. Not applicable: there was no such refusal.
    """
    if exchange.error_type != NOT_PERMITTED:
        not_applicable("The cancellation was not refused with CancellationNotPermittedError.")
    description, message = exchange.answer["description"], "The reason for the customer is missing."
    require(bool((description.text or "").strip()), message, at=description, expected="a reason")


@check("order-cancellation.atomic", cites=("u-005",), scenario="cancellation-not-permitted")
def test_atomic(conversation: Reading) -> None:
    """If one of the listed items cannot be cancelled, none is; a cancellation that succeeds cancels all of them.

    Pass: after the refusal, Order Status (where declared) is as before, the Orders feed does not show the Order,
    and the open feed shows the same capacity; after a success, Order Status or the Orders feed shows all as cancelled.
    Fail: only some were cancelled, or something else has changed. Not applicable: the cancellation was neither refused
    nor a success. Not testable: no later change came through the feeds.
    """
    exchange = conversation.step("cancel both")
    if exchange.succeeded:
        _require_all_cancelled(conversation)
        return
    if not exchange.refused:
        not_applicable("The cancellation was neither refused nor a success.")
    if conversation.has("status before"):
        before, after = conversation.success("status before").answer, conversation.success("status after").answer
        require_unchanged(before, after, "The cancellation was refused")
    require_unseen(conversation, "feed after refusal", "capacity after refusal")


def _require_all_cancelled(conversation: Reading) -> None:
    """Fail when Order Status, or else the Orders feed, shows an item otherwise than cancelled after a success."""
    if conversation.has("status after"):
        order = conversation.success("status after").answer
    else:
        conversation.passed("orders")
        order = conversation.observation("feed after refusal").item["data"]
    message = "The cancellation succeeded, but an item that it listed is not cancelled."
    require_statuses(items(order), conversation.fact("items"), {CUSTOMER_CANCELLED}, message, order)


@check("order-cancellation.control-item-still-cancellable", cites=("u-008",), scenario="cancellation-not-permitted")
def test_control_item(conversation: Reading) -> None:
    """A cancellable item can still be cancelled after a refused request that listed it.

    Pass: cancelling it alone returns 204. Warn: it is refused. Not applicable: the request for both was not refused, or
    no opportunity is advertised as cancellable.
    """
    both = conversation.step("cancel both")
    if not both.refused:
        not_applicable("The cancellation of both items was not refused.")
    if not any(row["criterion"].endswith("eCancellable") for row in conversation.fact("opportunities").values()):
        not_applicable("No opportunity was found that is advertised as cancellable.")
    answered(
        conversation.step("cancel the good one"), {204}, "It should be possible to cancel the cancellable item alone."
    )


@check("order-cancellation.window-over", cites=("u-009", "u-006"), scenario="cancellation-window")
def test_window_over(conversation: Reading) -> None:
    """After latestCancellationBeforeStartDate a customer cannot cancel.

    Pass: 400 CancellationNotPermittedError with a description. Fail: anything else.
    """
    exchange = conversation.step("cancel too late")
    refused(exchange, (NOT_PERMITTED,), "A cancellation after the end of the cancellation window must be refused.")
    answered(exchange, {400}, "CancellationNotPermittedError must have the status 400.")


@check("order-cancellation.window-open", cites=("u-008",), scenario="cancellation-window")
def test_window_open(conversation: Reading) -> None:
    """Before latestCancellationBeforeStartDate a customer can cancel.

    Pass: 204. Warn: it is refused.
    """
    answered(
        conversation.step("cancel in time"), {204}, "A cancellation within the cancellation window should succeed."
    )
