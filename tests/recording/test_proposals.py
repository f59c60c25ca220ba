"""What a partner's feeds showed of its proposals is remembered: a rejection, and each version."""

import json

from booking_conformance.recording.proposals import Proposals
from tests.support.makings import an_exchange


def _page(status="SellerAccepted", version="1", seconds=0, uuid="ab", **more):
    data = {"identifier": uuid, "orderProposalStatus": status, "orderProposalVersion": version}
    body = json.dumps({"items": [{"id": uuid, "kind": "OrderProposal", "state": "updated", "data": data}]})
    return an_exchange(call="order-proposals-feed", seconds=seconds, identifier=f"x{seconds}", body=body, **more)


def _remembering(*pages, kept=10):
    proposals = Proposals(kept)
    for page in pages:
        proposals.add(page)
    return proposals


def test_each_version_is_known_with_the_first_page_that_showed_it():
    known = _remembering(_page(), _page(seconds=1), _page(version="2", seconds=2))
    assert {version: page.id for version, page in known.versions("primary", "AB").items()} == {"1": "x0", "2": "x2"}


def test_the_first_page_that_showed_a_rejection_is_known():
    known = _remembering(_page(), _page(["SellerRejected"], seconds=1), _page("CustomerRejected", seconds=2))
    assert known.rejected("primary", "ab").id == "x1"
    assert known.rejected("primary", "cd") is None


def test_a_page_that_shows_no_proposal_says_nothing():
    empty = an_exchange(call="orders-feed", body=json.dumps({"items": [{"id": "ab", "state": "deleted"}]}))
    assert _remembering(empty).versions("primary", "ab") == {}


def test_the_oldest_are_forgotten_and_a_copy_remembers_the_same():
    known = _remembering(_page(uuid="ab"), _page("SellerRejected", uuid="cd", seconds=1), kept=1)
    again = known.copy()
    known.add(_page(uuid="ef", seconds=2))
    assert known.versions("primary", "cd") == {}
    assert again.versions("primary", "ab") == {}
    assert again.rejected("primary", "cd").id == "x1"
