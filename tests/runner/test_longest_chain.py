"""The report names the scenario that waited longest; what overlaps is waited for once."""

from datetime import UTC, datetime, timedelta

import pytest

from booking_conformance.recording import Conversation, Exchange, Request, Response
from booking_conformance.results.longest_chain import LongestChain
from booking_conformance.runner.longest_chain import longest_chain

START = datetime(2026, 1, 1, tzinfo=UTC)


def conversation(name: str, *spans: tuple[int, int]) -> Conversation:
    """Return a scenario with a step for each (milliseconds at which its request was sent, milliseconds it took)."""
    exchanges = tuple(
        Exchange(
            id=f"{name}{number}",
            call="C1",
            request=Request("PUT", "https://booking.example.org/api/order-quotes/1"),
            response=Response(200),
            started=START + timedelta(milliseconds=sent),
            duration_ms=took,
            step=f"step {number}",
        )
        for number, (sent, took) in enumerate(spans, 1)
    )
    return Conversation(name, name, {}, exchanges)


@pytest.mark.parametrize(
    ("spans", "waited_s"),
    [
        (((0, 100), (500, 200)), 0.3),
        (((0, 100), (50, 100)), 0.15),
        (((50, 10), (0, 100)), 0.1),
    ],
    ids=["one after the other", "overlapping", "one within the other"],
)
def test_the_seconds_are_those_with_a_request_on_its_way(spans, waited_s):
    assert longest_chain([conversation("booking", *spans)]) == LongestChain("booking", ("step 1", "step 2"), waited_s)


def test_it_is_the_scenario_that_waited_longest_however_many_steps_others_have():
    short, long = conversation("a", (0, 10), (20, 10), (40, 10)), conversation("b", (0, 50))
    assert longest_chain([short, long]) == LongestChain("b", ("step 1",), 0.05)


def test_of_nothing_there_is_none():
    assert longest_chain([]) is None
    assert longest_chain([conversation("a")]) is None
