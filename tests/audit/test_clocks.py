"""Two machines that recorded the same server: by which clock an exchange was timed."""

import pytest

from booking_conformance.audit.clocks import Clocks
from booking_conformance.recording.har.entries import exchange_from_entry
from tests.support import hars


def answered(started, date="09:00:00", **headers):
    one = hars.deletion(startedDateTime=f"2026-03-02T{started}Z", time=5)
    told = {"Date": f"Mon, 02 Mar 2026 {date} GMT", **headers} if date else headers
    one["response"]["headers"] = [{"name": name, "value": value} for name, value in told.items()]
    return exchange_from_entry(one, 0)


def named(*exchanges):
    clocks = Clocks()
    return [clocks.named(exchange) for exchange in exchanges]


@pytest.mark.parametrize(
    "other", [answered("10:00:03.5", "09:00:03"), answered("10:00:09", ""), answered("10:01:00.2", Age="55")]
)
def test_one_clock_may_be_wrong_by_any_time(other):
    one, two = named(answered("10:00:00.1"), other)
    assert (one.clock, two.clock) == ("", "")
    assert one.surely_before(two)


@pytest.mark.parametrize("started", ["09:58:30.1", "10:00:30.1"])
def test_what_two_clocks_timed_has_no_order(started):
    one, two, three, four = named(
        answered("10:00:00.1"),
        answered(started),
        answered("10:00:02.1", "09:00:02"),
        answered(started.replace("0.1", "4.1"), "09:00:04"),
    )
    assert one.clock == three.clock != two.clock == four.clock
    assert not one.surely_before(two)
    assert not two.surely_before(three)
    assert one.surely_before(three)
    assert two.surely_before(four)


def test_clocks_are_of_no_end():
    found = named(*(answered(f"{hour:02}:{minute:02}:00") for hour in range(4) for minute in range(60)))
    assert len({one.clock for one in found}) <= 51
