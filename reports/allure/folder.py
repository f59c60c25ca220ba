"""``allure-results``: the results of a run, and what Allure's report says of the run as a whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from booking_conformance.reports.allure.results import write_json, write_results
from booking_conformance.reports.evidence_text import UNTESTED
from booking_conformance.reports.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.results import RunResult

_CATEGORIES = (
    {"name": "Known failures", "matchedStatuses": ["skipped"], "messageRegex": "(?s)known: .*"},
    {"name": "A MUST is broken", "matchedStatuses": ["failed"], "messageRegex": f"(?s)(?!{UNTESTED}).*"},
    {"name": "Could not be tested", "matchedStatuses": ["failed"], "messageRegex": f"(?s){UNTESTED}.*"},
    {"name": "Internal errors in the suite", "matchedStatuses": ["broken"]},
)


def write_allure(result: RunResult, recording: Recorded, folder: Path) -> None:
    """Write results, environment, categories and executor into a folder, which need not be there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    write_results(result, recording, folder)
    write_json(folder / "categories.json", _CATEGORIES)
    (folder / "environment.properties").write_text(_environment(result), encoding="utf-8", errors="replace")
    if executor := _executor(os.environ):
        write_json(folder / "executor.json", executor)


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
