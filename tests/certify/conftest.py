"""One report for all tests of this folder: of a few checks, on a target that breaks one of them."""

import shutil

import pytest

from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from tests.support.commands import booking_conformance

SELECTED = ("b.succeeds", "b.takes-capacity", "b.refuses-wrong-total", "order-cancellation.shown-in-orders-feed")


@pytest.fixture(scope="session")
def target(tmp_path_factory):
    """The configuration file of a target that goes on running."""
    file = tmp_path_factory.mktemp("target") / "c.toml"
    with EmbeddedSystem(faults=["b-ignores-total"]) as system:
        file.write_text(write_toml(system.configuration_data), encoding="utf-8")
        yield file


@pytest.fixture(scope="session")
def made(target, tmp_path_factory):
    """The folder of the report of a run with a witness; not to be changed."""
    folder = tmp_path_factory.mktemp("certify")
    only = [part for name in SELECTED for part in ("--only", name)]
    done = booking_conformance("run", "--config", str(target), "--witness", *only, "--report", "r", cwd=folder)
    assert (folder / "r" / "report.json").is_file(), done.stderr
    return folder / "r"


@pytest.fixture
def copied(made, tmp_path):
    """A copy of the report that may be changed."""
    return shutil.copytree(made, tmp_path / "r")
