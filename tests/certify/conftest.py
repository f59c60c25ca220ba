"""One report for all tests of this folder: of a few checks, on a target that breaks one of them."""

import shutil

import pytest

from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from tests.support.commands import booking_conformance

SELECTED = ("b.succeeds", "b.takes-capacity", "b.refuses-wrong-total", "leasing.counts-reserved")


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The folder of the report; not to be changed."""
    folder = tmp_path_factory.mktemp("certify")
    only = [part for name in SELECTED for part in ("--only", name)]
    with EmbeddedSystem(faults=["b-ignores-total"]) as system:
        (folder / "c.toml").write_text(write_toml(system.configuration_data), encoding="utf-8")
        done = booking_conformance("run", "--config", "c.toml", *only, "--report", "r", cwd=folder)
    assert (folder / "r" / "report.json").is_file(), done.stderr
    return folder / "r"


@pytest.fixture
def copied(made, tmp_path):
    """A copy of the report that may be changed."""
    return shutil.copytree(made, tmp_path / "r")
