"""What the payments of a run state, and which feed holds each type of opportunity."""

import asyncio
import json
from dataclasses import replace

import pytest

from booking_conformance.client.limiter import Limiter
from booking_conformance.config import Limits
from booking_conformance.config.loading import load
from booking_conformance.openactive.dataset_site import parse_dataset_site
from booking_conformance.scenario.bodies import Marks
from booking_conformance.scenario.feeds.source import FeedSource
from booking_conformance.scenario.run_context import open_run_context, reconciled_by
from tests.support.makings import an_exchange

SITE = """<script type="application/ld+json">{"@type": "Dataset", "distribution": [%s],
"accessService": {"@type": "WebAPI", "endpointUrl": "http://127.0.0.1:9/api"}}</script>"""
FEED = (
    '{"@type": "DataDownload", "additionalType": "https://openactive.io/%s", "contentUrl": "http://127.0.0.1:9/%s",'
    ' "encodingFormat": "application/vnd.openactive.rpde+json; version=1"}'
)


class Transport:
    """Allows every origin."""

    def allow(self, url):
        """Allow it."""

    def allows(self, url):
        return True


class Session:
    transport = Transport()
    limiter = Limiter(Limits())


def configured(**tables):
    return load(data={"target": {"dataset_site": "http://127.0.0.1:9"}, **tables}, environment={}).configuration


def test_payments_state_what_is_configured_and_their_own_identifier():
    stated = reconciled_by(configured(payment={"account_id": "a-1", "payment_provider_id": "p-1"}))
    payment = Marks("run", stated).payment()
    assert (payment["accountId"], payment["paymentProviderId"]) == ("a-1", "p-1")
    assert payment["identifier"].startswith("test-run-")
    assert "accountId" not in Marks("run").payment()


@pytest.mark.parametrize(
    ("listed", "type", "feed"),
    [
        (["Slot", "IndividualFacilityUseSlot"], "IndividualFacilityUseSlot", "IndividualFacilityUseSlot"),
        (["Slot", "IndividualFacilityUseSlot"], "Slot", "Slot"),
        (["FacilityUseSlot"], "Slot", "FacilityUseSlot"),
        (["Event"], "CourseInstanceSubEvent", "Event"),
        (["SessionSeries"], "ScheduledSession", "SessionSeries"),
        (["SessionSeries"], "Slot", None),
    ],
)
def test_a_type_is_read_from_the_first_feed_that_may_hold_it(listed, type, feed):  # noqa: A002 - as configurations say
    site = parse_dataset_site(SITE % ",".join(FEED % (name, name) for name in listed))
    run = open_run_context(configured(opportunities={"types": [type]}), Session(), site, print)
    found = run.open_feeds[type].source.url.rpartition("/")[2] if type in run.open_feeds else None
    assert found == feed


class Sending(Session):
    """Answers each request with a last page, and keeps when it was made."""

    in_background = staticmethod(asyncio.create_task)

    def __init__(self):
        self.asked = []

    async def send(self, message):
        self.asked.append(message.url)
        page = an_exchange(call="orders-feed", body=json.dumps({"next": message.url, "items": []}))
        return replace(page, request=replace(page.request, url=message.url))


def test_a_feed_is_read_anew_once_for_all_who_ask_at_the_same_time():
    session = Sending()
    site = parse_dataset_site(SITE % FEED.replace("%s", "SessionSeries"))
    run = open_run_context(configured(), session, site, print)
    source = FeedSource("again", "http://127.0.0.1:9/api/orders-rpde", "orders-feed", "primary")

    async def read():
        await asyncio.gather(run.read_whole(source, 5), run.read_whole(source, 5))
        return len(session.asked), await run.read_whole(source, 5), len(session.asked)

    assert asyncio.run(read()) == (1, None, 2)
