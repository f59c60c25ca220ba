"""Acts out what shows a fault, and runs the script that a report would have for the failure."""

from __future__ import annotations

import asyncio
import os
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from booking_conformance.check.judging.check_result import check_result
from booking_conformance.check.judging.judge import Judge
from booking_conformance.check.planning.plan import Plan, plan
from booking_conformance.check.registry import all_checks
from booking_conformance.config.loading import load
from booking_conformance.prove.trial import shows
from booking_conformance.reports.repro import repro_scripts
from booking_conformance.runner.execution import Execution
from tests.support.results import result as run_result

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from booking_conformance.prove.fault_table import FaultRow
    from booking_conformance.results import CheckResult

WAIT = {"feed_timeout": 2.0}


@dataclass(frozen=True)
class Reproduction:
    """The result of a check, and its script ("" when there is none)."""

    check: CheckResult
    script: str
    _data: Mapping[str, Any]
    _variables: Mapping[tuple[str, ...], str]

    def output(self, folder: Path, data: Mapping[str, Any] | None = None) -> str:
        """Run the script and return what it prints; ``data`` describe another system than the flawed one."""
        data = data or self._data
        file = folder / "repro.sh"
        text = self.script.replace(_host(self._data), _host(data))
        file.write_text(text, encoding="utf-8")
        secrets = {name: _at(place, data) for place, name in self._variables.items()}
        environment = {"PATH": os.environ["PATH"], "FEED_DELAY": "0.1", "FEED_TRIES": "1", **secrets}
        done = subprocess.run(["sh", file], env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


def reproduction(data: Mapping[str, Any], row: FaultRow) -> Reproduction:
    """Judge the primary check of a fault on the flawed system that ``data`` describe, and clean up there."""
    settings = load(data={**data, "effort": "low", "network": {**data.get("network", {}), **WAIT}}, environment={})
    chosen = plan(all_checks(), frozenset(all_checks()), settings.configuration)
    execution = Execution(settings.configuration, progress=lambda _: None)
    asyncio.run(execution.act(Plan(chosen.judged, tuple(part for part in chosen.parts if shows(row, *part)))))
    acted = {conversation.id for conversation in execution.conversations}
    judged = [(c, i) for c, i in chosen.judged if c.id == row.primary and (i.call or i.conversation in acted)]
    judge = Judge(execution.recording, judged)
    result = check_result(all_checks()[row.primary], [judge.judge(*pair) for pair in judged])
    whole = run_result(result)
    whole = replace(whole, target=replace(whole.target, base_uri=execution.base_uri))
    told = settings.configuration.model_dump(mode="json")
    scripts = dict(repro_scripts(whole, execution.recording, told, settings.variables))
    return Reproduction(result, scripts.get(f"{result.id}.sh", b"").decode(), data, settings.variables)


def _host(data: Mapping[str, Any]) -> str:
    return urlsplit(data["target"]["dataset_site"]).netloc


def _at(place: tuple[str, ...], data: Any) -> str:
    for name in place:
        data = data[name]
    return str(data)
