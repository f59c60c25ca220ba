"""Makes recordings of any length: what a run recorded, again and again, as another program would have recorded it.

``python -m tests.bench.recordings EXCHANGES.har FILE.har.gz COUNT``. Each round has UUIDs of its own, so that the
Orders of one are not those of another.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST_OF_UUID = re.compile(r"[0-9a-fA-F]{8}(?=-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})")
_QUICK = 1


def write(source: Path, target: Path, exchanges: int) -> None:
    """Write a gzipped HAR file with that many exchanges of a file of this suite, but for those wrong on purpose."""
    with gzip.open(target, "wt", encoding="utf-8", compresslevel=_QUICK) as file:
        file.write('{"log": {"version": "1.2", "creator": {"name": "bench", "version": "1"}, "entries": [')
        for number, entry in enumerate(islice(_rounds(_entries(source)), exchanges)):
            file.write(f",\n{entry}" if number else entry)
        file.write("]}}")


def _entries(source: Path) -> list[str]:
    entries = json.loads(source.read_text(encoding="utf-8"))["log"]["entries"]
    found = [json.dumps(_bare(entry)) for entry in entries if entry["_intent"] == "ordinary"]
    if not found:
        raise ValueError(f"{source} has no ordinary exchange")
    return found


def _bare(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if not name.startswith("_")}


def _rounds(entries: list[str]) -> Iterator[str]:
    for number in count(1):
        for entry in entries:
            yield _FIRST_OF_UUID.sub(f"{number:08x}", entry)


def main() -> None:
    """Write the file that is named."""
    source, target, exchanges = sys.argv[1:]
    write(Path(source), Path(target), int(exchanges))


if __name__ == "__main__":
    main()
