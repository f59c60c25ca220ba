from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from booking_conformance.reports.junit import junit
from tests.support import samples

if TYPE_CHECKING:
    from booking_conformance.recording import Recording
    from booking_conformance.results import RunResult


@pytest.fixture
def root(result: RunResult, recording: Recording) -> ET.Element:
    return ET.fromstring(junit(result, recording))


def case(root: ET.Element, name: str) -> ET.Element:
    return next(case for case in root.iter("testcase") if case.get("name") == name)


def test_every_instance_is_a_test_case(root: ET.Element, result: RunResult) -> None:
    instances = sum(len(check.instances) or 1 for check in result.checks)
    of_run = 1  # the run was stopped
    assert len(list(root.iter("testcase"))) == instances + of_run == int(root.get("tests", ""))


def test_the_counts_are_those_of_the_elements(root: ET.Element) -> None:
    for suite in root.iter("testsuite"):
        assert int(suite.get("failures", "")) == len(list(suite.iter("failure")))
    assert (root.get("failures"), root.get("errors"), root.get("skipped")) == ("28", "2", None)


def test_fail_and_not_testable_are_failures_by_type(root: ET.Element) -> None:
    failure = case(root, "c1.omits-customer[Slot,approval]").find("failure")
    assert failure is not None
    assert failure.get("type") == "fail"
    for needed in ("expected: nothing", "at: /customer", "https://openactive.io/", "as curl: curl"):
        assert needed in (failure.text or "")
    blocked = case(root, "order-cancellation.rule-1[Slot]").find("failure")
    assert blocked is not None
    assert blocked.get("type") == "not-testable"


def test_what_did_not_run_is_skipped(root: ET.Element) -> None:
    assert case(root, "lease.expires").find("skipped") is not None
    assert case(root, "access-control.codes").find("skipped") is not None


def test_a_warning_passes_and_says_so(root: ET.Element) -> None:
    warned = case(root, "messages.media-type[C2]")
    assert [(child.tag, child.text) for child in warned] == [("system-out", "warn: The answer came with charset.")]


def test_a_known_failure_is_skipped(result: RunResult, recording: Recording) -> None:
    known = replace(result, run=replace(result.run, known_failures=("c1.omits-customer",)))
    root = ET.fromstring(junit(known, recording))
    outcome = case(root, "c1.omits-customer[Slot,approval]")
    assert [child.tag for child in outcome] == ["skipped"]
    assert outcome[0].get("message") == "known: customer must not be in this response."
    assert case(root, "c1.omits-customer[Slot]").find("skipped") is None
    assert root.get("failures") == "26"


# What the xUnit plugin of Jenkins allows (junit-10.xsd): attributes and children of each element.
ALLOWED = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors", "time", "timestamp", "skipped"}, {"testcase"}),
    "testcase": ({"name", "time", "classname"}, {"skipped", "error", "failure", "system-out"}),
    "skipped": ({"message", "type"}, set()),
    "failure": ({"message", "type"}, set()),
    "error": ({"message", "type"}, set()),
    "system-out": (set(), set()),
}
REQUIRED = {"testsuite": {"name", "tests", "failures", "errors"}, "testcase": {"name", "classname", "time"}}


def test_the_schema_of_jenkins_allows_it(root: ET.Element) -> None:
    for element in root.iter():
        attributes, children = ALLOWED[element.tag]
        assert set(element.keys()) <= attributes
        assert {child.tag for child in element} <= children
        assert set(element.keys()) >= REQUIRED.get(element.tag, set())
        assert element.tag == "testcase" or re.fullmatch(r"[0-9]*\.?[0-9]*", element.get("time", ""))


@pytest.mark.parametrize("of_run", [{"stopped": "no answer"}, {"interrupted": True, "stopped": None}])
def test_a_run_that_was_cut_off_is_an_error(result: RunResult, recording: Recording, of_run: dict[str, Any]) -> None:
    root = ET.fromstring(junit(replace(result, run=replace(result.run, **of_run)), recording))
    error = case(root, "run is complete").find("error")
    assert error is not None
    assert error.get("message") == (of_run["stopped"] or "The run was interrupted.")


def test_the_order_is_that_of_a_booking(root: ET.Element) -> None:
    names = [suite.get("name") for suite in root.iter("testsuite")]
    assert names[:4] == ["dataset_site", "c1", "c2", "b"]
    first = next(root.iter("testcase"))
    assert first.get("classname") == "booking_conformance.dataset_site"


def test_the_same_run_gives_the_same_bytes(result: RunResult, recording: Recording) -> None:
    assert junit(result, recording) == junit(samples.result(), samples.recording())
