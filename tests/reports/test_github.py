import re
from dataclasses import replace

from booking_conformance.reports.github import MOST_ANNOTATIONS, step_summary, workflow_commands
from booking_conformance.results import Verdict
from tests.support import samples
from tests.support.failures import failing_at_one_place


def test_the_summary_has_verdict_counts_and_failing_checks(result, recording):
    text = step_summary(result, recording)
    assert text.startswith("## Open Booking API: non-conformant at scope book\n")
    assert "| `c1.omits-customer` | ✗ fail | customer must not be in this response. |" in text
    assert "messages.media-type" not in text


def test_what_the_target_says_stays_plain_text(result, recording):
    reason = "<img src=x> [a](javascript:b) | c\n# d"
    text = step_summary(replace(result, verdict_reason=reason, run=replace(result.run, stopped=None)), recording)
    assert r"\<img src=x\> \[a\](javascript:b) \| c \# d" in text


def test_a_known_failure_is_marked_and_not_annotated(result, recording):
    known = replace(result, run=replace(result.run, known_failures=("c1.omits-customer",)))
    assert "| `c1.omits-customer` | ✗ fail (known) |" in step_summary(known, recording)
    assert not [line for line in workflow_commands(known, recording) if "c1.omits-customer" in line]
    assert [line for line in workflow_commands(result, recording) if "c1.omits-customer" in line]


def test_errors_come_before_what_could_not_be_tested(result, recording):
    kinds = [re.match("::(error|warning) title=", line)[1] for line in workflow_commands(result, recording)]
    assert kinds == ["error"] * 4 + ["warning"] * 6


def test_no_text_begins_a_command_of_its_own(result, recording):
    reason = "100%\n::set-output name=a::b"
    names = [f"c1.a{number:02}" for number in range(20)]
    checks = tuple(
        samples.check(name, "A", ("c1-001",), samples.outcome(f"{name}[x]", Verdict.FAIL, reason)) for name in names
    )
    lines = workflow_commands(replace(result, checks=checks), recording)
    assert lines == [f"::error title={name}::100%25 ::set-output name=a::b" for name in names[:MOST_ANNOTATIONS]]


def test_failures_of_one_cause_are_one_row_and_one_annotation(result, recording):
    both = replace(result, checks=failing_at_one_place("c1.a", "c1.b"))
    text = step_summary(both, recording)
    assert text.count("\n| `c1.") == 1
    assert r"Possibly the same cause (the value at totalPaymentDue/price is wrong): `c1.b`" in text
    assert workflow_commands(both, recording) == ["::error title=c1.a::It is wrong. Possibly the same cause: c1.b."]
