import re
from dataclasses import replace

from booking_conformance.reports.github import MOST_ANNOTATIONS, step_summary, workflow_commands
from booking_conformance.results import Verdict
from tests.support import samples


def test_the_summary_has_verdict_counts_and_failing_checks(result):
    text = step_summary(result)
    assert text.startswith("## Open Booking API: non-conformant at scope book\n")
    assert "| `c1.omits-customer` | ✗ fail | customer must not be in this response. |" in text
    assert "messages.media-type" not in text


def test_what_the_target_says_stays_plain_text(result):
    reason = "<img src=x> [a](javascript:b) | c\n# d"
    text = step_summary(replace(result, verdict_reason=reason, run=replace(result.run, stopped=None)))
    assert r"\<img src=x\> \[a\](javascript:b) \| c \# d" in text


def test_a_known_failure_is_marked_and_not_annotated(result):
    known = replace(result, run=replace(result.run, known_failures=("c1.omits-customer",)))
    assert "| `c1.omits-customer` | ✗ fail (known) |" in step_summary(known)
    assert not [line for line in workflow_commands(known) if "c1.omits-customer" in line]
    assert [line for line in workflow_commands(result) if "c1.omits-customer" in line]


def test_errors_come_before_what_could_not_be_tested(result):
    kinds = [re.match("::(error|warning) title=", line)[1] for line in workflow_commands(result)]
    assert kinds == ["error"] * 4 + ["warning"] * 6


def test_no_text_begins_a_command_of_its_own(result):
    reason = "100%\n::set-output name=a::b"
    check = samples.check("c1.a", "A", ("c1-001",), samples.outcome("c1.a[x]", Verdict.FAIL, reason))
    lines = workflow_commands(replace(result, checks=(check,) * 20))
    assert lines == ["::error title=c1.a::100%25 ::set-output name=a::b"] * MOST_ANNOTATIONS
