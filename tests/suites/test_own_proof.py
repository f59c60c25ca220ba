"""Without Order Status, its own partner's cancellation and Orders feed show what became of an Order."""

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.check.verify import Failed, NotTestable
from booking_conformance.recording import Conversation, Observation, Reading
from booking_conformance.recording.reading import NotReached
from tests.support.makings import an_exchange

OPPORTUNITY = {"exclusive": False, "capacity": 10, "type": "ScheduledSession"}
FACTS = {"opportunity": "o", "opportunities": {"o": OPPORTUNITY}}
CANCELLED = {"orderedItem": [{"orderItemStatus": "https://openactive.io/CustomerCancelled"}]}
CONFIRMED = {"orderedItem": [{"orderItemStatus": "https://openactive.io/OrderItemConfirmed"}]}
REFUSED = '{"@type": "CancellationNotPermittedError"}'


def judge(check, own=204, body="", listed=None, *, passed=True):
    steps = [
        ("B", "B", 201, '{"@type": "Order"}'),
        ("foreign cancellation", "cancellation", 404, "{}"),
        ("foreign deletion", "order-deletion", 404, "{}"),
        ("own cancellation", "cancellation", own, body),
    ]
    page = an_exchange(identifier="x0", step="orders-feed:primary", call="orders-feed")
    exchanges = (
        page,
        *(
            an_exchange(identifier=f"x{number}", step=step, call=call, status=status, body=text)
            for number, (step, call, status, text) in enumerate(steps, 1)
        ),
    )
    value = None if listed is None else {"state": "updated", "data": listed}
    seen = Observation("order in feed", "orders-feed:primary", "any state", value is not None, value, 0.0, ("x0",))
    facts = {**FACTS, "sentinel": {"orders": passed, "open": True}}
    conversation = Conversation("x", "order-of-another-partner", {}, exchanges, (seen,), facts)
    all_checks()[f"access-control.foreign-{check}-has-no-effect"].function(Reading(conversation, exchanges))


@pytest.mark.parametrize("listed", [None, CONFIRMED])
def test_an_order_that_its_own_partner_can_cancel_was_left_alone(listed):
    judge("deletion", listed=listed)
    judge("cancellation", listed=listed)


@pytest.mark.parametrize("status", [404, 410])
def test_one_that_cannot_be_cancelled_as_it_is_gone_was_deleted(status):
    with pytest.raises(Failed):
        judge("deletion", own=status, body="{}")
    with pytest.raises(NotTestable, match="gone"):
        judge("cancellation", own=status, body="{}")


def test_one_that_the_orders_feed_shows_as_cancelled_was_cancelled():
    with pytest.raises(Failed):
        judge("cancellation", listed=CANCELLED)


def test_until_a_later_change_has_come_through_the_feed_nothing_is_believed_of_a_cancellation():
    with pytest.raises(NotReached):
        judge("cancellation", passed=False)


def test_where_nobody_may_cancel_the_refusal_shows_that_the_order_is_there():
    judge("deletion", own=400, body=REFUSED, passed=False)
    judge("cancellation", own=400, body=REFUSED, passed=False)


def test_another_refusal_shows_nothing():
    with pytest.raises(NotTestable):
        judge("deletion", own=500, body="{}")
