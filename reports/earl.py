"""``earl.jsonld``: the verdicts in the Evaluation and Report Language (EARL 1.0) of the W3C, for machines."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from booking_conformance.reports.grouping import in_order
from booking_conformance.reports.indented_json import indented_json
from booking_conformance.reports.safe_text import http_url, printable
from booking_conformance.results import Verdict

if TYPE_CHECKING:
    from booking_conformance.reports.grouping import Catalogue
    from booking_conformance.results import CheckResult, RunResult

_CONTEXT = {
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:date": {"@type": "xsd:dateTime"},
}
# EARL knows five outcomes. What only a person can decide, or the next run, it calls cantTell.
_OUTCOMES = {
    Verdict.PASS: "earl:passed",
    Verdict.FAIL: "earl:failed",
    Verdict.WARN: "earl:failed",
    Verdict.INFO: "earl:cantTell",
    Verdict.NOT_TESTABLE: "earl:cantTell",
    Verdict.ERROR: "earl:cantTell",
    Verdict.NOT_APPLICABLE: "earl:inapplicable",
    Verdict.NOT_RUN: "earl:untested",
}
_SUITE = "urn:booking-conformance"
_SUBJECT = "_:target"


def earl(result: RunResult, rows: Catalogue) -> bytes:
    """Return an assertion for each check, with the target, the suite and the requirements that the check cites."""
    assertor = f"{_SUITE}:{result.suite_version}"
    graph = [_assertor(assertor, result), _subject(result)]
    graph += [_assertion(check, assertor, result, rows) for check in in_order(result)]
    return indented_json({"@context": _CONTEXT, "@graph": graph}, 1)


def _assertor(name: str, result: RunResult) -> dict[str, Any]:
    return {
        "@id": name,
        "@type": ["earl:Assertor", "earl:Software"],
        "dct:title": "booking-conformance",
        "dct:hasVersion": result.suite_version,
        "dct:conformsTo": f"{result.profile} (sha256 {result.profile_sha256})",
    }


def _subject(result: RunResult) -> dict[str, Any]:
    target = result.target
    source = http_url(target.dataset_site)
    return {
        "@id": _SUBJECT,
        "@type": "earl:TestSubject",
        "dct:title": printable(target.title),
        "dct:hasVersion": printable(target.version),
        **({"dct:source": {"@id": source}} if source else {}),
    }


def _assertion(check: CheckResult, assertor: str, result: RunResult, rows: Catalogue) -> dict[str, Any]:
    ended = result.run.started.astimezone(UTC) + timedelta(seconds=result.run.duration_s)
    return {
        "@type": "earl:Assertion",
        "earl:assertedBy": {"@id": assertor},
        "earl:subject": {"@id": _SUBJECT},
        "earl:mode": {"@id": "earl:automatic"},
        "earl:test": {
            "@id": f"{_SUITE}:check:{check.id}",
            "@type": "earl:TestCase",
            "dct:title": check.title,
            "dct:requires": [{"@id": rows[row].url} for row in check.requirements if row in rows],
        },
        "earl:result": {
            "@type": "earl:TestResult",
            "earl:outcome": {"@id": _OUTCOMES[check.verdict]},
            "dct:description": f"{check.level} {check.verdict}",
            "earl:info": printable(check.reason),
            "dct:date": ended.isoformat(timespec="seconds"),
        },
    }
