"""The embedded system is served until it is told to end, with the leases that are asked for."""

import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, ClassVar, Self

import pytest
from click.testing import CliRunner

from booking_conformance.cli.serve import serve


class _System:
    """Stands for the embedded system, and ends at once."""

    dataset_site = "http://127.0.0.1/openactive"
    made_with: ClassVar[dict[str, Any]] = {}

    def __init__(self, *_: object, **settings: Any) -> None:
        _System.made_with = settings

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def wait(self) -> int:
        return 0


@pytest.mark.parametrize(("arguments", "seconds"), [(["--lease-seconds", "900"], 900), ([], None)])
def test_leases_last_as_long_as_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], seconds: int | None
) -> None:
    monkeypatch.setattr("booking_conformance.embedded.process.EmbeddedSystem", _System)
    assert CliRunner().invoke(serve, arguments).exit_code == 0
    assert _System.made_with["lease_seconds"] == seconds


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.usefixtures("in_an_empty_folder")
def test_serve_ends_when_it_is_told_to_also_in_the_background(number):
    command = [sys.executable, "-m", "booking_conformance", "serve", "--write-config", "written.toml"]
    shell = "trap '' INT; exec \"$@\""  # as a shell starts what it puts into the background
    with subprocess.Popen(
        ["sh", "-c", shell, "sh", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as served:
        site = served.stdout.readline().decode().strip()
        served.stderr.readline()
        assert tomllib.loads(Path("written.toml").read_text())["target"]["dataset_site"] == site
        served.stderr.readline()
        served.send_signal(number)
        assert served.wait(15) == 0


def test_serve_lists_faults_and_variants(ended):
    code, out, _ = ended("serve", "--list")
    assert code == 0
    assert re.search(r"^c1-echoes-customer +c1\.omits-customer$", out, re.MULTILINE)
    assert "\nb-200\n" in out
