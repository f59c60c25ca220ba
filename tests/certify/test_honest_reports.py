"""The report of a run is what it says, however the booking system is built."""

import pytest

from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from tests.support.commands import booking_conformance


@pytest.mark.parametrize("variant", ["orders-feed-elsewhere"])
def test_a_report_on_a_conformant_system_agrees(variant, tmp_path):
    with EmbeddedSystem(variants=[variant]) as system:
        (tmp_path / "c.toml").write_text(write_toml(system.configuration_data), encoding="utf-8")
        only = ("--only", "order-cancellation.shown-in-orders-feed")
        done = booking_conformance("run", "--config", "c.toml", *only, "--report", "r", cwd=tmp_path)
        assert done.returncode == 0, done.stdout
    verified = booking_conformance("verify", "r", cwd=tmp_path)
    assert verified.returncode == 0, verified.stdout
