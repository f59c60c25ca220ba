"""What the open feeds show of declarations that speak of every opportunity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, require
from booking_conformance.openactive.shown_features import shown_features
from booking_conformance.suites.opportunity_feeds.reading import SCENARIO, opportunities

if TYPE_CHECKING:
    from booking_conformance.recording import Reading


@check("opportunity-feeds.always-cancellable", cites=("dec-001",), scenario=SCENARIO, feature="always-cancellable")
def test_always_cancellable(conversation: Reading) -> None:
    """If every booking is declared to be cancellable, every offer says so.

    Pass: allowCustomerCancellationFullRefund of every offer that is open for booking is true, and none has a
    latestCancellationBeforeStartDate. Fail: an offer is otherwise.
    """
    for offer in (offer for _, offers in opportunities(conversation) for offer in offers):
        allowed, window = offer["allowCustomerCancellationFullRefund"], offer["latestCancellationBeforeStartDate"]
        require(allowed.boolean is True, "This cannot be cancelled.", at=allowed, expected="true")
        require(not window, "This can be cancelled for some time only.", at=window, expected="nothing")


@check("opportunity-feeds.single-seller", cites=("dec-002",), scenario=SCENARIO, feature="single-seller")
def test_single_seller(conversation: Reading) -> None:
    """If a single Seller is declared, the open feeds show no second one.

    Pass: every opportunity that is open for booking is of the same Seller. Warn: one is of another.
    """
    conversation.steps("")
    other = shown_features(conversation.exchanges).get("multiple-sellers")
    require(other is None, "There is a second Seller.", at=other, expected="features.multiple-sellers = true")
