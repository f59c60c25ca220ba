"""What audits of long recordings cost: ``python -m tests.bench.long_audits EXCHANGES.har COUNT...``.

The recordings are made of what a run recorded (``recordings.py``). A line for each count; nothing is asserted.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench.process_tree import machine, measure
from tests.bench.recordings import write


def main() -> None:
    """Print exchanges, CPU seconds, exchanges a CPU second and the peak of memory for each count."""
    print(machine())
    print(f"{'exchanges':>10} {'wall':>8} {'CPU':>8} {'a second':>9} {'peak':>8}  exit")
    for exchanges in map(int, sys.argv[2:]):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "long.har.gz")
            write(Path(sys.argv[1]), file, exchanges)
            report = str(Path(folder, "report"))
            cost = measure([sys.executable, "-m", "booking_conformance", "audit", str(file), "--report", report])
        spent = cost.user + cost.system
        print(
            f"{exchanges:>10} {cost.wall:>6.1f} s {spent:>6.1f} s {exchanges / spent:>9.0f} {cost.peak_mb:>5.0f} MB"
            f"  {cost.code}"
        )


if __name__ == "__main__":
    main()
