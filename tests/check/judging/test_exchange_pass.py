"""One pass judges every exchange in its turn; what was sent again is passed over."""

import gc
import pickle
from dataclasses import replace

from booking_conformance.check import Check, require
from booking_conformance.check.judging.exchange_pass import ExchangePass
from booking_conformance.check.planning.instances import CheckInstance
from booking_conformance.results import Level, Verdict
from tests.support.makings import an_exchange


def comes_first(exchange, history):
    require(not history.before(exchange), "Something was said before.", at=exchange)


CHECK = Check("x.y", ("c1-011",), Level.MUST, None, ("C1",), None, None, {}, comes_first)
INSTANCE = CheckInstance("x.y[C1]", "C1", call="C1")


def tally_of(*exchanges):
    judging = ExchangePass("https://example.com/api", [(CHECK, INSTANCE)])
    for exchange in exchanges:
        judging.judge([exchange])
    return judging.tallies[INSTANCE.instance_id]


def test_each_exchange_is_judged_by_what_was_said_before_it_also_in_an_earlier_part():
    tally = tally_of(an_exchange(), an_exchange(identifier="x0002"))
    assert (tally.judged, tally.count(Verdict.FAIL)) == (2, 1)


def test_what_was_sent_again_is_neither_judged_nor_remembered():
    tally = tally_of(replace(an_exchange(), superseded=True), an_exchange(identifier="x0002"))
    assert (tally.judged, tally.count(Verdict.FAIL)) == (1, 0)


def test_memory_is_searched_as_before_afterwards():
    tally_of(an_exchange())
    assert gc.isenabled()


def test_a_tally_travels_without_its_check():
    tally = tally_of(an_exchange(), an_exchange(identifier="x0002"))
    read = pickle.loads(pickle.dumps(tally))
    assert read.instance() == tally.instance()
    assert not hasattr(read, "check")
