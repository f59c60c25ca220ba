"""A check says what its worst instance says, and rests on that instance's exchanges."""

from dataclasses import replace

import pytest

from booking_conformance.results.outcome import Outcome
from booking_conformance.results.verdict import Verdict
from tests.support.results import check


def several(*outcomes):
    return replace(check("c1.confirms", "pass"), instances=outcomes)


def test_the_worst_instance_speaks_for_the_check():
    held = Outcome("c1.confirms[Slot]", Verdict.PASS, exchanges=("e00001",))
    broken = Outcome("c1.confirms[Event]", Verdict.FAIL, "No total.", exchanges=("e00002", "e00003", "e00002"))
    found = several(held, broken)
    assert (found.verdict, found.reason, found.exchanges) == (Verdict.FAIL, "No total.", ("e00002", "e00003"))


@pytest.mark.parametrize(("remedy", "beyond"), [("Declare a Test Interface.", True), ("", False)])
def test_what_was_not_run_is_beyond_the_configuration_where_something_would_help(remedy, beyond):
    assert several(Outcome("c1.confirms", Verdict.NOT_RUN, remedy=remedy)).beyond is beyond
