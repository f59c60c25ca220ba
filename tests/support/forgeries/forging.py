"""Forgeries of a report: what somebody may do to the files of a folder who wants to look better than the target is.

Each leaves the hashes right that it can leave right: a forger who knows of them makes them anew.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORGERIES: dict[str, tuple[Callable[[Path], None], str]] = {}
"""By name: what is done to the folder of a report, and a part of what `verify` reports of it."""


def forgery(reported: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    def register(forge: Callable[[Path], None]) -> Callable[[Path], None]:
        FORGERIES[forge.__name__.strip("_").replace("_", "-")] = forge, reported
        return forge

    return register


def edited(file: Path, edit: Callable[[Any], None]) -> None:
    """Edit a JSON file, and make its hash in report.json anew."""
    document = json.loads(file.read_text(encoding="utf-8"))
    edit(document)
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    rehash(file.parent)


def rehash(folder: Path) -> None:
    """Make every hash in report.json that of the file which is there."""
    file = folder / "report.json"
    report = json.loads(file.read_text(encoding="utf-8"))
    paths = [path for path in folder.rglob("*") if path.is_file() and path != file]
    report["files"] = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
    }
    file.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")


def report(folder: Path, edit: Callable[[Any], None]) -> None:
    edited(folder / "report.json", edit)


def entries(folder: Path, edit: Callable[[list[Any]], None]) -> None:
    edited(folder / "exchanges.har", lambda har: edit(har["log"]["entries"]))


def own(folder: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    edited(folder / "exchanges.har", lambda har: edit(har["log"]["_booking_conformance"]))


def journal(folder: Path, edit: Callable[[list[str]], None]) -> None:
    lines = (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    edit(lines)
    (folder / "journal.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rehash(folder)


def witness(folder: Path, edit: Callable[[list[str]], None]) -> None:
    lines = (folder / "witness.jsonl").read_text(encoding="utf-8").splitlines()
    edit(lines)
    (folder / "witness.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rehash(folder)


def check(document: Any, identifier: str) -> Any:
    return next(row for row in document["checks"] if row["id"] == identifier)


def booking(found: list[Any]) -> Any:
    """Return the B with a wrong total that succeeded, as it should not have: which B came first is left to chance."""
    booked = (entry for entry in found if entry["_call"] == "B" and entry["response"]["status"] in {200, 201})
    return next(entry for entry in booked if entry["_intent"] != "ordinary")


def set_in(document: Any, *path: Any) -> None:
    """Set the member that the path leads to, its last part, in nested objects."""
    *above, name, value = path
    for step in above:
        document = document[step]
    document[name] = value
