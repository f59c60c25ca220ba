"""Forgeries that nothing shows but the chain of hashes of a witnessed run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.support.forgeries.forging import booking, entries, forgery, own, rehash, witness

if TYPE_CHECKING:
    from pathlib import Path


@forgery("is not as it was when it was chained")
def _edited_body_that_changes_no_verdict(folder: Path) -> None:
    def edit(found: list[Any]) -> None:
        content = booking(found)["response"]["content"]
        content["text"] = content["text"].replace("GBP", "GBp")

    entries(folder, edit)


@forgery("is not as it was when it was chained")
def _edited_header(folder: Path) -> None:
    entries(folder, lambda found: booking(found)["request"]["headers"].append({"name": "X-Test", "value": "1"}))


@forgery("is not as it was when it was chained")
def _edited_intent(folder: Path) -> None:
    entries(folder, lambda found: booking(found).update(_intent="ordinary"))


@forgery("the conversations are not as they were")
def _edited_facts(folder: Path) -> None:
    own(folder, lambda annotations: annotations["conversations"][0]["facts"].update(all_is_well=True))


@forgery("the chain breaks at line 3")
def _edited_link(folder: Path) -> None:
    witness(folder, lambda lines: lines.__setitem__(2, lines[2].replace('"exchange"', '"repeated"')))


@forgery("is not in the chain")
def _shortened_chain(folder: Path) -> None:
    witness(folder, lambda lines: lines.__delitem__(slice(-5, None)))


@forgery("the chain was begun by another version")
def _dropped_chain(folder: Path) -> None:
    (folder / "witness.jsonl").unlink()
    rehash(folder)


@forgery("the chain was begun by another version, or for another target")
def _other_target_everywhere_but_in_the_chain(folder: Path) -> None:
    for name in ("exchanges.har", "report.json"):
        content = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(content.replace("127.0.0.1:", "127.0.0.2:"), encoding="utf-8")
    rehash(folder)


@forgery("during the run, and not at its end")
def _order_that_the_target_does_not_have(folder: Path) -> None:
    def edit(found: list[Any]) -> None:
        for entry in found:
            if entry["_scenario"] == "witness":
                page = json.loads(entry["response"]["content"]["text"])
                page["items"] = page["items"][1:]
                entry["response"]["content"]["text"] = json.dumps(page)

    entries(folder, edit)
