"""The folder that a run reports into: a new one, or ours from an earlier run. No other file is touched."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from booking_conformance.client.journal import read_journal
from booking_conformance.errors import UsageError
from booking_conformance.recording.recording_log import RECORDING_LOG

try:
    import fcntl
except ImportError:  # Windows has no such locks: two runs into one folder are not noticed there
    fcntl = None  # type: ignore[assignment]  # asked for before each use

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JOURNAL: Final = "journal.jsonl"
REPORT: Final = "report.json"
CERTIFICATE: Final = "certificate.jsonld"
CERTIFICATE_PAGE: Final = "certificate.html"
WITNESS: Final = "witness.jsonl"
ALLURE: Final = "allure-results"

_MADE = ("index.html", "junit.xml", "ctrf.json", "earl.jsonld", "badge.svg", "statement.md")
_FILES = (REPORT, *_MADE, "exchanges.har", "proof.json", CERTIFICATE, CERTIFICATE_PAGE, WITNESS, JOURNAL, RECORDING_LOG)
RESUMED: Final = frozenset({JOURNAL, RECORDING_LOG})
_FOLDERS = (ALLURE, "failing-inputs", "repro")


@contextmanager
def held_report_folder(folder: Path, *, resumed: bool = False) -> Iterator[Path]:
    """Prepare the folder and keep other runs out of it for a while; UsageError when another one has it.

    What a run that is ``resumed`` goes on with stays.
    """
    refuse_foreign_folder(folder)
    with held_folder(folder):
        yield prepare_report_folder(folder, resumed=resumed)


@contextmanager
def held_folder(folder: Path) -> Iterator[None]:
    """Make the folder, if it is missing, and keep other runs out of it for a while."""
    with _made(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY) if fcntl else None
    try:
        if handle is not None:
            _lock(handle, folder)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise UsageError(
            f"another run is writing its report into {folder}", "Wait for it, or name another folder with --report."
        ) from error


def prepare_report_folder(folder: Path, *, resumed: bool = False) -> Path:
    """Return the folder, there and free of earlier reports; raise UsageError when it holds what is not ours."""
    refuse_foreign_folder(folder)
    with _made(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder, RESUMED if resumed else frozenset())
    return folder


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"the report folder {folder} cannot be written ({error.strerror or error})") from error


def refuse_foreign_folder(folder: Path) -> None:
    """Raise UsageError unless the folder is missing, empty, or holds the report of an earlier run."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder", "Name a folder with --report.")
    if folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder):
        _refuse_held_folder(folder)
        raise UsageError(
            f"the folder {folder} is not empty and holds no earlier report",
            "Name a new or empty folder with --report.",
        )


def _refuse_held_folder(folder: Path) -> None:
    """Raise UsageError when a run has the folder which has written nothing yet that shows whose it is."""
    if fcntl:
        handle = os.open(folder, os.O_RDONLY)
        try:
            _lock(handle, folder)
        finally:
            os.close(handle)


def _is_ours(folder: Path) -> bool:
    return (folder / JOURNAL).is_file() or _has_format(folder / REPORT) or _has_format(folder / "proof.json")


def _has_format(file: Path) -> bool:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(document, dict) and ("format" in document or {"faults", "variants"} <= document.keys())


def _clear(folder: Path, kept: frozenset[str]) -> None:
    if JOURNAL not in kept:
        _keep_unfinished_journal(folder / JOURNAL)
    for name in _FILES:
        if name not in kept:
            (folder / name).unlink(missing_ok=True)
    for name in _FOLDERS:
        _remove_tree(folder / name)


def _keep_unfinished_journal(journal: Path) -> None:
    """Keep beside the new one a journal of things that were never deleted: it is the only trace of them."""
    if journal.is_file() and read_journal(journal.read_text(encoding="utf-8", errors="replace").splitlines()):
        journal.replace(journal.with_name("journal.unfinished.jsonl"))


def _remove_tree(tree: Path) -> None:
    if tree.is_symlink():
        tree.unlink()
    elif tree.is_dir():
        shutil.rmtree(tree)
