"""Clean-up sends nothing for what is known to have ended."""

import asyncio
from types import SimpleNamespace

import pytest

from booking_conformance.client.journal import Journal, Made
from booking_conformance.runner.cleanup import clean_up
from tests.support.makings import an_exchange

PROPOSAL = Made("order-proposal", "a-uuid", "secondary", "primary")


def cleaned(item):
    """Return what was left, the calls sent and what the journal lists, for a proposal with this item in its feed."""
    journal, calls = Journal(None), []
    journal.take_over([PROPOSAL])

    async def send(message):
        calls.append(message.call)
        return an_exchange(call=message.call, status=204, body="")

    readers = {"secondary": SimpleNamespace(item={f"orderproposal/{PROPOSAL.id}": item}.get)}
    session = SimpleNamespace(journal=journal, send=send)
    run = SimpleNamespace(session=session, base_uri="https://example.com/api", proposals_feed=readers.__getitem__)
    return asyncio.run(clean_up(run)), calls, journal.left()


def test_a_proposal_that_the_seller_rejected_is_not_rejected_again():
    item = {"state": "updated", "data": {"orderProposalStatus": "https://openactive.io/SellerRejected"}}
    assert cleaned(item) == ([], [], [])


@pytest.mark.parametrize(
    "item",
    [
        None,
        {"state": "deleted"},
        {"state": "updated", "data": {"orderProposalStatus": "https://openactive.io/SellerAccepted"}},
    ],
)
def test_any_other_proposal_is_rejected(item):
    assert cleaned(item) == ([], ["proposal-update"], [])
