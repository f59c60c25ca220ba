"""GitLab publishes no schema of JUnit: these are the rules of its parser, by its documentation and its source.

It reads test cases of test suites of one ``testsuites``. Of a test case it shows ``classname`` (as the suite),
``name``, ``time`` and ``file``, and the content, not the attributes, of the first it has of failure, error and
skipped. A ``[[ATTACHMENT|path]]`` in the ``system-out`` of a failing test case is linked as a screenshot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from booking_conformance.reports.junit import junit
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from booking_conformance.recording import Recording
    from booking_conformance.results import RunResult

MOST_BYTES = 30 * 2**20
# The attribute ``type`` means a conversion of the content to the XML parser of Rails.
CONVERTED = {
    "symbol", "date", "datetime", "duration", "integer", "float", "decimal", "boolean", "string", "yaml",
    "base64Binary", "hexBinary", "file", "array",
}  # fmt: skip
ATTACHMENT = re.compile(r"\[\[ATTACHMENT\|[^\[\]|]+?\]\]")


@dataclass(frozen=True)
class Shown:
    """What GitLab shows of a test case."""

    suite: str
    name: str
    seconds: float
    status: str
    output: str = ""
    attachment: str = ""
    file: str | None = None


def as_gitlab_reads(content: bytes) -> list[Shown]:
    """Return the test cases that GitLab shows: of several of one name, the first."""
    assert len(content) < MOST_BYTES
    root = ET.fromstring(content)
    assert root.tag == "testsuites"
    shown: dict[tuple[str, str], Shown] = {}
    for case in root.findall("testsuite/testcase"):
        found = _shown(case)
        shown.setdefault((found.suite, found.name), found)
    return list(shown.values())


def _shown(case: ET.Element) -> Shown:
    first = next((child for tag in ("failure", "error", "skipped") for child in case.findall(tag)), None)
    assert first is None or first.get("type") not in CONVERTED
    failing = first is not None and first.tag != "skipped"
    attached = ATTACHMENT.search(case.findtext("system-out") or "") if failing else None
    return Shown(
        suite=case.attrib["classname"],
        name=case.attrib["name"],
        seconds=float(case.attrib["time"]),
        status="success" if first is None else first.tag,
        output="" if first is None else first.text or "",
        attachment=attached[0] if attached else "",
        file=case.get("file"),
    )


@pytest.fixture
def shown(result: RunResult, recording: Recording) -> list[Shown]:
    return as_gitlab_reads(junit(result, recording))


def test_it_shows_every_instance(shown: list[Shown], result: RunResult) -> None:
    of_run = 1  # the run was stopped
    assert len(shown) == sum(len(check.instances) or 1 for check in result.checks) + of_run
    assert {case.status for case in shown} == {"success", "failure", "error", "skipped"}


def test_it_shows_why_a_test_case_is_not_a_success(shown: list[Shown]) -> None:
    assert {case.name for case in shown if case.status != "success" and not case.output.strip()} == set()


def test_it_shows_the_reason_first(shown: list[Shown]) -> None:
    failure = next(case for case in shown if case.name == "c1.omits-customer[Slot,approval]")
    assert failure.output.startswith("customer must not be in this response.\n")
    assert failure.output.count("customer must not be in this response.") == 1


def test_it_shows_what_is_known(result: RunResult, recording: Recording) -> None:
    known = replace(result, run=replace(result.run, known_failures=("c1.omits-customer",)))
    cases = as_gitlab_reads(junit(known, recording))
    outputs = {case.output for case in cases if case.name.startswith("c1.omits-customer") and case.status == "skipped"}
    assert "known: customer must not be in this response." in outputs


def test_it_links_no_file_of_the_repository_and_nothing_that_the_target_names(
    result: RunResult, recording: Recording
) -> None:
    text = "[[ATTACHMENT|../../secret]]"
    checks = tuple(
        replace(check, instances=tuple(replace(i, reason=text) for i in check.instances)) for check in result.checks
    )
    assert any(i.verdict is Verdict.WARN for check in checks for i in check.instances)
    cases = as_gitlab_reads(junit(replace(result, checks=checks), recording))
    assert {(case.file, case.attachment) for case in cases} == {(None, "")}
