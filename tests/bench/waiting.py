"""Prints how much of the waiting for the target overlaps: run it by hand, nothing is asserted of time.

For each delay the embedded booking system answers that much later; the ratio is the sum of all answering times to the
time that the run took.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from booking_conformance.embedded.process import EmbeddedSystem

DELAYS_MS = (0, 20, 100)


def measure(delay_ms: int) -> tuple[int, float, float, int]:
    """Run the suite against an embedded system with a delay; return exchanges, waiting, wall time, exit code."""
    from booking_conformance.config.toml import write_toml

    with tempfile.TemporaryDirectory() as folder, EmbeddedSystem(delay_ms=delay_ms) as system:
        config, report = Path(folder, "conformance.toml"), Path(folder, "report")
        config.write_text(write_toml(system.configuration_data), encoding="utf-8")
        command = [sys.executable, "-m", "booking_conformance", "run", "--config", str(config), "--report", str(report)]
        started = time.perf_counter()
        code = subprocess.run(command, capture_output=True, check=False).returncode
        wall = time.perf_counter() - started
        entries = json.loads((report / "exchanges.har").read_text(encoding="utf-8"))["log"]["entries"]
    return len(entries), sum(entry["time"] for entry in entries) / 1000, wall, code


def main() -> None:
    """Print a line for each delay."""
    print(f"{'delay':>8} {'exchanges':>10} {'waiting':>9} {'wall':>8} {'ratio':>6}  exit")
    for delay in DELAYS_MS:
        exchanges, waiting, wall, code = measure(delay)
        print(f"{delay:>5} ms {exchanges:>10} {waiting:>7.1f} s {wall:>6.1f} s {waiting / wall:>6.1f}  {code}")


if __name__ == "__main__":
    main()
