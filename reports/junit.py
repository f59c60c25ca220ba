"""``junit.xml``: a test suite for each checkpoint, a test case for each instance of a check.

Jenkins shows the attribute ``message`` and the content of an element, GitLab the content alone: both say the reason.
GitLab links ``file`` into the repository that it tests, where these checks are not, and takes what a ``system-out``
names for screenshots: test cases have no ``file``, and those that fail have no ``system-out``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from booking_conformance.reports.common_cause import failure_groups
from booking_conformance.reports.evidence_text import details, plain, specification
from booking_conformance.reports.grouping import by_checkpoint, catalogue, in_order, known_failure, of_verdict
from booking_conformance.reports.safe_text import one_line, printable, xml_text
from booking_conformance.results import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from booking_conformance.recording import Exchange
    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.results import CheckResult, RunResult

# What is not listed is a test case without a child: it passed.
_ELEMENTS = {
    Verdict.FAIL: "failure",
    Verdict.NOT_TESTABLE: "failure",
    Verdict.ERROR: "error",
    Verdict.NOT_APPLICABLE: "skipped",
    Verdict.NOT_RUN: "skipped",
}
# These pass, and what they say is the output of the test: the schema of Jenkins has no properties of a test case.
_REMARKS = frozenset({Verdict.WARN, Verdict.INFO})
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def junit(result: RunResult, recording: Recorded) -> bytes:
    """Return junit.xml: a suite per checkpoint, a test case per instance of a check."""
    exchanges = {exchange.id: exchange for exchange in recording.exchanges}
    common = _common_causes(result, exchanges)
    root = ET.Element("testsuites", name="booking-conformance", time=_seconds(result.run.duration_s))
    for checkpoint, checks in by_checkpoint(result):
        suite = ET.SubElement(root, "testsuite", name=checkpoint, timestamp=_instant(result))
        for check in checks:
            for instance in check.instances or (Outcome(check.id, Verdict.NOT_RUN),):
                known = known_failure(result, check, instance)
                suite.append(_case(check, instance, exchanges, common.get(check.id, ""), known))
        _count(suite, sum(i.duration_s for check in checks for i in check.instances))
    if result.run.stopped or result.run.interrupted:
        root.append(_cut_off(result))
    _count(root, result.run.duration_s)
    del root.attrib["skipped"]  # the schema of Jenkins has it of a test suite only
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _cut_off(result: RunResult) -> ET.Element:
    """Return a test suite with one error: what was not run is skipped, and a build of skipped tests would be green."""
    suite = ET.Element("testsuite", name="run", timestamp=_instant(result))
    case = ET.SubElement(suite, "testcase", classname="booking_conformance.run", name="run is complete", time="0.000")
    reason = _line(result.run.stopped or "The run was interrupted.")
    ET.SubElement(case, "error", type="incomplete", message=reason).text = reason
    _count(suite, 0)
    return suite


def _common_causes(result: RunResult, exchanges: Mapping[str, Exchange]) -> dict[str, str]:
    """Return, by the ids of failing checks, a line that says which others may fail of the same cause."""
    found = {}
    for group in failure_groups(of_verdict(in_order(result), Verdict.FAIL), exchanges):
        ids = [check.id for check, _ in group.failures]
        for one in ids if group.text else ():
            others = ", ".join(other for other in ids if other != one)
            found[one] = f"Possibly the same cause ({group.text}): {others}"
    return found


def _case(
    check: CheckResult, instance: Outcome, exchanges: Mapping[str, Exchange], common: str, known: str
) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=f"booking_conformance.{check.checkpoint}",
        name=xml_text(instance.id),
        time=_seconds(instance.duration_s),
    )
    name = _ELEMENTS.get(instance.verdict)
    if known:
        _skip(case, known)
    elif name == "skipped":
        _skip(case, instance.reason or instance.verdict)
    elif name:
        outcome = ET.SubElement(case, name, type=instance.verdict, message=_line(instance.reason))
        outcome.text = _evidence(check, instance, exchanges, common if instance.verdict is Verdict.FAIL else "")
    elif instance.verdict in _REMARKS:
        ET.SubElement(case, "system-out").text = _line(f"{instance.verdict}: {instance.reason}")
    return case


def _skip(case: ET.Element, reason: str) -> None:
    ET.SubElement(case, "skipped", message=_line(reason)).text = _line(reason)


def _evidence(check: CheckResult, instance: Outcome, exchanges: Mapping[str, Exchange], common: str) -> str:
    lines = [
        instance.reason,
        *([common] if common else []),
        "",
        plain(check.description),
        *specification(check, catalogue()),
        "",
    ]
    for evidence in instance.evidence:
        lines += [evidence.message] if evidence.message != instance.reason else []
        lines += [f"  {label}: {text}" for label, text in details(evidence, exchanges.get(evidence.exchange or ""))]
    return xml_text(printable("\n".join(lines)))


def _count(element: ET.Element, seconds: float) -> None:
    element.set("tests", str(len(list(element.iter("testcase")))))
    for attribute, name in _COUNTED.items():
        element.set(attribute, str(len(list(element.iter(name)))))
    element.set("time", _seconds(seconds))


def _seconds(duration: float) -> str:
    return f"{duration:.3f}"


def _instant(result: RunResult) -> str:
    return result.run.started.isoformat(timespec="seconds")


def _line(text: str) -> str:
    return xml_text(one_line(text, 1000))
