"""Forgeries of report.json, of the page and of the other files of a report."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.support.forgeries.forging import check, forgery, rehash, report, set_in

if TYPE_CHECKING:
    from pathlib import Path


@forgery("checks/b.refuses-wrong-total")
def _edited_verdict_of_a_check(folder: Path) -> None:
    report(folder, lambda document: set_in(check(document, "b.refuses-wrong-total"), "verdict", "pass"))


@forgery("instances")
def _edited_verdict_of_an_instance(folder: Path) -> None:
    report(folder, lambda document: set_in(check(document, "b.succeeds"), "instances", 0, "verdict", "warn"))


@forgery("/verdict:")
def _edited_verdict_of_the_run(folder: Path) -> None:
    report(folder, lambda document: document.update(verdict="conformant", verdict_reason="All checks hold"))


@forgery("Date header")
def _replayed_run_with_new_times(folder: Path) -> None:
    def later(text: str) -> str:
        return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", lambda m: _moved(m[0]), text)

    for name in ("exchanges.har", "journal.jsonl", "report.json"):
        file = folder / name
        content = file.read_text(encoding="utf-8")
        pattern = r'("(?:startedDateTime|started|time)": ")([^"]+)'
        file.write_text(re.sub(pattern, lambda m: m[1] + later(m[2]), content), encoding="utf-8")
    rehash(folder)


def _moved(text: str) -> str:
    return (datetime.fromisoformat(text) + timedelta(days=40)).isoformat()


@forgery("the run began at")
def _replayed_run_with_a_new_date(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "run", "started", _moved(document["run"]["started"])))


@forgery("index.html is not the file")
def _edited_page(folder: Path) -> None:
    with (folder / "index.html").open("a", encoding="utf-8") as page:
        page.write("<p>All is well</p>")


@forgery("index.html does not show")
def _edited_page_with_its_hash(folder: Path) -> None:
    _edited_page(folder)
    rehash(folder)


@forgery("statement.md does not show")
def _edited_statement(folder: Path) -> None:
    file = folder / "statement.md"
    file.write_text(file.read_text(encoding="utf-8").replace("not-run", "pass"), encoding="utf-8")
    rehash(folder)


@forgery("junit.xml is not the file")
def _edited_hash(folder: Path) -> None:
    file = folder / "report.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["files"]["junit.xml"] = "0" * 64
    file.write_text(json.dumps(document), encoding="utf-8")


@forgery("is not listed in report.json")
def _added_file(folder: Path) -> None:
    (folder / "approval-of-the-certifier.txt").write_text("approved", encoding="utf-8")


@forgery("junit.xml is missing")
def _dropped_file(folder: Path) -> None:
    (folder / "junit.xml").unlink()


@forgery("target/version")
def _other_version_of_the_target(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "target", "version", "99"))


@forgery("the report names the profile_sha256")
def _other_profile(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "suite", "profile_sha256", "0" * 64))


@forgery("the report names the version")
def _other_suite(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "suite", "version", "0.0.9"))


@forgery("json/scope")
def _changed_scope(folder: Path) -> None:
    report(folder, lambda document: document.update(scope="book"))


@forgery("run/bookings")
def _changed_count(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "run", "bookings", 1_000))


@forgery("run/seed")
def _changed_seed(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "run", "seed", 7))


@forgery("requirements/")
def _edited_requirement(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "requirements", 0, "verdict", "fail"))


@forgery("run/selection")
def _changed_selection(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "run", "selection", "selected", 480))


@forgery("checks/b.succeeds")
def _dropped_check(folder: Path) -> None:
    report(folder, lambda document: document["checks"].remove(check(document, "b.succeeds")))


@forgery("left behind, the journal does not")
def _changed_leftovers(folder: Path) -> None:
    left = {"kind": "order", "id": "x", "reason": "500"}
    report(folder, lambda document: set_in(document, "run", "left_behind", [left]))
