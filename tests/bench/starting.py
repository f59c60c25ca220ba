"""Prints what passes before a target sees the first request: ``python -m tests.bench.starting [TIMES]``. Linux.

Seconds from the start of the process, the least of some runs of everything: to the first connection to a target that
is there already, and to the first response of the bundled booking system, which starts with the run. CPU seconds are
those of the process that acts: wall time depends on what else the machine does. Nothing is asserted.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import declared_settings
from tests.bench.process_tree import machine

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIMES = 5
_WITHIN_S = 30.0
_RUN = (sys.executable, "-m", "booking_conformance", "run")
_CHECK = "c1.omits-customer"


def to_first_connection(folder: Path) -> tuple[float, float]:
    """Return wall and CPU seconds of ``run --config`` before the first connection, with which it is ended."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(_WITHIN_S)
        settings = declared_settings()
        settings["target"]["dataset_site"] = f"http://127.0.0.1:{listener.getsockname()[1]}/openactive"
        file = folder / "conformance.toml"
        file.write_text(write_toml(settings), encoding="utf-8")
        started = time.perf_counter()
        with _started("--config", str(file), "--report", str(folder / "report")) as process:
            listener.accept()
            return time.perf_counter() - started, _cpu_seconds(process.pid)


def to_first_response(folder: Path) -> tuple[float]:
    """Return wall seconds of ``run --only`` against the bundled system before its first response."""
    started = time.time()
    with _started("--only", _CHECK, "--report", str(folder)) as process:
        process.wait()
    first = json.loads((folder / "exchanges.har").read_text(encoding="utf-8"))["log"]["entries"][0]
    return (datetime.fromisoformat(first["startedDateTime"]).timestamp() + first["time"] / 1000 - started,)


@contextmanager
def _started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen([*_RUN, *arguments], stdout=nowhere, stderr=nowhere, process_group=0)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _cpu_seconds(pid: int) -> float:
    user, system = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


MEASURES = {"run --config, first connection": to_first_connection, "run --only, first response": to_first_response}


def main() -> None:
    """Print a line for each measure."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else _TIMES
    print(machine())
    print(f"{'':32} {'wall':>8} {'CPU':>8}")
    for name, measure in MEASURES.items():
        found = []
        for _ in range(times):
            with tempfile.TemporaryDirectory() as folder:
                found.append(measure(Path(folder)))
        print(f"{name:32}", *(f"{min(column):>6.2f} s" for column in zip(*found, strict=True)))


if __name__ == "__main__":
    main()
