"""Sellers who accept proposals unasked: what is proposed there may be accepted at once."""

from booking_conformance.check import not_applicable
from booking_conformance.recording import Reading


def unless_accepted_unasked(conversation: Reading) -> None:
    """Not applicable where a proposal that nobody asked the Seller to accept was accepted."""
    if conversation.facts.get("accepted unasked"):
        not_applicable("Sellers accept proposals unasked: the proposal may have been accepted before B.")
