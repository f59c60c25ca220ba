import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from booking_conformance.reports.ctrf import ctrf

STATUS = {"enum": ["passed", "failed", "skipped", "pending", "other"]}
COUNTS = ("tests", "passed", "failed", "pending", "skipped", "other", "start", "stop")
# What the schema of CTRF demands.
SCHEMA = {
    "properties": {
        "reportFormat": {"const": "CTRF"},
        "specVersion": {"pattern": r"^\d+\.\d+\.\d+$"},
        "results": {
            "properties": {
                "tool": {"required": ["name"]},
                "summary": {"required": COUNTS, "additionalProperties": {"type": "integer", "minimum": 0}},
                "tests": {
                    "items": {
                        "properties": {"status": STATUS, "duration": {"type": "number"}, "name": {"type": "string"}},
                        "required": ["name", "status", "duration"],
                    }
                },
            },
            "required": ["tool", "summary", "tests"],
        },
    },
    "required": ["reportFormat", "specVersion", "results"],
}


@pytest.fixture
def document(result):
    return json.loads(ctrf(result))


def test_it_is_what_the_format_demands(document):
    Draft202012Validator(json.loads(json.dumps(SCHEMA))).validate(document)


def test_the_counts_are_those_of_the_tests(document, result):
    tests, summary = document["results"]["tests"], document["results"]["summary"]
    assert len(tests) == summary["tests"] == sum(len(check.instances) or 1 for check in result.checks)
    for status in ("passed", "failed", "skipped"):
        assert summary[status] == len([test for test in tests if test["status"] == status]) > 0
    assert summary["stop"] - summary["start"] == 18432


def test_a_failure_says_why_and_a_known_one_is_skipped(document, result):
    def found(read):
        return next(test for test in read["results"]["tests"] if test["name"] == "c1.omits-customer[Slot,simple]")

    assert (found(document)["status"], found(document)["rawStatus"]) == ("failed", "fail")
    assert found(document)["message"] == "customer must not be in this response."
    known = json.loads(ctrf(replace(result, run=replace(result.run, known_failures=("c1.omits-customer",)))))
    assert (found(known)["status"], found(known)["message"][:6]) == ("skipped", "known:")
