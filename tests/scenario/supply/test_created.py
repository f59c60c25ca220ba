"""What the Test Interface does not create is lacking, with its answer as the cause."""

import asyncio

import pytest

from booking_conformance.config.loading import load
from booking_conformance.recording import Lack, Observation, Response
from booking_conformance.scenario.supply.created import Created
from booking_conformance.scenario.supply.parents import Parents
from booking_conformance.scenario.supply.supply import Supply
from booking_conformance.scenario.supply.wanted import Shortage, Wanted
from tests.support.checkout_acting import Line
from tests.support.shelves import KIND, NEAR, SELLERS, session


class Journal:
    def sending(self, *entry):
        """Note nothing."""


DATA = {"target": {"dataset_site": NEAR}, "sellers": SELLERS, "opportunities": {"mode": "controlled"}}
CONFIGURATION = load(data=DATA, environment={}).configuration


def refusing(*criteria, status=404, configuration=CONFIGURATION):
    line = Line(lambda message: Response(status, (), "{}"))
    line.journal = Journal()
    supply = Supply(configuration, line, NEAR, {KIND: None}, "dataset")
    with pytest.raises(Shortage) as raised:
        asyncio.run(supply.lend([Wanted(criteria, KIND)], "one", "scenario"))
    return raised.value, line, supply


def test_the_answer_of_the_test_interface_is_the_cause():
    found, _, supply = refusing("Bookable")
    assert found.exchange == "x1"
    assert "must be able to create a Bookable ScheduledSession" in found.remedy
    assert list(supply.lacking.values()) == [1]


def test_nothing_is_believed_of_one_that_was_made_without_id():
    line = Line(lambda message: Response(201, (), "{}"))
    line.journal = Journal()
    created = Created(CONFIGURATION, line, NEAR, {}, Parents({}), "dataset")
    with pytest.raises(Shortage, match="created none"):
        asyncio.run(created.lend([Wanted(("Bookable",), KIND)], "one", "scenario"))


def test_each_criterion_that_serves_is_asked_for():
    _, line, _ = refusing("BookableCancellable", "Bookable")
    asked = [message.body["test:testOpportunityCriteria"].rsplit("#", 1)[-1] for message in line.messages]
    assert [name.removeprefix("https://openactive.io/test-interface#") for name in asked] == [
        "TestOpportunityBookableCancellable",
        "TestOpportunityBookable",
    ]


def test_no_test_interface_need_know_our_own_criteria():
    found, line, _ = refusing("EventCancelled")
    assert found.lack is Lack.BEYOND
    assert line.messages[0].body["test:testOpportunityCriteria"].startswith("urn:booking-conformance:")


class Feed:
    """An open feed that never shows what was made."""

    broken = None

    async def wait(self, name, item, test, *, awaited, within, due=False):
        return Observation(name, KIND, awaited, seen=False, value=None)


def test_one_that_does_not_appear_in_the_open_feed_is_lacking():
    line = Line(lambda message: Response(201, (), '{"@id": "https://example.com/s/1"}'))
    line.journal = Journal()
    feeds = {KIND: Feed()}
    created = Created(CONFIGURATION, line, NEAR, feeds, Parents(feeds), "dataset")
    with pytest.raises(Shortage, match="did not appear in the ScheduledSession feed") as raised:
        asyncio.run(created.lend([Wanted(("Bookable",), KIND)], "one", "scenario"))
    assert raised.value.exchange == "x1"


class Waiting(Feed):
    """Counts how many wait at once for the open feed to show what was made."""

    def __init__(self):
        self.now = self.most = 0

    async def wait(self, name, item, test, *, awaited, within, due=False):
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.now -= 1
        return await super().wait(name, item, test, awaited=awaited, within=within)


def test_all_that_is_wanted_is_awaited_at_once():
    """Two waits one after the other would poll the feed twice as long."""
    line = Line(lambda message: Response(201, (), '{"@id": "https://example.com/s/1"}'))
    line.journal = Journal()
    feeds = {KIND: Waiting()}
    created = Created(CONFIGURATION, line, NEAR, feeds, Parents(feeds), "dataset")
    with pytest.raises(Shortage):
        asyncio.run(created.lend([Wanted(("Bookable",), KIND)] * 2, "one", "scenario"))
    assert feeds[KIND].most == 2


@pytest.mark.parametrize(
    ("criterion", "status", "lack"),
    [
        ("BookableInPast", 400, Lack.NONE),
        ("BookableInPast", 500, Lack.NONE),
        ("BookableInPast", 503, Lack.NEEDED),
        ("BookableInPast", 401, Lack.NEEDED),
        ("BookableNotCancellable", 400, Lack.NONE),
        ("BookableNonFreePrepaymentRequired", 400, Lack.NEEDED),
        ("BookableNonFree", 400, Lack.NEEDED),
        ("BookableCancellable", 400, Lack.NEEDED),
    ],
)
def test_what_no_declared_feature_brings_about_may_be_refused(criterion, status, lack):
    assert refusing(criterion, status=status)[0].lack is lack


def test_what_is_assumed_can_be_denied():
    assert refusing("BookableNonFreePrepaymentRequired")[0].remedy.endswith("Or declare prepayment-required = false.")


def test_what_a_declared_feature_brings_about_has_to_be_created():
    declaring = load(data={**DATA, "features": {"past-opportunities": True}}, environment={}).configuration
    assert refusing("BookableInPast", status=400, configuration=declaring)[0].lack is Lack.NEEDED


class Shown(Feed):
    """An open feed that shows what was made: all of it costs something, not all of it can be cancelled."""

    async def wait(self, name, item, test, *, awaited, within, due=False):
        data = session(name, price=5, cancellable=item.endswith("Cancellable"))
        return Observation(name, KIND, awaited, seen=True, value={"data": data})


def known_by(message):
    """Answer as a Test Interface that knows few names."""
    name = message.body["test:testOpportunityCriteria"].rsplit("TestOpportunity", 1)[-1]
    known = name in {"BookableNonFree", "BookableCancellable"}
    return Response(201, (), f'{{"@id": "https://x/{name}"}}') if known else Response(400, (), "{}")


def test_what_is_not_known_by_its_name_is_made_by_another():
    """That costs two requests more, and only once."""
    line = Line(known_by)
    line.journal = Journal()
    feeds = {KIND: Shown()}
    created = Created(CONFIGURATION, line, NEAR, feeds, Parents(feeds), "dataset")
    for sent in (3, 4):
        (made,) = asyncio.run(created.lend([Wanted(("BookableNonFreeCancellable",), KIND)], "one", "scenario"))
        assert made.criterion == "BookableNonFreeCancellable"
        assert len(line.messages) == sent


def test_what_is_made_by_another_name_has_to_meet_the_criterion():
    line = Line(known_by)
    line.journal = Journal()
    feeds = {KIND: Shown()}
    created = Created(CONFIGURATION, line, NEAR, feeds, Parents(feeds), "dataset")
    with pytest.raises(Shortage, match="the Test Interface created none"):
        asyncio.run(created.lend([Wanted(("BookableFreeCancellable",), KIND)], "one", "scenario"))
