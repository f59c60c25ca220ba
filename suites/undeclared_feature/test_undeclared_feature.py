"""A declaration is complete: a feature that is declared to be absent does not show."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, TypeVar

from booking_conformance.check import check, fail, not_applicable, require
from booking_conformance.openactive.shown_features import shown_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from booking_conformance.recording import Document, Exchange, Reading

_SCENARIO = "shown-features"
_FAILS, _WARNS = ("dec-001",), ("dec-002",)
# Where a feature would show: the call, and the path to what its response must contain.
_OFFERS, _SITE, _QUOTE = ("open-feed", "items[*].data"), ("dataset-site", ""), ("C2", "orderedItem[*]")
_LEASES, _ORDERS = ("C1", "orderedItem[*]"), ("B", "orderedItem[*]")
_CHANGED_ORDERS, _PROVIDER = ("orders-feed", "items[*].data"), ("", "token_endpoint")

_VERDICTS: dict[tuple[str, ...], str] = {
    cites: f"Pass: neither the open feeds nor the responses of the run show the feature. {worse}: they do. "
    "Not applicable: the configuration declares the feature or does not mention it, or the run received nothing that "
    "would show it."
    for cites, worse in ((_FAILS, "Fail"), (_WARNS, "Warn"))
}

Function = TypeVar("Function", bound="Callable[[Reading], None]")


def _undeclared(
    feature: str, cites: tuple[str, ...] = _WARNS, place: tuple[str, str] = _OFFERS
) -> Callable[[Function], Function]:
    """Declare the function below as the check that fails where a feature shows that is declared to be false.

    Its docstring is the title of the check; what passes and fails is added to it. ``place`` is the call
    whose responses would show the feature, and a path to what they must contain to do so.
    """

    def declare(function: Function) -> Function:
        @functools.wraps(function)
        def judge(conversation: Reading) -> None:
            _require_denied(conversation, feature)
            shown = _shown(conversation).get(feature)
            if shown is not None:
                fail(
                    f"The feature {feature} is declared to be false, but appears here.",
                    at=shown,
                    expected=f"features.{feature} = true, or no sign of the feature",
                )
            if not _could_show(conversation.everything, *place):
                not_applicable("Nothing that the run received could show the feature.")

        judge.__doc__ = f"{inspect.cleandoc(function.__doc__ or feature)}\n\n{_VERDICTS[cites]}"
        return check(f"undeclared-feature.{feature}", cites=cites, scenario=_SCENARIO)(judge)  # type: ignore[return-value]  # as wraps

    return declare


def _shown(conversation: Reading) -> Mapping[str, Document]:
    """Return what the whole run shows."""
    conversation.steps("")
    return shown_in(conversation.everything)


def _could_show(exchanges: Sequence[Exchange], call: str, path: str) -> bool:
    """Return whether a response to the call has something at the path; an HTML dataset site shows as a whole."""
    answers = (exchange for exchange in exchanges if exchange.call == call and exchange.succeeded)
    return any(exchange.answer.find(path) if path else exchange.text for exchange in answers)


def _require_denied(conversation: Reading, feature: str) -> None:
    if feature not in conversation.fact("denied"):
        not_applicable(f"The feature {feature} is not declared to be false.")


@_undeclared("free", cites=_FAILS)
def test_free(conversation: Reading) -> None:
    """If free is declared to be false, there are no offers with the price 0."""


@_undeclared("paid", cites=_FAILS)
def test_paid(conversation: Reading) -> None:
    """If paid is declared to be false, there are no offers with a price."""


@_undeclared("prepayment-required", cites=_FAILS)
def test_prepayment_required(conversation: Reading) -> None:
    """If prepayment-required is declared to be false, no offer requires prepayment."""


@_undeclared("prepayment-optional", cites=_FAILS)
def test_prepayment_optional(conversation: Reading) -> None:
    """If prepayment-optional is declared to be false, no offer has optional prepayment."""


@_undeclared("prepayment-unavailable", cites=_FAILS)
def test_prepayment_unavailable(conversation: Reading) -> None:
    """If prepayment-unavailable is declared to be false, no paid offer makes prepayment unavailable."""


@_undeclared("cancellation-window", cites=_FAILS)
def test_cancellation_window(conversation: Reading) -> None:
    """If cancellation-window is declared to be false, no offer has a cancellation window."""


@_undeclared("past-opportunities", cites=_FAILS)
def test_past_opportunities(conversation: Reading) -> None:
    """If past-opportunities is declared to be false, nothing in the open feeds ended more than a day ago."""


@_undeclared("oidc", cites=_FAILS, place=_SITE)
def test_oidc(conversation: Reading) -> None:
    """If oidc is declared to be false, the dataset site names no OpenID provider."""


@_undeclared("customer-requested-cancellation")
def test_customer_cancellation(conversation: Reading) -> None:
    """If customer-requested-cancellation is declared to be false, no offer states that customers may cancel."""


@_undeclared("approval")
def test_approval(conversation: Reading) -> None:
    """If approval is declared to be false, no offer requires approval."""


@_undeclared("proposal-amendment")
def test_proposal_amendment(conversation: Reading) -> None:
    """If proposal-amendment is declared to be false, no offer can be negotiated."""


@_undeclared("message-exchange")
def test_message_exchange(conversation: Reading) -> None:
    """If message-exchange is declared to be false, no offer requires an exchange of messages."""


@_undeclared("booking-window")
def test_booking_window(conversation: Reading) -> None:
    """If booking-window is declared to be false, no offer states when it opens for booking."""


@_undeclared("attendee-details")
def test_attendee_details(conversation: Reading) -> None:
    """If attendee-details is declared to be false, nothing requires attendee details."""


@_undeclared("additional-details")
def test_additional_details(conversation: Reading) -> None:
    """If additional-details is declared to be false, there are no intake forms."""


@_undeclared("multiple-sellers")
def test_multiple_sellers(conversation: Reading) -> None:
    """If multiple-sellers is declared to be false, the open feeds contain no second Seller."""


@_undeclared("terms-of-service")
def test_terms_of_service(conversation: Reading) -> None:
    """If terms-of-service is declared to be false, there are no terms of service of a Seller."""


@_undeclared("explicit-consent")
def test_explicit_consent(conversation: Reading) -> None:
    """If explicit-consent is declared to be false, no terms of service of a Seller require explicit consent."""


@_undeclared("terms-of-service-of-booking-system", place=_QUOTE)
def test_terms_of_booking_system(conversation: Reading) -> None:
    """If terms-of-service-of-booking-system is declared to be false, no response contains its terms of service."""


@_undeclared("anonymous-leasing", place=_LEASES)
def test_anonymous_leasing(conversation: Reading) -> None:
    """If anonymous-leasing is declared to be false, C1 returns no lease."""


@_undeclared("named-leasing", place=_QUOTE)
def test_named_leasing(conversation: Reading) -> None:
    """If named-leasing is declared to be false, C2 returns no lease."""


@_undeclared("access-code", place=_ORDERS)
def test_access_code(conversation: Reading) -> None:
    """If access-code is declared to be false, Orders contain no access codes."""


@_undeclared("access-pass", place=_ORDERS)
def test_access_pass(conversation: Reading) -> None:
    """If access-pass is declared to be false, Orders contain no access passes."""


@_undeclared("access-channel", place=_ORDERS)
def test_access_channel(conversation: Reading) -> None:
    """If access-channel is declared to be false, Orders contain no access channels."""


@_undeclared("booking-restrictions")
def test_booking_restrictions(conversation: Reading) -> None:
    """If booking-restrictions is declared to be false, the open feeds state no admission restrictions."""


@_undeclared("customer-notice", place=_CHANGED_ORDERS)
def test_customer_notice(conversation: Reading) -> None:
    """If customer-notice is declared to be false, the Orders feed shows no notices to customers."""


@_undeclared("cancellation-message", place=_CHANGED_ORDERS)
def test_cancellation_message(conversation: Reading) -> None:
    """If cancellation-message is declared to be false, the Orders feed shows no messages of a cancellation."""


@_undeclared("dynamic-client-registration", place=_PROVIDER)
def test_dynamic_client_registration(conversation: Reading) -> None:
    """If dynamic-client-registration is declared to be false, the OpenID provider names no registration endpoint."""


@_undeclared("reseller-tax", place=_QUOTE)
def test_reseller_tax(conversation: Reading) -> None:
    """If reseller-tax is declared to be false, Orders of a ResellerBroker state no tax."""


@check("undeclared-feature.order-status", cites=_WARNS, scenario="shown-order-status")
def test_order_status(conversation: Reading) -> None:
    """If order-status is declared to be false, Order Status is refused.

    Pass: a request for the status of a booked Order is refused. Warn: it returns the Order. Not applicable: the
    configuration declares the feature, or does not mention it.
    """
    _require_denied(conversation, "order-status")
    conversation.success("B")
    status = conversation.step("status")
    shown = status.succeeded and bool(status.answer["orderedItem"].each())
    message = "The feature order-status is declared to be false, but the status of an Order was returned."
    require(not shown, message, at=status, expected="features.order-status = true, or a refusal")


@check("undeclared-feature.test-interface", cites=("tst-001",), scenario="shown-test-interface")
def test_test_interface(conversation: Reading) -> None:
    """If test-interface is declared to be false, there is no Test Interface: a production system has none.

    Pass: a request to delete a dataset that does not exist is refused. Fail: it succeeds. Not applicable: the
    configuration declares the feature, or does not mention it.
    """
    _require_denied(conversation, "test-interface")
    deletion = conversation.step("deletion of a dataset")
    message = "The feature test-interface is declared to be false, but the Test Interface is there."
    require(not deletion.succeeded, message, at=deletion, expected="a refusal")
