"""Declarations about every opportunity, compared with the open feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, require
from booking_conformance.openactive.shown_features import shown_features
from booking_conformance.suites.opportunity_feeds.reading import SCENARIO, opportunities

if TYPE_CHECKING:
    from booking_conformance.recording import Reading


@check("opportunity-feeds.always-cancellable", cites=("dec-001",), scenario=SCENARIO, feature="always-cancellable")
def test_always_cancellable(conversation: Reading) -> None:
    """If every booking is declared to be cancellable, every offer states it.

    Pass: allowCustomerCancellationFullRefund of every offer that is open for booking is true, and none has a
    latestCancellationBeforeStartDate. Fail: an offer does not comply.
    """
    for offer in (offer for _, offers in opportunities(conversation) for offer in offers):
        allowed, window = offer["allowCustomerCancellationFullRefund"], offer["latestCancellationBeforeStartDate"]
        require(allowed.boolean is True, "The offer cannot be cancelled.", at=allowed, expected="true")
        require(
            window.plain() is None, "The offer can only be cancelled for a limited time.", at=window, expected="nothing"
        )


@check("opportunity-feeds.single-seller", cites=("dec-002",), scenario=SCENARIO, feature="single-seller")
def test_single_seller(conversation: Reading) -> None:
    """If a single Seller is declared, the open feeds contain no second one.

    Pass: every bookable opportunity has the same Seller. Warn: one has another.
    """
    conversation.steps("")
    other = shown_features(conversation.exchanges).get("multiple-sellers")
    require(
        other is None, "The open feeds contain a second Seller.", at=other, expected="features.multiple-sellers = true"
    )
