"""Before a run: what the feeds show to be bookable, by Seller, and whether C1 answers."""

import asyncio
from types import SimpleNamespace

from booking_conformance.config.loading import load
from booking_conformance.embedded.forked import forked_system
from booking_conformance.replay.acting import replay
from booking_conformance.runner.findings.supply import supply_findings
from booking_conformance.runner.preflight import preflight


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


def test_without_a_feed_there_is_nothing_to_say():
    configuration = load(data={"target": {"dataset_site": "http://127.0.0.1:9/"}}, environment={}).configuration
    run = SimpleNamespace(configuration=configuration, open_feeds={})

    async def all_of_them():
        return [each async for each in supply_findings(run)]

    assert asyncio.run(all_of_them()) == []
