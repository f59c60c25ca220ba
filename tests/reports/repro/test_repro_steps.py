"""A script acts again what matters to its failure: its own Orders and opportunities, and what is about neither."""

from dataclasses import replace

from booking_conformance.recording import Request
from booking_conformance.reports.repro.relevance import related
from tests.support.samples import exchange


def step(number, uuid, body="{}"):
    made = exchange(number, "B", 200)
    return replace(made, order_uuid=uuid, request=Request("PUT", f"https://x/orders/{uuid or ''}", (), body))


def test_other_orders_are_left_out():
    steps = [step(1, "one"), step(2, "other"), step(3, None), step(4, "one")]
    assert [each.id for each in related(steps, ())] == [steps[0].id, steps[2].id, steps[3].id]


def test_an_order_of_the_same_opportunity_matters():
    mine, rival, third = "https://x/1", "https://x/1", "https://x/12"
    steps = [step(1, "rival", f'["{rival}"]'), step(2, "third", f'["{third}"]'), step(3, "one", f'["{mine}"]')]
    assert [each.id for each in related(steps, {"https://x/1", "https://x/12"})] == [steps[0].id, steps[2].id]
