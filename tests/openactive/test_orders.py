"""Items are known by their positions, else by what they are for; the status of a proposal is alone or in a list."""

import pytest

from booking_conformance.openactive.orders import in_order_sent, proposal_status
from booking_conformance.recording import Document

SENT = [{"orderedItem": {"@id": name}} for name in ("a", "b", "a")]


def order_of(*items):
    return [item["@id"].text for item in in_order_sent(Document(list(items)).each(), Document(SENT).each())]


def test_positions_say_which_item_is_which():
    assert order_of({"@id": "2", "position": 5}, {"@id": "1", "position": 3}) == ["1", "2"]


@pytest.mark.parametrize("refer", [lambda name: name, lambda name: {"@id": name}])
def test_without_positions_the_opportunity_does(refer):
    items = [{"@id": of + str(n), "orderedItem": refer(of)} for n, of in enumerate(("b", "z", "a", "a"))]
    assert order_of(*items) == ["a2", "b0", "a3", "z1"]


@pytest.mark.parametrize("status", ["https://openactive.io/SellerAccepted", ["https://openactive.io/SellerAccepted"]])
def test_the_status_of_a_proposal_is_alone_or_in_a_list(status):
    assert proposal_status({"orderProposalStatus": status}) == "SellerAccepted"


@pytest.mark.parametrize("status", [None, [], {}, ["a", "b"], 7])
def test_nonsense_is_no_status(status):
    assert proposal_status({"orderProposalStatus": status}) is None
