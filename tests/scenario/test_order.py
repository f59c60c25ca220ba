"""The calls for one Order UUID fit together, whatever was answered before."""

import asyncio
import json
from types import MappingProxyType, SimpleNamespace
from unittest.mock import AsyncMock

import pytest

from booking_conformance.openactive.opportunities.opportunity import Opportunity
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.recording import Observation, Response
from booking_conformance.scenario.acting import act_out
from booking_conformance.scenario.baskets import Baskets
from booking_conformance.scenario.bodies import order_items
from booking_conformance.scenario.declaration import ScenarioInstance
from booking_conformance.scenario.feeds.askers import Askers
from booking_conformance.scenario.feeds.sentinels import Sentinels
from booking_conformance.scenario.order import Order
from booking_conformance.scenario.run_context import NEAR_INTERVAL
from booking_conformance.scenario.transcript import Stopped, Transcript
from tests.support.checkout_acting import Line

GOODS = PublishedOpportunity.of("Slot", {"@id": "https://x/slots/1", "offers": [{"@id": "https://x/offers/1"}]})


def order(answer, statuses=MappingProxyType({})):
    line = Line(lambda message: Response(statuses.get(message.call, 200), (), json.dumps(answer)))
    seller = SimpleNamespace(id="https://x/sellers/1")
    configuration = SimpleNamespace(sellers={"primary": seller}, declares=lambda feature: False)
    acceptance = SimpleNamespace(comes=AsyncMock(return_value=False))
    run = SimpleNamespace(
        session=line,
        base_uri="https://x/api",
        configuration=configuration,
        watch=None,
        acceptance=acceptance,
        baskets=Baskets(),
    )
    transcript = Transcript(ScenarioInstance("booking", {}), run)
    items = order_items([Opportunity(GOODS, GOODS.offers[0], "Bookable", "primary", created=True, exclusive=True)])
    return Order(transcript, "uuid-1", items, {"email": "a@example.com"}, payment={"identifier": "p"}), line


def sent_at_b(answer):
    made, line = order(answer)

    async def book():
        await made.c2()
        await made.b()

    asyncio.run(book())
    return json.loads(line.messages[-1].text)


@pytest.mark.parametrize("price", [5, "5.00"])
def test_the_total_that_was_quoted_is_sent_and_paid(price):
    total = {"@type": "PriceSpecification", "price": price, "priceCurrency": "GBP"}
    body = sent_at_b({"@type": "OrderQuote", "totalPaymentDue": total})
    assert body["totalPaymentDue"] == total
    assert body["payment"] == {"identifier": "p"}


@pytest.mark.parametrize("total", [None, [], "x", {}, {"price": None}, {"price": []}, {"price": "many"}])
def test_nonsense_for_a_total_is_sent_back_or_replaced_and_never_raises(total):
    assert "payment" not in sent_at_b({"@type": "OrderQuote", "totalPaymentDue": total, "orderedItem": []})


def test_nothing_booked_has_no_items_to_cancel():
    made, _ = order({})
    with pytest.raises(Stopped, match="nothing was booked"):
        asyncio.run(made.cancel([0]))


@pytest.mark.parametrize(("answered", "left"), [(204, False), (404, True)])
def test_a_proposal_that_nobody_accepts_is_withdrawn_and_holds_nothing_when_it_could_be(answered, left):
    made, line = order({"@type": "OrderProposal"}, {"test-action": 404, "proposal-update": answered})
    with pytest.raises(Stopped, match="did not perform SellerAcceptOrderProposal"):
        asyncio.run(made.approved())
    assert [message.call for message in line.messages] == ["P", "test-action", "proposal-update"]
    assert made.transcript.nobody_acts
    assert made.transcript.may_have_booked is left


async def booked_in_vain(made):
    await made.b(improper=True)


async def booked_and_deleted(made):
    await made.b()
    await made.delete()


async def booked_after_deletion(made):
    await booked_and_deleted(made)
    await made.b(improper=True)


async def proposed_in_vain(made):
    await made.p(improper=True)


async def withdrawn(made):
    await made.p(improper=True)
    await made.update_proposal()


@pytest.mark.parametrize(
    ("act", "left"),
    [
        (booked_in_vain, True),
        (booked_and_deleted, False),
        (booked_after_deletion, True),
        (proposed_in_vain, True),
        (withdrawn, False),
    ],
)
def test_what_should_have_been_refused_and_was_not_deleted_is_left_booked(act, left):
    made, _ = order({})
    asyncio.run(act(made))
    assert made.transcript.left_booked is left
    refused, _ = order({}, {"B": 400, "P": 400})
    asyncio.run(act(refused))
    assert not refused.transcript.left_booked


@pytest.mark.parametrize(("interface", "booked"), [(False, "of the feed"), (True, "of P")])
def test_a_proposal_that_was_amended_unasked_is_booked_in_the_version_that_was_accepted(interface, booked):
    made, line = order({"@type": "OrderProposal", "orderProposalVersion": "of P"})
    made.transcript.run.configuration.declares = lambda feature: interface
    made.transcript.run.proposals_feed = lambda partner: None
    shown = {"data": {"orderProposalVersion": "of the feed"}}
    made.transcript.observe = AsyncMock(return_value=Observation("acceptance", "", "", seen=True, value=shown))

    async def book():
        await made.p()
        assert await made.sees_acceptance(1)
        await made.b()

    asyncio.run(book())
    assert json.loads(line.messages[-1].text)["orderProposalVersion"] == booked


def test_a_run_without_scenarios_ends_at_once():
    limits = SimpleNamespace(concurrency=1)
    run = SimpleNamespace(configuration=SimpleNamespace(limits=limits), progress=print, keep=False)
    finished = []
    asyncio.run(act_out([], run, finished))
    assert finished == []
    assert Sentinels(run, Askers(0)) is not None
    assert NEAR_INTERVAL > 0
