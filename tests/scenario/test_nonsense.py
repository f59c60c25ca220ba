"""Whatever a target answers at whatever step, a scenario ends as one: it never breaks."""

import asyncio

import pytest

from booking_conformance.client.message import NotSent
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import declared_settings
from booking_conformance.errors import SuiteError
from booking_conformance.scenario import all_scenarios
from booking_conformance.scenario.context import ScenarioContext
from booking_conformance.scenario.transcript import Stopped
from tests.support.hostile.everywhere import everywhere
from tests.support.hostile.nonsense import run_against

NETWORK = {"feed_timeout": 0.01, "lease_wait": 0.01, "timeout": 1}
CONFIGURATION = load(data={**declared_settings(), "network": NETWORK, "effort": "low"}, environment={}).configuration
CALLS = ("C1", "C2", "P", "B", "cancellation", "order-status", "test-opportunity", "orders-feed", "open-feed")
EVERYTHING = frozenset(CALLS)


def instead(name, other):
    return everywhere(lambda value: {**value, name: other} if isinstance(value, dict) and name in value else value)


KINDS = {
    "null": lambda _: None,
    "a list": lambda _: [],
    "a text": lambda _: "text",
    "a number": lambda _: 7,
    "no members": lambda _: {},
    "no items": instead("orderedItem", []),
    "items are null": instead("orderedItem", None),
    "items are texts": instead("orderedItem", ["x"]),
    "items are numbers": instead("orderedItem", {"0": 1}),
    "ids are numbers": instead("@id", 7),
    "ids are lists": instead("@id", []),
    "prices are null": instead("price", None),
    "prices are lists": instead("price", [5]),
    "prices are words": instead("price", "many"),
    "prices have no end": instead("price", "9" * 400),
    "no total": instead("totalPaymentDue", None),
    "a total of text": instead("totalPaymentDue", "5.00"),
    "leases are numbers": instead("lease", 5),
    "leases end never": instead("leaseExpires", "9999-12-31T23:59:59-14:00"),
    "versions are objects": instead("orderProposalVersion", {}),
    "statuses are lists": instead("orderItemStatus", [None]),
    "texts are numbers": everywhere(lambda value: 7 if isinstance(value, str) else value),
    "objects are lists": everywhere(lambda value: [value] if isinstance(value, dict) else value),
}


async def _act(declared, instance, run):
    async def sentinel(*_):
        return {"orders": True, "open": True}

    try:
        async with asyncio.timeout(20):
            await declared.act(ScenarioContext(instance, run, sentinel))
    except (Stopped, NotSent, SuiteError):
        return


@pytest.mark.parametrize("calls", [EVERYTHING, frozenset({"B"}), frozenset({"C2"})], ids=["all calls", "B", "C2"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_scenario_breaks(kind, calls):
    async def all_of_them():
        for name, declared in all_scenarios().items():
            instance = next(iter(declared.instances(CONFIGURATION)), None)
            if instance is None:
                continue
            try:
                await _act(declared, instance, run_against(CONFIGURATION, KINDS[kind], calls))
            except Exception as error:
                raise AssertionError(f"{name} broke: {error!r}") from error

    asyncio.run(all_of_them())
