"""Prints how much of the waiting for the target overlaps: run it by hand, nothing is asserted of time.

For each delay the embedded booking system answers that much later. No run is shorter than its bound: the sum of all
answering times by the number of requests at once, or the longest chain, the scenario that waited longest. The ratios
are to this bound: that of the whole run, and that of acting alone, without start-up, last judging and reports.
``python -m tests.bench.waiting [CONCURRENCY]``: 4, as with any other target.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from booking_conformance.embedded.process import EmbeddedSystem
from tests.bench.process_tree import machine

DELAYS_MS = (0, 20, 100)
_CONCURRENCY = 4


@dataclass(frozen=True)
class Measured:
    """A run: the number of exchanges, its longest chain, the exit code, and seconds.

    They are those of waiting, of wall time, and from the first request to the last response.
    """

    exchanges: int
    waiting: float
    wall: float
    acting: float
    chain: dict[str, Any]
    code: int

    def bound(self, concurrency: int) -> float:
        """Return the seconds that no run of these exchanges is shorter than."""
        return max(self.waiting / concurrency, self.chain["waited_s"])


def measure(delay_ms: int, concurrency: int) -> Measured:
    """Run the suite against an embedded system with a delay."""
    from booking_conformance.config.toml import write_toml

    with tempfile.TemporaryDirectory() as folder, EmbeddedSystem(delay_ms=delay_ms) as system:
        config, report = Path(folder, "conformance.toml"), Path(folder, "report")
        data = system.configuration_data
        limits = {**data.get("limits", {}), "concurrency": concurrency}
        config.write_text(write_toml({**data, "limits": limits}), encoding="utf-8")
        command = [sys.executable, "-m", "booking_conformance", "run", "--config", str(config), "--report", str(report)]
        started = time.perf_counter()
        code = subprocess.run(command, capture_output=True, check=False).returncode
        wall = time.perf_counter() - started
        entries = json.loads((report / "exchanges.har").read_text(encoding="utf-8"))["log"]["entries"]
        chain = json.loads((report / "report.json").read_text(encoding="utf-8"))["run"]["longest_chain"]
    return Measured(len(entries), sum(entry["time"] for entry in entries) / 1000, wall, _span(entries), chain, code)


def _span(entries: list[dict[str, Any]]) -> float:
    begun = [datetime.fromisoformat(entry["startedDateTime"]).timestamp() for entry in entries]
    ended = [start + entry["time"] / 1000 for start, entry in zip(begun, entries, strict=True)]
    return max(ended) - min(begun)


def main() -> None:
    """Print a line for each delay."""
    concurrency = int(sys.argv[1]) if len(sys.argv) > 1 else _CONCURRENCY
    print(machine())
    print(f"{'delay':>8} {'exchanges':>10} {'waiting':>9} {'bound':>8}", end=" ")
    print(f"{'wall':>8} {'ratio':>6} {'acting':>8} {'ratio':>6}  exit  longest chain")
    for delay in DELAYS_MS:
        run = measure(delay, concurrency)
        bound, chain = run.bound(concurrency), run.chain
        print(
            f"{delay:>5} ms {run.exchanges:>10} {run.waiting:>7.1f} s {bound:>6.1f} s {run.wall:>6.1f} s"
            f" {run.wall / bound:>6.2f} {run.acting:>6.1f} s {run.acting / bound:>6.2f} {run.code:>5}"
            f"  {chain['scenario']}, {len(chain['steps'])} steps, {chain['waited_s']:.1f} s"
        )


if __name__ == "__main__":
    main()
