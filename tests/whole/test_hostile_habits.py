"""Whatever a target answers, a run ends in time, with an exit code and a report, and takes no more than 400 MB."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from booking_conformance.config.toml import write_toml
from tests.support import measured
from tests.support.commands import clean_environment
from tests.support.hostile import habits, without_end

LARGE = "exceeds the size limit"
MOST_KILOBYTES = 400_000
THOUSAND = (*habits.KINDS, *(f"Kind{number}" for number in range(1000)))
# Habit, the check that is judged, and what the report says of it.
HABITS = {
    "an endless feed": (habits.endless_feed, "opportunity-feeds.first-page", '"verdict": "pass"'),
    "a feed that leads back": (habits.feed_that_leads_back, "b.succeeds", '"b.succeeds"'),
    "bombs in bombs": (habits.nested_bomb, "b.succeeds", LARGE),
    "a slow drip": (habits.slow_drip, "b.succeeds", "no complete (answer|response) within|minutes is reached"),
    "an endless body": (habits.endless_body, "b.succeeds", LARGE),
    "deep and wide JSON": (habits.deep_and_wide, "b.succeeds", LARGE),
    "an Order of 20,000 items": (habits.large_order, "b.succeeds", LARGE),
    "a refusal of three megabytes": (habits.large_refusal, "messages.schema", LARGE),
    "a thousand feeds": (habits.ordinary, "undeclared-feature.paid", "undeclared-feature.paid"),
    "heads without end": (without_end.endless_head, "b.succeeds", "no response"),
    "links that grow": (without_end.growing_links, "b.succeeds", '"b.succeeds"'),
    "resets": (habits.resets, "b.succeeds", '"retries": [1-9]'),
    "closed for days": (habits.closed_for_days, "b.succeeds", "503"),
}
WITHOUT_END = {"a slow drip", "heads without end"}


@pytest.mark.parametrize("name", HABITS)
def test_a_run_ends_in_time_with_a_report_and_within_its_memory(name, tmp_path):
    habit, check, words = HABITS[name]
    with habits.hostile_target(habit, THOUSAND if "thousand" in name else habits.KINDS) as url:
        # What never ends is awaited for as long as is set; the others end by themselves, also where all stood still.
        seconds, minutes = (1.0, 0.1) if name in WITHOUT_END else (10.0, 0.4)
        settings = habits.configuration_of(url, timeout=seconds, minutes=minutes)
        (tmp_path / "c.toml").write_text(write_toml(settings), encoding="utf-8")
        done = _measured("run", "--config", "c.toml", "--only", check, "--report", "r", cwd=tmp_path)
    report = (tmp_path / "r" / "report.json").read_text(encoding="utf-8")
    assert done["code"] in {0, 1}
    assert done["kilobytes"] < MOST_KILOBYTES
    assert re.search(words, report)
    assert json.loads(report)["run"]["limits"]["requests"] == 1_000_000
    assert sum(file.stat().st_size for file in (tmp_path / "r").rglob("*") if file.is_file()) < 30_000_000


def _measured(*arguments, cwd):
    """Run ``booking-conformance``; return its exit code and the kilobytes that it took."""
    command = [sys.executable, "-m", "booking_conformance", *arguments]
    subprocess.run(
        [sys.executable, measured.__file__, "measured.json", *command],
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        timeout=300,
        check=True,
    )
    return json.loads(Path(cwd, "measured.json").read_text(encoding="utf-8"))
