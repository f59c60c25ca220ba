"""A declaration is whole: what is declared not to be there is not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, fail, not_applicable, require
from booking_conformance.openactive.shown_features import shown_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from booking_conformance.recording import Document, Reading

_SCENARIO = "shown-features"
_FAILS, _WARNS = ("dec-001",), ("dec-002",)


def _undeclared(feature: str, what: str, cites: tuple[str, ...] = _WARNS) -> Callable[[Reading], None]:
    """Return the check that fails where a feature shows that is declared to be false."""

    def judge(conversation: Reading) -> None:
        _require_denied(conversation, feature)
        place = _shown(conversation).get(feature)
        if place is not None:
            fail(
                f"The feature {feature} is declared to be false, but shows here.",
                at=place,
                expected=f"features.{feature} = true, or nothing of the kind",
            )

    worse = "Fail" if cites is _FAILS else "Warn"
    judge.__module__ = __name__
    judge.__name__ = judge.__qualname__ = f"test_{feature.replace('-', '_')}"
    judge.__doc__ = (
        f"Where {feature} is declared to be false, there {what}.\n\n"
        f"Pass: neither the open feeds nor the responses of the run show it. {worse}: they do. Not applicable: the "
        "feature is declared, or nothing is said of it."
    )
    return check(f"undeclared-feature.{feature}", cites=cites, scenario=_SCENARIO)(judge)


def _shown(conversation: Reading) -> Mapping[str, Document]:
    """Return what the whole run shows."""
    conversation.steps("")
    return shown_in(conversation.everything)


def _require_denied(conversation: Reading, feature: str) -> None:
    if feature not in conversation.fact("denied"):
        not_applicable(f"The feature {feature} is not declared to be false.")


test_free = _undeclared("free", "are no offers without a price", _FAILS)
test_paid = _undeclared("paid", "are no offers with a price", _FAILS)
test_prepayment_required = _undeclared("prepayment-required", "are no offers that require prepayment", _FAILS)
test_prepayment_optional = _undeclared("prepayment-optional", "are no offers with optional prepayment", _FAILS)
test_prepayment_unavailable = _undeclared("prepayment-unavailable", "are no paid offers without prepayment", _FAILS)
test_cancellation_window = _undeclared("cancellation-window", "are no offers with a cancellation window", _FAILS)
test_past_opportunities = _undeclared("past-opportunities", "are no past opportunities in the open feeds", _FAILS)
test_oidc = _undeclared("oidc", "is not an OpenID provider on the dataset site", _FAILS)
test_customer_cancellation = _undeclared("customer-requested-cancellation", "are no offers that say it is allowed")
test_approval = _undeclared("approval", "are no offers that need approval")
test_proposal_amendment = _undeclared("proposal-amendment", "are no offers that may be negotiated")
test_message_exchange = _undeclared("message-exchange", "are no offers that need messages to be exchanged")
test_booking_window = _undeclared("booking-window", "are no offers that open before their start")
test_attendee_details = _undeclared("attendee-details", "is nothing that needs details of attendees")
test_additional_details = _undeclared("additional-details", "are no intake forms")
test_multiple_sellers = _undeclared("multiple-sellers", "is not a second Seller in the open feeds")
test_terms_of_service = _undeclared("terms-of-service", "are no terms of service of a Seller")
test_terms_of_booking_system = _undeclared("terms-of-service-of-booking-system", "are none in answers")
test_anonymous_leasing = _undeclared("anonymous-leasing", "are no leases at C1")
test_named_leasing = _undeclared("named-leasing", "are no leases at C2")
test_access_code = _undeclared("access-code", "are no access codes in Orders")
test_access_pass = _undeclared("access-pass", "are no access passes in Orders")


@check("undeclared-feature.order-status", cites=_WARNS, scenario="shown-order-status")
def test_order_status(conversation: Reading) -> None:
    """Where order-status is declared to be false, there is no Order Status.

    Pass: a request for the status of a booked Order is refused. Warn: it returns the Order. Not applicable: the feature
    is declared, or nothing is said of it.
    """
    _require_denied(conversation, "order-status")
    conversation.success("B")
    status = conversation.step("status")
    shown = status.succeeded and bool(status.answer["orderedItem"].each())
    message = "The feature order-status is declared to be false, but the status of an Order was returned."
    require(not shown, message, at=status, expected="features.order-status = true, or a refusal")
