from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.reports.terminal import IN_FULL, show_summary, summary
from booking_conformance.results import Verdict
from tests.support import samples

if TYPE_CHECKING:
    from booking_conformance.recording import Recording
    from booking_conformance.results import RunResult


def test_no_control_character_reaches_the_terminal(result: RunResult, recording: Recording) -> None:
    text = "\n".join(summary(result, recording))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)


def test_a_file_gets_plain_text(result: RunResult, recording: Recording) -> None:
    file = io.StringIO()
    show_summary(result, recording, file)
    assert file.getvalue().splitlines() == "\n".join(summary(result, recording)).splitlines()


def test_a_failure_is_told_with_what_is_needed(result: RunResult, recording: Recording) -> None:
    text = "\n".join(summary(result, recording))
    for needed in (
        "✗ fail c1.omits-customer (MUST)",
        "https://openactive.io/",
        "/customer",
        "run --only c1.omits-customer",
    ):
        assert needed in text
    assert "curl -i" not in text


def test_the_verdict_comes_last_with_its_scope(result: RunResult, recording: Recording) -> None:
    verdict, reason, wider = summary(result, recording)[-3:]
    assert verdict == "non-conformant at scope book"
    assert reason.startswith("3 of 55 required checks failed")
    assert wider.startswith("Scope full also needs")


def test_a_cause_is_told_once(result: RunResult, recording: Recording) -> None:
    text = "\n".join(summary(result, recording))
    assert text.count("not testable: B returned 500") == 1
    assert "and 3 more" in text


def test_many_failures_are_told_shortly(result: RunResult, recording: Recording) -> None:
    many = tuple(
        samples.check(f"c1.f-{n:02}", "A rule", ("c1-001",), samples.outcome(f"c1.f-{n:02}[x]", Verdict.FAIL, "no"))
        for n in range(40)
    )
    lines = summary(replace(result, checks=many), recording)
    assert len([line for line in lines if line.strip().startswith("rule")]) == IN_FULL
    assert len([line for line in lines if line.startswith("✗ fail")]) == 40


def test_an_empty_run_has_a_summary(result: RunResult, recording: Recording) -> None:
    assert "0 checks: none" in summary(replace(result, checks=()), recording)


def test_known_failures_are_counted_and_named(result: RunResult, recording: Recording) -> None:
    known = replace(result, run=replace(result.run, known_failures=("c1.omits-customer",)))
    assert "1 known failure: c1.omits-customer" in summary(known, recording)
