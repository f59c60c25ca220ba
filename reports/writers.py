"""Writes the files of a report, ``report.json`` last: where it is, the report is whole."""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from booking_conformance.errors import UsageError
from booking_conformance.recording.har.har import SELECTION, write_har
from booking_conformance.recording.recording_log import RECORDING_LOG
from booking_conformance.reports.allure.folder import write_allure
from booking_conformance.reports.badge import badge
from booking_conformance.reports.ctrf import ctrf
from booking_conformance.reports.earl import earl
from booking_conformance.reports.failing_inputs import failing_inputs
from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.indented_json import indented_json
from booking_conformance.reports.junit import junit
from booking_conformance.reports.page.html import page
from booking_conformance.reports.report_json import document
from booking_conformance.reports.repro import repro_scripts
from booking_conformance.reports.statement import statement
from booking_conformance.reports.terminal.causes import causes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from booking_conformance.reports.grouping import Recorded
    from booking_conformance.results import RunResult

REPORT = "report.json"
FAILING = "failing-inputs"
REPRO = "repro"
_EXECUTABLE = 0o755


def write_reports(
    result: RunResult,
    recording: Recorded,
    directory: Path,
    *,
    configuration: Mapping[str, Any] | None = None,
    selected: Iterable[str] | None = None,
    variables: Mapping[tuple[str, ...], str] | None = None,
    allure: Path | None = None,
) -> None:
    """Write every file of the report into ``directory``.

    ``configuration`` (without secrets) and the ids of the ``selected`` checks (None: all) go into the HAR file.
    ``variables`` names the environment variable of each secret by its place in the configuration; where it is None,
    nothing was acted out, and no script acts it again. ``allure`` is the folder for Allure's results, if any.

    Files that are there already, such as the journal, are hashed into ``report.json`` with the others.
    """
    directory.mkdir(parents=True, exist_ok=True)
    context = _context(result, configuration or {}, selected)
    if allure:
        write_allure(result, recording, allure)
    _write_files(result, recording, directory, context, variables)
    report = document(result, catalogue(), causes(result, recording), _hashes(directory))
    _write(directory / REPORT, indented_json(report, 2))


def _write_files(
    result: RunResult,
    recording: Recorded,
    directory: Path,
    context: Mapping[str, Any],
    variables: Mapping[tuple[str, ...], str] | None,
) -> None:
    _replace(directory / "exchanges.har", lambda path: write_har(path, recording, context))
    for name, content in documents(result, recording).items():
        _write(directory / name, content)
    for name, content in failing_inputs(result, recording):
        (directory / FAILING).mkdir(exist_ok=True)
        _write(directory / FAILING / name, content)
    if variables is not None:
        for name, content in repro_scripts(result, recording, context["configuration"], variables):
            (directory / REPRO).mkdir(exist_ok=True)
            _write(directory / REPRO / name, content)
            (directory / REPRO / name).chmod(_EXECUTABLE)


def documents(result: RunResult, recording: Recorded) -> dict[str, bytes]:
    """Return, by file name, what is made of the result and the recording alone: an audit has no badge, no statement."""
    rows = catalogue()
    of_run = {"badge.svg": badge(result), "statement.md": statement(result)} if result.features else {}
    return {
        "junit.xml": junit(result, recording),
        "ctrf.json": ctrf(result),
        "index.html": page(result, recording, rows),
        "earl.jsonld": earl(result, rows),
        **of_run,
    }


def _context(result: RunResult, configuration: Mapping[str, Any], selected: Iterable[str] | None) -> dict[str, Any]:
    chosen = {SELECTION: sorted(selected)} if selected is not None else {}
    return {
        **chosen,
        "suite_version": result.suite_version,
        "base_uri": result.target.base_uri,
        "target": asdict(result.target),
        "configuration": dict(configuration),
    }


def _write(path: Path, content: bytes) -> None:
    _replace(path, lambda temporary: temporary.write_bytes(content))


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside ``path`` and rename: a reader sees the old file or the new one, never half of it.

    Raises UsageError where this machine does not take it: its disk is full, say.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(temporary)
        temporary.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror or error})") from error
    finally:
        temporary.unlink(missing_ok=True)


def _hashes(directory: Path) -> dict[str, str]:
    paths = sorted(path for path in directory.rglob("*") if path.is_file() and path.name not in {REPORT, RECORDING_LOG})
    return {path.relative_to(directory).as_posix(): _sha256(path) for path in paths}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
