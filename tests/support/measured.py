"""Runs a command and reports its exit code and the most memory that a process of it took.

It is a process of its own between a test and the command, since a process counts what its parent took before it began,
and this one takes next to nothing: ``python measured.py FILE COMMAND...``
"""

import json
import resource
import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Run the command, and write its exit code and its kilobytes into the file."""
    code = subprocess.run(sys.argv[2:], check=False).returncode
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    Path(sys.argv[1]).write_text(json.dumps({"code": code, "kilobytes": kilobytes}), encoding="utf-8")


if __name__ == "__main__":
    main()
