from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from booking_conformance.reports.terminal.terminal import SHOWN, show_summary, summary
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
    text = "\n".join(summary(result, recording, verbosity=1, report=Path("r")))
    for needed in (
        "✗ fail c1.omits-customer (MUST)",
        "https://openactive.io/",
        "/customer",
        "run --only c1.omits-customer",
    ):
        assert needed in text
    assert "curl -i" not in text


def test_a_failure_takes_four_lines_unless_more_is_asked_for(result: RunResult, recording: Recording) -> None:
    lines = summary(result, recording, report=Path("my report"))
    first = next(number for number, line in enumerate(lines) if line.startswith("✗ fail c1.omits-customer"))
    shown = lines[first : lines.index("", first)]
    assert 2 < len(shown) <= 4
    assert "at /customer" in shown[1]
    assert shown[-1].strip() == "reproduce: sh 'my report/repro/c1.omits-customer.sh', or run --only c1.omits-customer"


@pytest.mark.parametrize("verbosity", [0, 1])
@pytest.mark.parametrize("width", [60, 200])
def test_a_terminal_is_given_lines_that_fit_and_end_between_words(
    result: RunResult, recording: Recording, width: int, verbosity: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    file = io.StringIO()
    show_summary(result, recording, file, verbosity)
    lines = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in file.getvalue().splitlines()]
    words = {word for line in summary(result, recording, verbosity) for word in line.split()}
    for line in filter(None, map(str.strip, lines)):
        last = line.split()[-1]
        assert cell_len(line) <= width or len(last) > width // 2, "only a word that is too long goes beyond"
        assert line.endswith("…") or last in words


def test_quiet_is_the_verdict_alone(result: RunResult, recording: Recording) -> None:
    lines = summary(result, recording, verbosity=-1)
    assert lines[:2] == ["The run was stopped: 20 connection failures in a row", "non-conformant at scope book"]
    assert lines == summary(result, recording)[-len(lines) :]


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
    lines = summary(replace(result, checks=many), recording, report=Path("r"))
    assert len([line for line in lines if line.strip().startswith("reproduce")]) == SHOWN
    assert len([line for line in lines if line.startswith("✗ fail")]) == 40


def test_an_empty_run_has_a_summary(result: RunResult, recording: Recording) -> None:
    assert "0 checks: none" in summary(replace(result, checks=()), recording)


def test_known_failures_are_counted_and_named(result: RunResult, recording: Recording) -> None:
    known = replace(result, run=replace(result.run, known_failures=("c1.omits-customer",)))
    assert "1 known failure: c1.omits-customer" in summary(known, recording)


def test_a_target_that_nothing_names_is_called_by_its_address(result: RunResult, recording: Recording) -> None:
    nameless = replace(result.target, name="", base_uri="", dataset_site="https://vendor.example/openactive")
    lines = summary(replace(result, target=nameless), recording)
    assert any(line.startswith("https://vendor.example/openactive: ") for line in lines)
