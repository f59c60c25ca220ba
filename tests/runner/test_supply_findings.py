"""Before a run: what the feeds show to be bookable, by Seller, and whether C1 answers."""

import asyncio
from types import SimpleNamespace

from booking_conformance.config.loading import load
from booking_conformance.embedded.forked import forked_system
from booking_conformance.replay.acting import replay
from booking_conformance.runner.findings.supply import supply_findings
from booking_conformance.runner.preflight import preflight
from booking_conformance.scenario.supply.parents import Parents
from tests.support.shelves import FAR, KIND, SELLERS, session


def diagnosed(data, **changes):
    return {each.name: each for each in preflight(load(data={**data, **changes}, environment={}).configuration)}


def test_what_can_be_booked_is_counted_and_quoted():
    with forked_system(seeds=1) as data:
        found = diagnosed(data)
        sellers = {"primary": {"id": "https://x.example/nobody", "headers": data["sellers"]["primary"]["headers"]}}
        random = {**data["opportunities"], "mode": "random"}
        features = {name: True for name in data["features"] if name != "multiple-sellers"}
        missing = diagnosed(data, sellers=sellers, opportunities=random, features=features)
        configuration = load(data=data, environment={}).configuration
        conversation = replay(configuration, "booking[Slot]", ["b.succeeds"], lambda _: True)
    assert found["bookable Slot"].ok
    assert "primary Seller, simple flow: " in found["bookable Slot"].detail
    assert " Bookable," in found["bookable Slot"].detail
    assert found["C1 for Slot"].ok
    assert missing["bookable Slot"].ok is False
    assert missing["bookable Slot"].remedy == "Publish a Slot to be booked of the primary Seller."
    assert missing["C1 for Slot"].ok is False
    (acted,) = conversation.recording.conversations
    assert [exchange.step for exchange in acted.exchanges] == ["C1"]
    assert conversation.left_behind == ()


class Shown:
    """Stands in for the reader of a feed that shows one session."""

    def __init__(self, data, *, caught_up=True):
        self.caught_up = caught_up
        self.items = lambda: [{"state": "updated", "data": data}]

    async def read_to_end(self, within):
        pass


def shown_by(reader):
    configuration = load(
        data={"target": {"dataset_site": FAR}, "sellers": SELLERS, "opportunities": {"mode": "random"}}, environment={}
    ).configuration
    run = SimpleNamespace(
        configuration=configuration,
        base_uri=FAR,
        open_feeds={KIND: reader},
        supply=SimpleNamespace(creates=False, parents=Parents({})),
    )

    async def first():
        return await anext(supply_findings(run))

    return asyncio.run(first())


def test_what_a_setting_would_allow_is_said():
    _, ok, shown, remedy = shown_by(Shown(session("a", spaces=1)))
    assert (ok, shown) == (False, "primary Seller, simple flow: none; secondary Seller, simple flow: none")
    assert "opportunities.allow_last_space = true" in remedy


def test_nobody_is_told_to_publish_what_may_stand_on_a_page_that_was_not_read():
    _, ok, shown, remedy = shown_by(Shown(session("a", seller="secondary"), caught_up=False))
    assert (ok, remedy) == (None, "")
    assert "not read to its end" in shown
    assert shown_by(Shown(session("a", seller="secondary")))[1] is False


def test_without_a_feed_there_is_nothing_to_say():
    configuration = load(data={"target": {"dataset_site": "http://127.0.0.1:9/"}}, environment={}).configuration
    run = SimpleNamespace(configuration=configuration, open_feeds={})

    async def all_of_them():
        return [each async for each in supply_findings(run)]

    assert asyncio.run(all_of_them()) == []
