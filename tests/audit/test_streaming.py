"""A file larger than memory is no problem: what an audit needs does not grow with the file."""

import json
import subprocess
import sys

import pytest

from tests.support import hars
from tests.support.commands import clean_environment

MEGABYTES = 60
MOST_GROWTH = 25_000_000
# ru_maxrss would count what the parent had: the growth is measured inside, by what Python allocates at most.
SCRIPT = """
import sys, tracemalloc
from pathlib import Path
from booking_conformance.audit.audit import audit
audit([Path(sys.argv[1])], "", print)  # what is loaded once is loaded before it is measured
tracemalloc.start()
result, _ = audit([Path(sys.argv[2])], "", print)
print(tracemalloc.get_traced_memory()[1], result.run.exchanges)
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    asset = hars.entry("GET", "https://cdn.example.com/film", 200, "x" * 1_000_000)
    small = hars.written(folder / "small.har", [asset, hars.deletion()])
    large = folder / "large.har"
    with large.open("w", encoding="utf-8") as file:
        file.write('{"log": {"version": "1.2", "entries": [')
        for megabyte in range(MEGABYTES):
            calls = [hars.deletion(10 * megabyte + number) for number in range(10)]
            file.writelines(f"{json.dumps(one)},\n" for one in [asset, *calls])
        file.write(f"{json.dumps(hars.deletion())}]}}}}")
    return small, large


def test_memory_does_not_grow_with_the_file(files):
    small, large = files
    assert large.stat().st_size > MEGABYTES * 1_000_000
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(small), str(large)],
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    most, exchanges = map(int, done.stdout.split())
    assert exchanges == MEGABYTES * 11 + 1
    assert most < MOST_GROWTH
