"""Runs the command as a user does, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def booking_conformance(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``booking-conformance`` with arguments and return what it printed and its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "booking_conformance", *arguments],
        cwd=cwd,
        env={**clean_environment(), **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def clean_environment() -> dict[str, str]:
    """Return the environment without the settings of the suite and of pytest."""
    foreign = ("BOOKING_CONFORMANCE_", "PYTEST_", "HYPOTHESIS_")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
