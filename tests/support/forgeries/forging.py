"""Forgeries of a report: what somebody may do to the files of a folder who wants to look better than the target is.

Each leaves the hashes right that it can leave right: a forger who knows of them makes them anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORGERIES: dict[str, tuple[Callable[[Path], None], str]] = {}
"""By name: what is done to the folder of a report, and a word of what is said of it."""


def _forgery(told: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    def register(forge: Callable[[Path], None]) -> Callable[[Path], None]:
        FORGERIES[forge.__name__.strip("_").replace("_", "-")] = forge, told
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
    return next(entry for entry in found if entry["_call"] == "B" and entry["response"]["status"] in {200, 201})


def set_in(document: Any, *path: Any) -> None:
    """Set the member that the path leads to, its last part, in nested objects."""
    *above, name, value = path
    for step in above:
        document = document[step]
    document[name] = value


@_forgery("checks/b.refuses-wrong-total")
def _edited_verdict_of_a_check(folder: Path) -> None:
    report(folder, lambda document: set_in(check(document, "b.refuses-wrong-total"), "verdict", "pass"))


@_forgery("instances")
def _edited_verdict_of_an_instance(folder: Path) -> None:
    report(folder, lambda document: set_in(check(document, "b.succeeds"), "instances", 0, "verdict", "warn"))


@_forgery("/verdict:")
def _edited_verdict_of_the_run(folder: Path) -> None:
    report(folder, lambda document: document.update(verdict="conformant", verdict_reason="All checks hold"))


@_forgery("checks/b.refuses-wrong-total")
def _edited_status_of_a_response(folder: Path) -> None:
    entries(folder, lambda found: set_in(booking(found), "response", "status", 500))


@_forgery("exchange x0003 was sent before")
def _edited_time_of_an_exchange(folder: Path) -> None:
    entries(folder, lambda found: found[2].update(startedDateTime="2020-01-01T00:00:00+00:00"))


@_forgery("Date header")
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


@_forgery("the run began at")
def _replayed_run_with_a_new_date(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "run", "started", _moved(document["run"]["started"])))


@_forgery("index.html is not the file")
def _edited_page(folder: Path) -> None:
    with (folder / "index.html").open("a", encoding="utf-8") as page:
        page.write("<p>All is well</p>")


@_forgery("index.html does not show")
def _edited_page_with_its_hash(folder: Path) -> None:
    _edited_page(folder)
    rehash(folder)


@_forgery("statement.md does not show")
def _edited_statement(folder: Path) -> None:
    file = folder / "statement.md"
    file.write_text(file.read_text(encoding="utf-8").replace("not-run", "pass"), encoding="utf-8")
    rehash(folder)


@_forgery("junit.xml is not the file")
def _edited_hash(folder: Path) -> None:
    file = folder / "report.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["files"]["junit.xml"] = "0" * 64
    file.write_text(json.dumps(document), encoding="utf-8")


@_forgery("is not listed in report.json")
def _added_file(folder: Path) -> None:
    (folder / "approval-of-the-certifier.txt").write_text("approved", encoding="utf-8")


@_forgery("junit.xml is missing")
def _dropped_file(folder: Path) -> None:
    (folder / "junit.xml").unlink()


@_forgery("is missing from the recording")
def _dropped_exchange(folder: Path) -> None:
    entries(folder, lambda found: found.remove(next(one for one in found if one["_scenario"] == "")))
    report(folder, lambda document: set_in(document, "run", "exchanges", document["run"]["exchanges"] - 1))


@_forgery("run/exchanges")
def _dropped_last_exchange(folder: Path) -> None:
    entries(folder, lambda found: found.pop())


@_forgery("is beyond")
def _added_exchange(folder: Path) -> None:
    entries(folder, lambda found: found.append({**found[-1], "_id": "x9999"}))
    report(folder, lambda document: set_in(document, "run", "exchanges", document["run"]["exchanges"] + 1))


@_forgery("more than once")
def _repeated_exchange(folder: Path) -> None:
    entries(folder, lambda found: found.append(found[-1]))
    report(folder, lambda document: set_in(document, "run", "exchanges", document["run"]["exchanges"] + 1))


@_forgery("target/name")
def _other_target_by_name(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "target", "name", "Another System"))
    own(folder, lambda annotations: set_in(annotations, "target", "name", "Another System"))


@_forgery("target/version")
def _other_version_of_the_target(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "target", "version", "99"))


@_forgery("its request is none")
def _other_target_by_address(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "target", "base_uri", "https://other.example/api"))
    own(folder, lambda annotations: annotations.update(base_uri="https://other.example/api"))


@_forgery("the report names the profile_sha256")
def _other_profile(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "suite", "profile_sha256", "0" * 64))


@_forgery("the report names the version")
def _other_suite(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "suite", "version", "0.0.9"))


@_forgery("json/scope")
def _changed_scope(folder: Path) -> None:
    report(folder, lambda document: document.update(scope="book"))


@_forgery("json/scope")
def _changed_scope_in_the_configuration(folder: Path) -> None:
    own(folder, lambda annotations: set_in(annotations, "configuration", "scope", "book"))


@_forgery("target/features")
def _changed_feature(folder: Path) -> None:
    own(folder, lambda annotations: annotations["configuration"]["features"].pop("anonymous-leasing"))


@_forgery("neither configuration nor selection")
def _fewer_types(folder: Path) -> None:
    own(folder, lambda annotations: set_in(annotations, "configuration", "opportunities", "types", ["Slot"]))


@_forgery("run/bookings")
def _changed_count(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "run", "bookings", 1_000))


@_forgery("run/seed")
def _changed_seed(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "run", "seed", 7))


@_forgery("requirements/")
def _edited_requirement(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "requirements", 0, "verdict", "fail"))


@_forgery("run/selection")
def _changed_selection(folder: Path) -> None:
    report(folder, lambda document: set_in(document, "run", "selection", "selected", 480))


@_forgery("checks/b.succeeds")
def _dropped_check(folder: Path) -> None:
    report(folder, lambda document: document["checks"].remove(check(document, "b.succeeds")))


@_forgery("which the journal does not have")
def _dropped_line_of_the_journal(folder: Path) -> None:
    journal(folder, lambda lines: lines.remove(next(line for line in lines if '"kind": "order"' in line)))


@_forgery("the recording does not")
def _added_line_of_the_journal(folder: Path) -> None:
    def add(lines: list[str]) -> None:
        line = next(line for line in lines if '"sending", "kind": "order"' in line)
        lines.append(json.dumps({**json.loads(lines[-1]), **json.loads(line), "id": "another"}))

    journal(folder, add)


@_forgery("the journal runs backwards")
def _edited_time_of_the_journal(folder: Path) -> None:
    journal(folder, lambda lines: lines.append(re.sub(r'"time": "\d{4}', '"time": "2020', lines[-1])))


@_forgery("is not as this suite writes it")
def _edited_member_that_nothing_reads(folder: Path) -> None:
    entries(folder, lambda found: found[0]["timings"].update(wait=1))


@_forgery("and never made")
def _edited_seller_in_the_journal(folder: Path) -> None:
    def edit(lines: list[str]) -> None:
        place = next(place for place, line in enumerate(lines) if '"gone", "kind": "order"' in line)
        lines[place] = lines[place].replace('"seller": "primary"', '"seller": "x"')

    journal(folder, edit)


@_forgery("the journal is not as it was")
def _deletion_that_the_journal_forgets(folder: Path) -> None:
    journal(folder, lambda lines: lines.remove(next(line for line in lines if '"gone", "kind": "order"' in line)))


@_forgery("is labelled none")
def _relabelled_exchange(folder: Path) -> None:
    entries(folder, lambda found: booking(found).update(_call=""))


@_forgery("its answer stands")
def _exchange_labelled_as_repeated(folder: Path) -> None:
    entries(folder, lambda found: booking(found).update(_superseded=True))


@_forgery("do not show")
def _edited_observation(folder: Path) -> None:
    def edit(annotations: dict[str, Any]) -> None:
        told = [seen for one in annotations["conversations"] for seen in one["observations"] if seen["seen"]]
        told[0]["value"]["data"] = {"remainingUses": 999}

    own(folder, edit)


@_forgery("is missing: the configuration")
def _dropped_conversation(folder: Path) -> None:
    own(folder, lambda annotations: annotations["conversations"].pop())


@_forgery("left behind, the journal does not")
def _changed_leftovers(folder: Path) -> None:
    left = {"kind": "order", "id": "x", "reason": "500"}
    report(folder, lambda document: set_in(document, "run", "left_behind", [left]))


@_forgery("is not as it was when it was chained")
def _edited_body_that_changes_no_verdict(folder: Path) -> None:
    def edit(found: list[Any]) -> None:
        content = booking(found)["response"]["content"]
        content["text"] = content["text"].replace("GBP", "GBp")

    entries(folder, edit)


@_forgery("is not as it was when it was chained")
def _edited_header(folder: Path) -> None:
    entries(folder, lambda found: booking(found)["request"]["headers"].append({"name": "X-Test", "value": "1"}))


@_forgery("is not as it was when it was chained")
def _edited_intent(folder: Path) -> None:
    entries(folder, lambda found: booking(found).update(_intent="ordinary"))


@_forgery("the conversations are not as they were")
def _edited_facts(folder: Path) -> None:
    own(folder, lambda annotations: annotations["conversations"][0]["facts"].update(all_is_well=True))


@_forgery("the chain breaks at line 3")
def _edited_link(folder: Path) -> None:
    witness(folder, lambda lines: lines.__setitem__(2, lines[2].replace('"exchange"', '"repeated"')))


@_forgery("is not in the chain")
def _shortened_chain(folder: Path) -> None:
    witness(folder, lambda lines: lines.__delitem__(slice(-5, None)))


@_forgery("the chain was begun by another version")
def _dropped_chain(folder: Path) -> None:
    (folder / "witness.jsonl").unlink()
    rehash(folder)


@_forgery("the chain was begun by another version, or for another target")
def _other_target_everywhere_but_in_the_chain(folder: Path) -> None:
    for name in ("exchanges.har", "report.json"):
        content = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(content.replace("127.0.0.1:", "127.0.0.2:"), encoding="utf-8")
    rehash(folder)


@_forgery("during the run, and not at its end")
def _order_that_the_target_does_not_have(folder: Path) -> None:
    def edit(found: list[Any]) -> None:
        for entry in found:
            if entry["_scenario"] == "witness":
                page = json.loads(entry["response"]["content"]["text"])
                page["items"] = page["items"][1:]
                entry["response"]["content"]["text"] = json.dumps(page)

    entries(folder, edit)
