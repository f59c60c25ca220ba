"""The example of the page on adding a check works: its scenario acts, and its check passes and fails."""

import asyncio
import re
import textwrap

import pytest

from booking_conformance.check import answered, check
from booking_conformance.check.verify import Failed
from booking_conformance.recording import Conversation, Reading
from booking_conformance.scenario import bodies
from tests.support.imports import ROOT
from tests.support.makings import an_exchange

STEPS = ["C1", "C1 again"]


class Opportunity:
    id, offer_id, sent_type = "https://example.com/s/1", "https://example.com/o/1", "ScheduledSession"


class Context:
    """What the example needs of a scenario's context; ``acted`` lists the steps of C1."""

    def __init__(self):
        self.acted = []

    async def opportunity(self):
        return Opportunity()

    def order(self, opportunities):
        assert bodies.order_items(opportunities)
        return self

    async def c1(self, step="C1"):
        self.acted.append(step)


@pytest.fixture
def example():
    page = (ROOT / "docs" / "adding-a-check.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names = {
        "scenario": lambda *_, **__: lambda function: function,
        "TYPES": ("ScheduledSession",),
        "ScenarioContext": Context,
        "check": check,
        "Reading": Reading,
        "answered": answered,
    }
    for block in blocks:
        exec(textwrap.dedent(block), names)
    return names


def test_its_scenario_can_be_acted_out(example):
    context = Context()
    asyncio.run(example["quote_twice"](context))
    assert context.acted == STEPS


def reading(status):
    exchanges = tuple(an_exchange(step=step, status=status) for step in STEPS)
    return Reading(Conversation("quote-twice", "quote-twice", {}, exchanges))


def test_its_check_passes_and_fails(example):
    judge = example["test_c1_confirms_again"]
    judge(reading(200))
    with pytest.raises(Failed):
        judge(reading(409))
