"""What a run imports before its first request leaves out what only other commands and the end of a run need."""

import subprocess
import sys

_LATE = (
    "rich",
    "pygments",
    "pytest",
    "hypothesis",
    "jinja2",
    "allure_commons",
    "cryptography",
    "joserfc",
    "ijson",
    "jsonschema",
)
_CODE = f"""
import sys
import booking_conformance.cli.run, booking_conformance.client.transport, booking_conformance.runner.run
import booking_conformance.replay.failed_checks
from booking_conformance.check.registry import all_checks
all_checks()
print(*(name for name in {_LATE!r} if name in sys.modules))
import httpx._main
"""


def test_what_is_needed_late_is_not_imported_before_the_first_request():
    done = subprocess.run([sys.executable, "-c", _CODE], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("", "")
