"""What a scenario shows whose lease ended before the answers came, proves nothing: it is acted out again."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from booking_conformance.scenario.baskets import Baskets
from booking_conformance.scenario.declaration import ScenarioInstance
from booking_conformance.scenario.in_time import MOST_TIMES, TooLate, in_time
from booking_conformance.scenario.transcript import Transcript
from tests.support.makings import an_exchange

LEASED = '{"lease": {"leaseExpires": "2026-01-01T00:00:05Z"}}'


def lease(seconds=0, body=LEASED):
    return an_exchange(step="lease", seconds=seconds, body=body)


def other(seconds):
    return an_exchange(step="other", seconds=seconds)


def taken(*exchanges, times=1):
    transcript = Transcript(ScenarioInstance("leasing", {}), SimpleNamespace(baskets=Baskets()), times=times)
    transcript._exchanges.extend(exchanges)
    return transcript


@pytest.mark.parametrize("begins", [5, 60])
def test_an_answer_after_the_end_of_the_lease_is_too_late(begins):
    with pytest.raises(TooLate):
        in_time(taken(lease(), other(begins)), "lease", "nowhere", "other")


@pytest.mark.parametrize(
    "exchanges",
    [[lease(), other(4.9)], [lease()], [lease(body="{}"), other(60)], [lease(seconds=6), other(60)], [other(60)]],
    ids=["answered in time", "never asked", "no lease", "over at once", "no quote"],
)
def test_nothing_else_is(exchanges):
    in_time(taken(*exchanges), "lease", "other")


def test_the_last_time_must_do():
    in_time(taken(lease(), other(60), times=MOST_TIMES), "lease", "other")


def test_a_margin_before_the_end_counts_as_the_end():
    in_time(taken(lease(), other(3.5)), "lease", "other", margin=timedelta(seconds=1))
    with pytest.raises(TooLate):
        in_time(taken(lease(), other(4.5)), "lease", "other", margin=timedelta(seconds=1))
