"""A correct system behind a gateway is as conformant as without one."""

import json

from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.urls import origin
from tests.support.commands import booking_conformance
from tests.support.gateway import gateway

# What rests on addresses that a gateway cannot rewrite, and on methods that it does not know.
SELECTED = ("openid-connect", "access-control.other-methods-tell-partners-nothing", "messages.order-id")


def test_tokens_addresses_and_methods_behind_a_gateway(tmp_path):
    with EmbeddedSystem() as system:
        behind = origin(system.configuration_data["target"]["dataset_site"]).removeprefix("http://")
        with gateway(behind) as address:
            settings = {**system.configuration_data, "opportunities": {"mode": "controlled", "types": ["Slot"]}}
            configuration = write_toml(settings).replace(behind, address)
            (tmp_path / "c.toml").write_text(configuration, encoding="utf-8")
            selection = [argument for name in SELECTED for argument in ("--only", name)]
            done = booking_conformance("run", "--config", "c.toml", "--report", "r", *selection, cwd=tmp_path)
    report = json.loads((tmp_path / "r" / "report.json").read_text(encoding="utf-8"))
    undecided = [check for check in report["checks"] if check["verdict"] in {"fail", "error", "not-testable"}]
    assert (done.returncode, undecided) == (0, [])
    assert any(check["verdict"] == "pass" for check in report["checks"])
