"""The journal lists what a run may have left on the target, and forgets what something else took the place of."""

import pytest

from booking_conformance.client.journal import Journal, Made

WHOSE = ("u1", "primary", "primary")


@pytest.mark.parametrize(
    ("calls", "left"),
    [
        (["C2"], ["order-quote"]),
        (["C2", "P"], ["order-proposal"]),
        (["C2", "P", "B"], ["order"]),
        (["C2", "B"], ["order"]),
    ],
)
def test_what_was_made_takes_the_place_of_what_it_was_made_from(calls, left):
    journal = Journal(None)
    for call in calls:
        journal.sending(call, *WHOSE)
        journal.answered(call, *WHOSE, succeeded=True)
    assert journal.left() == [Made(kind, *WHOSE) for kind in left]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ({"orderProposalStatus": "https://openactive.io/CustomerRejected"}, []),
        ({"orderCustomerNote": "Conformance Test"}, ["order-proposal"]),
        (None, ["order-proposal"]),
    ],
)
def test_a_proposal_that_its_customer_rejected_is_gone(body, kinds):
    journal = Journal(None)
    journal.sending("P", *WHOSE)
    journal.answered("P", *WHOSE, succeeded=True)
    journal.answered("proposal-update", *WHOSE, succeeded=True, body=body)
    assert [made.kind for made in journal.left()] == kinds
