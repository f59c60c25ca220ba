"""What it means that a scenario could not go on: it depends on what was declared, and on how it was refused."""

import asyncio
import json
from types import SimpleNamespace

import pytest

from booking_conformance.recording import Lack, Response
from booking_conformance.scenario.baskets import Baskets
from booking_conformance.scenario.context import ScenarioContext
from booking_conformance.scenario.declaration import ScenarioInstance
from booking_conformance.scenario.transcript import Stopped
from tests.support.checkout_acting import Line
from tests.support.makings import an_exchange

NOT_PERMITTED = json.dumps({"@type": "CancellationNotPermittedError"})


def context(status, body="{}", declared=()):
    line = Line(lambda message: Response(status, (), body))
    configuration = SimpleNamespace(declares=lambda feature: set(feature.split("+")) <= set(declared), sellers={})
    run = SimpleNamespace(
        session=line, base_uri="https://x/api", configuration=configuration, watch=None, baskets=Baskets()
    )
    return ScenarioContext(ScenarioInstance("booking", {}), run)


def stop_of(awaitable):
    with pytest.raises(Stopped) as raised:
        asyncio.run(awaitable)
    return raised.value.stop


def test_a_test_interface_that_is_declared_has_to_act():
    stop = stop_of(context(404, declared=["test-interface"]).act("CustomerNotice", "Order", "https://x/orders/1"))
    assert stop.lack is Lack.NEEDED


def test_where_none_is_declared_what_only_a_seller_can_do_is_beyond_the_run():
    stop = stop_of(context(404).act("SellerAcceptOrderProposal", "OrderProposal", "https://x/order-proposals/1"))
    assert stop.lack is Lack.BEYOND
    assert "Test Interface" in stop.remedy


def test_an_action_of_our_own_is_beyond_the_run_where_the_test_interface_does_not_know_it():
    stop = stop_of(context(400, declared=["test-interface"]).act("OfferChange", "Event", "https://x/events/1"))
    assert stop.lack is Lack.BEYOND
    assert "no action of the specification" in stop.message
    assert "#OfferChangeSimulateAction" in stop.remedy


class Cancelling:
    """An Order whose cancellation is answered so."""

    def __init__(self, status, body):
        self.answer = an_exchange(call="cancellation", status=status, body=body)

    async def cancel(self, positions, step):
        return self.answer


@pytest.mark.parametrize(
    ("status", "body", "lack"), [(400, NOT_PERMITTED, Lack.BEYOND), (500, "{}", Lack.NEEDED), (404, "{}", Lack.NEEDED)]
)
def test_an_order_that_nobody_can_change(status, body, lack):
    stop = stop_of(context(200).changed(Cancelling(status, body)))
    assert stop.lack is lack
    assert bool(stop.remedy) is (lack is Lack.BEYOND)


def test_a_cancellation_that_is_not_permitted_is_no_lack_of_the_run():
    with pytest.raises(Stopped) as raised:
        context(200).permitted(an_exchange(status=400, body=NOT_PERMITTED))
    assert raised.value.stop.lack is Lack.NONE
