"""``allure-results`` for readers of a report: what pytest's plugin wrote there, in the words of the checks."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from booking_conformance.reports.allure.logger import RESULTS
from booking_conformance.reports.evidence_text import plain
from booking_conformance.reports.grouping import known_failure
from booking_conformance.reports.page.labels import checkpoint_title
from booking_conformance.reports.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from booking_conformance.results import CheckResult, Outcome, RunResult

    Places = Mapping[str, tuple[CheckResult, Outcome]]

# What says how pytest ran the check: of no use to who reads what the target did.
_INTERNAL = frozenset({"host", "thread", "framework", "language", "package", "parentSuite", "suite", "subSuite"})
_UNTESTED = "(?s).*Not testable: .*"
_CATEGORIES = (
    {"name": "Known failures", "matchedStatuses": ["skipped"], "messageRegex": "(?s)known: .*"},
    {"name": "A MUST is broken", "matchedStatuses": ["failed"], "messageRegex": "(?s)(?!.*Not testable: ).*"},
    {"name": "Could not be tested", "matchedStatuses": ["failed"], "messageRegex": _UNTESTED},
    {"name": "Internal errors in the suite", "matchedStatuses": ["broken"]},
)


def finish_allure(result: RunResult, folder: Path) -> None:
    """Write each result into a file, and environment, categories and executor; without a folder do nothing."""
    if not folder.is_dir():
        return
    places = {instance.id: (check, instance) for check in result.checks for instance in check.instances}
    for entry in _taken(folder / RESULTS):
        told = _in_our_words(entry, places, result) if entry.get("name") in places else entry
        _write(folder / f"{entry['uuid']}-result.json", told)
    _write(folder / "categories.json", _CATEGORIES)
    (folder / "environment.properties").write_text(_environment(result), encoding="utf-8", errors="replace")
    if executor := _executor(os.environ):
        _write(folder / "executor.json", executor)


def _taken(file: Path) -> list[dict[str, Any]]:
    """Return the results that the session left, and take away the file."""
    # Texts of the target may hold other ends of lines: JSON escapes this one alone.
    lines = file.read_text(encoding="utf-8").split("\n") if file.is_file() else []
    file.unlink(missing_ok=True)
    return [json.loads(line) for line in lines if line]


def _write(file: Path, document: object) -> None:
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8", errors="replace")


def _in_our_words(entry: dict[str, Any], places: Places, result: RunResult) -> dict[str, Any]:
    check, instance = places[entry["name"]]
    checkpoint, label = checkpoint_title(check.checkpoint), instance.id.partition("[")[2].removesuffix("]")
    title = plain(check.title)
    labels = [label for label in entry.get("labels", ()) if label["name"] not in _INTERNAL]
    labels += [{"name": "parentSuite", "value": checkpoint}, {"name": "suite", "value": title}]
    known = known_failure(result, check, instance)
    return {
        **entry,
        "name": f"{title} ({label})" if label else title,
        "fullName": instance.id,
        "titlePath": [checkpoint, title],
        "parameters": [],
        "labels": labels,
        **({"status": "skipped", "statusDetails": {"message": known}} if known else {}),
    }


def _environment(result: RunResult) -> str:
    target = result.target
    facts = {
        "Target": f"{target.title} {target.version}".strip(),
        "Dataset site": target.dataset_site,
        "Base URI": target.base_uri,
        "Scope": result.scope,
        "Profile": result.profile,
        "Suite": f"booking-conformance {result.suite_version}",
        "Seed": str(result.run.seed),
    }
    return "".join(f"{name.replace(' ', '.')}={_value(text)}\n" for name, text in facts.items())


def _value(text: str) -> str:
    return one_line(text).replace("\\", "\\\\")


def _executor(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the build that ran this, where it is known."""
    if environment.get("GITHUB_ACTIONS") != "true":
        return {}
    server, repository, run = (environment.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID"))
    return {
        "name": "GitHub Actions",
        "type": "github",
        "buildName": f"{environment.get('GITHUB_WORKFLOW', '')} #{environment.get('GITHUB_RUN_NUMBER', '')}",
        "buildUrl": f"{server}/{repository}/actions/runs/{run}",
    }
