"""A recording in which one rule is broken is reported by the check that cites the rule, and so are many at once."""

import pytest

from booking_conformance.check.judging.judge import Judge
from booking_conformance.results import Verdict
from tests.support.mutations.alterations import TEN, altered

BROKEN = {Verdict.FAIL, Verdict.WARN}


def blamed(recording, planned):
    """Return the rows that each check blames which reports something."""
    judge, found = Judge(recording, planned), {}
    for check, subject in planned:
        outcome = judge.judge(check, subject)
        if outcome.verdict in BROKEN:
            rows = {row for evidence in outcome.evidence for row in evidence.requirements}
            found[check.id] = found.get(check.id, set()) | rows
    return found


def test_the_recording_as_it_was_is_blamed_for_nothing(outcomes):
    assert [outcome for outcome in outcomes.values() if outcome.verdict in BROKEN] == []


@pytest.mark.parametrize("name", TEN)
def test_each_part_is_reported_with_its_row(name, acted):
    recording, planned = acted
    part = TEN[name]
    concerned = [(check, subject) for check, subject in planned if check.id == part.check]
    assert blamed(altered(recording, part), concerned) == {part.check: {part.row} | part.also}


def test_all_ten_at_once_are_reported(acted):
    recording, planned = acted
    found = blamed(altered(recording, *TEN.values()), planned)
    assert {(part.check, part.row) for part in TEN.values()} <= {
        (check, row) for check in found for row in found[check]
    }
