"""Recorded traffic of a real booking system: what is reported is known and true, and nothing goes unjudged."""

import re
from pathlib import Path

import pytest

from tests.support.auditing import CAPTURES, audited

DOCUMENT = Path(__file__).parents[2] / "docs" / "known-findings.md"
DATES = ("2022-07-22", "2020-10-07")
ROW = re.compile(r"^\| ([a-z0-9.-]+) \| ([^|]+) \| (\d+) \| ([CR]) (\d+) \|", re.MULTILINE)
EXCHANGES = 6172
FEWEST_CHECKS = 5

pytestmark = pytest.mark.skipif(not CAPTURES.is_dir(), reason="no recorded traffic beside the repository")


@pytest.fixture(scope="module")
def auditors():
    return {date: audited(*sorted(CAPTURES.glob(f"*{date}*.har.gz"))) for date in DATES}


def _documented(date):
    text = DOCUMENT.read_text(encoding="utf-8")
    section = text.partition(f"## {date}\n")[2].partition("\n## ")[0]
    return [match.groups() for match in ROW.finditer(section)]


@pytest.mark.parametrize("date", DATES)
def test_what_is_reported_is_documented(auditors, date):
    rows = _documented(date)
    assert rows
    assert auditors[date].broken() == {check: int(count) for check, _, count, _, _ in rows}


@pytest.mark.parametrize("date", DATES)
def test_the_examples_are_where_they_are_said_to_be(auditors, date):
    instances = auditors[date].findings.outcomes
    for check, requirements, _, file, entry in _documented(date):
        cited = {identifier for instance in instances[check] for identifier in instance.exchanges}
        assert f"f{'CR'.index(file) + 1}-e{int(entry):05}" in cited, check
        declared = next(t.check for ts in auditors[date].tallies.values() for t in ts if t.check.id == check)
        assert set(requirements.split(", ")) <= set(declared.requirements), check


def test_both_known_defects_are_found(auditors):
    broken = auditors["2022-07-22"].broken()
    assert broken["errors.attendee-error-names-property"] == 12  # answers, with 24 errors
    assert broken["money.total-with-item-errors"] == 17


def test_every_entry_is_read_and_judged(auditors):
    assert sum(auditor.findings.judged for auditor in auditors.values()) == EXCHANGES
    assert [auditor.complaints for auditor in auditors.values()] == [[], []]


def test_every_exchange_is_judged_by_several_checks(auditors):
    found = [(kind, min(counts)) for auditor in auditors.values() for kind, counts in auditor.judged_by.items()]
    assert [each for each in found if each[1] < FEWEST_CHECKS] == []
