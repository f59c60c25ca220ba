"""A scenario whose lease ended before the answers came is acted out again, a few times."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from booking_conformance.recording import Exchange, Request, Response
from booking_conformance.scenario.declaration import ScenarioInstance
from booking_conformance.scenario.in_time import MOST_TIMES, TooLate, in_time
from booking_conformance.scenario.transcript import Transcript
from tests.scenario.test_acting import ends

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
LEASED = '{"lease": {"leaseExpires": "2026-01-01T12:00:05Z"}}'


def exchange(step, seconds, body="{}"):
    started = START + timedelta(seconds=seconds)
    return Exchange(step, "C2", Request("PUT", "https://x"), Response(200, (), body), started, 1_000.0, step=step)


def taken(*exchanges, times=1):
    transcript = Transcript(ScenarioInstance("leasing", {}), SimpleNamespace())
    transcript.times = times
    transcript._exchanges.extend(exchanges)
    return transcript


@pytest.mark.parametrize("begins", [4.0, 4.5, 60])
def test_an_answer_after_the_end_of_the_lease_is_too_late(begins):
    with pytest.raises(TooLate):
        in_time(taken(exchange("lease", 0, LEASED), exchange("other", begins)), "lease", "nowhere", "other")


@pytest.mark.parametrize(
    "exchanges",
    [
        [exchange("lease", 0, LEASED), exchange("other", 3.9)],
        [exchange("lease", 0, LEASED)],
        [exchange("lease", 0), exchange("other", 60)],
        [exchange("lease", 6, LEASED), exchange("other", 60)],
        [exchange("other", 60)],
    ],
    ids=["answered in time", "never asked", "no lease", "over at once", "no quote"],
)
def test_nothing_else_is(exchanges):
    in_time(taken(*exchanges), "lease", "other")


def test_the_last_time_must_do():
    in_time(taken(exchange("lease", 0, LEASED), exchange("other", 60), times=MOST_TIMES), "lease", "other")


def test_the_scenario_is_acted_out_again_and_only_the_last_time_counts():
    acted = []

    async def late(context):
        acted.append(context.times)
        context._exchanges.extend([exchange("lease", 0, LEASED), exchange("other", 60)])
        in_time(context, "lease", "other")

    said = []
    stops, _ = ends([late], said=said)
    assert acted == [1, 2, 3]
    assert stops == {"number 0": None}
    assert [line.partition(" exchanges")[0] for line in said] == ["[1/1] number 0: 2"]
