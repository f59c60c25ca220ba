"""That there is no Order is believed where Order Status says so, not where it says nothing."""

import json

import pytest

from booking_conformance.check.absence import shows_no_order
from booking_conformance.check.verify import Failed, NotTestable
from tests.support.makings import an_exchange


def status(code, **body):
    return an_exchange(call="order-status", step="status", status=code, body=json.dumps(body) if body else "")


@pytest.mark.parametrize(
    "said",
    [
        status(404),
        status(400, **{"@type": "OpenBookingError"}),
        status(200, **{"@type": "OrderQuote"}),
        status(200, **{"@type": "OrderProposal"}),
    ],
)
def test_a_refusal_or_something_else_than_an_order_says_that_there_is_none(said):
    shows_no_order(said, "There must be no Order.")


def test_an_order_fails():
    with pytest.raises(Failed):
        shows_no_order(status(200, **{"@type": "Order"}), "There must be no Order.")


@pytest.mark.parametrize("code", [200, 204, 302, 500, 503])
def test_an_answer_that_says_nothing_of_an_order_is_not_believed(code):
    with pytest.raises(NotTestable):
        shows_no_order(status(code), "There must be no Order.")
