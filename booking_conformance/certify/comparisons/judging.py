"""A report against its recording, judged again: every instance, every count, every verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from booking_conformance import __version__
from booking_conformance.audit.own import judged_again, selection_of
from booking_conformance.certify.comparisons.comparison import Comparison, compare
from booking_conformance.certify.comparisons.run_facts import run_facts, target_shown
from booking_conformance.certify.json_difference import NOTHING, differences
from booking_conformance.check.planning.plan import plan
from booking_conformance.check.registry import all_checks
from booking_conformance.recording.chain import sha256
from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.report_json import document
from booking_conformance.reports.terminal.causes import causes
from booking_conformance.reports.writers import documents
from booking_conformance.runner.run_result import result_of
from booking_conformance.specification.profile import profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.certify.saved_report import SavedReport
    from booking_conformance.results import Outcome, RunResult

_SHOWN = 120


def compare_profile(report: SavedReport) -> Comparison:
    """Compare the suite and the profile that the report names with those of this installation."""
    chosen = profile(report.configuration.profile)
    here = {"version": __version__, "profile": chosen.name, "profile_sha256": chosen.sha256}
    differing = (
        f"the report names the {name} {stated}, this installation has {here[name]}: verify it with the same version"
        for name, stated in report.document["suite"].items()
        if stated != here.get(name)
    )
    return compare(f"the profile {chosen.name} ({chosen.sha256[:12]}) of version {__version__}", differing)


def compare_judgement(report: SavedReport) -> Comparison:
    """Judge the recording again and compare the whole of the report with what that comes to."""
    result = judge(report)
    again = judged_report(report, result)
    instances = sum(len(check["instances"]) for check in again["checks"])
    compared = f"{len(again['checks'])} checks with {instances} instances, judged again on the recording"
    return compare(compared, (*map(_line, differences(report.document, again)), *_unlike_pages(report, result)))


def judged_report(report: SavedReport, result: RunResult) -> dict[str, Any]:
    """Return report.json as it would be if the recording had been judged now, with that result."""
    made = document(result, catalogue(), causes(result, report.recording), report.document["files"])
    again: dict[str, Any] = json.loads(json.dumps(made, default=str))
    return again


def judge(report: SavedReport) -> RunResult:
    """Judge the recording of a report. What no recording shows, such as how long a check took, is as reported."""
    selected, configuration = selection_of(report.har), report.configuration
    outcomes = judged_again(report.har, plan(all_checks(), selected, configuration))
    alike = {check: _as_reported(instances, report) for check, instances in outcomes.items()}
    exchanges, facts = report.recording.exchanges, run_facts(report, selected)
    return result_of(alike, selected, configuration, exchanges, target_shown(report), facts)


def _as_reported(instances: list[Outcome], report: SavedReport) -> list[Outcome]:
    """Return outcomes in the order of the report, which a check's own reason follows, and with its durations."""
    stated = {row["id"]: row for check in report.document["checks"] for row in check["instances"]}
    places = {identifier: place for place, identifier in enumerate(stated)}
    ordered = sorted(instances, key=lambda outcome: places.get(outcome.id, len(places)))
    return [replace(one, duration_s=stated.get(one.id, {}).get("duration_s", 0.0)) for one in ordered]


def _unlike_pages(report: SavedReport, result: RunResult) -> Iterator[str]:
    """Compare the files that people read with what they would be: their hashes can be made anew."""
    for name, content in documents(result, report.recording).items():
        if sha256(content) != report.document["files"].get(name):
            yield f"{name} does not show what the recording shows"


def _line(difference: tuple[str, object, object]) -> str:
    place, stated, shown = difference
    return f"report.json{place}: it says {_short(stated)}, the recording shows {_short(shown)}"


def _short(value: object) -> str:
    if value is NOTHING:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
