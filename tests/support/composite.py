"""Runs the steps of a composite GitHub Action on this machine, as a runner does; foreign actions are stood in for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*(\w+)\.([\w-]+)\s*\}\}")
_KNOWN_CONDITIONS = {None, "always()"}


@dataclass
class Runner:
    """``workspace`` is where the workflow runs, ``artifacts`` where uploaded artifacts go.

    ``environment`` is that of the steps; the action lies in ``action``.
    """

    action: Path
    workspace: Path
    artifacts: Path
    environment: dict[str, str]
    output: list[str] = field(default_factory=list)

    def run(self, **inputs: str) -> int:
        """Run the action and return the exit code of the first step that failed, 0 when none did."""
        document = yaml.safe_load((self.action / "action.yml").read_text(encoding="utf-8"))
        given = {name: str(row.get("default", "")) for name, row in document["inputs"].items()}
        unknown = inputs.keys() - given.keys()
        if unknown or document["runs"]["using"] != "composite":
            raise ValueError(f"not an input of this composite action: {sorted(unknown)}")
        failed = 0
        for step in document["runs"]["steps"]:
            if step.get("if") not in _KNOWN_CONDITIONS:
                raise ValueError(f"an unknown condition: {step['if']}")
            if not failed or step.get("if") == "always()":
                failed = self._step(step, given | inputs) or failed
        return failed

    def _step(self, step: dict[str, Any], inputs: dict[str, str]) -> int:
        contexts = {"inputs": inputs, "github": {"action_path": str(self.action)}}
        if "uses" in step:
            return self._used(step["uses"], {name: _filled(value, contexts) for name, value in step["with"].items()})
        if step["shell"] != "bash":
            raise ValueError(f"an unknown shell: {step['shell']}")
        variables = {name: _filled(value, contexts) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", _filled(step["run"], contexts)],
            cwd=self.workspace,
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        self.output.append(done.stdout + done.stderr)
        return done.returncode

    def _used(self, action: str, settings: dict[str, str]) -> int:
        name = action.partition("@")[0]
        if name == "actions/setup-python":
            return 0
        if name == "actions/upload-artifact":
            source = self.workspace / settings["path"]
            if source.is_dir():
                shutil.copytree(source, self.artifacts / settings["name"])
            return 0
        raise ValueError(f"nothing stands in for the action {action}")


def _filled(text: object, contexts: dict[str, dict[str, str]]) -> str:
    return _EXPRESSION.sub(lambda found: contexts[found[1]][found[2]], str(text))


def main() -> int:
    """Run the action of this repository in a folder: composite.py FOLDER [INPUT=VALUE ...]."""
    folder, *words = sys.argv[1:]
    place = Path(folder)
    environment = {**os.environ, "RUNNER_TEMP": str(place), "GITHUB_ACTIONS": "true"}
    environment["GITHUB_STEP_SUMMARY"] = str(place / "summary.md")
    runner = Runner(Path(__file__).parents[2], place, place / "artifacts", environment)
    code = runner.run(**dict(word.split("=", 1) for word in words))
    sys.stdout.writelines(runner.output)
    kept = (place / "artifacts" / "conformance-report" / "index.html").is_file() and (place / "summary.md").is_file()
    return code if kept else 1


if __name__ == "__main__":
    sys.exit(main())
