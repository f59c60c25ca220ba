"""Forgeries of the journal."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tests.support.forgeries.forging import forgery, journal

if TYPE_CHECKING:
    from pathlib import Path


@forgery("which the journal does not have")
def _dropped_line_of_the_journal(folder: Path) -> None:
    journal(folder, lambda lines: lines.remove(next(line for line in lines if '"kind": "order"' in line)))


@forgery("the recording does not")
def _added_line_of_the_journal(folder: Path) -> None:
    def add(lines: list[str]) -> None:
        line = next(line for line in lines if '"sending", "kind": "order"' in line)
        lines.append(json.dumps({**json.loads(lines[-1]), **json.loads(line), "id": "another"}))

    journal(folder, add)


@forgery("the journal runs backwards")
def _edited_time_of_the_journal(folder: Path) -> None:
    journal(folder, lambda lines: lines.append(re.sub(r'"time": "\d{4}', '"time": "2020', lines[-1])))


@forgery("as deleted, but never as made")
def _edited_seller_in_the_journal(folder: Path) -> None:
    def edit(lines: list[str]) -> None:
        place = next(place for place, line in enumerate(lines) if '"gone", "kind": "order"' in line)
        lines[place] = lines[place].replace('"seller": "primary"', '"seller": "x"')

    journal(folder, edit)


@forgery("the journal is not as it was")
def _deletion_that_the_journal_forgets(folder: Path) -> None:
    journal(folder, lambda lines: lines.remove(next(line for line in lines if '"gone", "kind": "order"' in line)))
