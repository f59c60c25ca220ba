"""A vendor without a Test Interface: the run draws on what the open feeds show, and says what these lack."""

import json
from functools import partial

import pytest

from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.prove.fault_table import fault_rows
from booking_conformance.results import Verdict
from tests.diversity.poorest import scenarios_of
from tests.support.commands import booking_conformance
from tests.support.declaring import run_as_declared
from tests.support.shelves import publish

SPECIAL = ("BookableNotCancellable", "BookableOneSpace")


def settings(described, types=("ScheduledSession",), flow="simple", shelf=0):
    """Return the configuration of a vendor with one booking partner and one Seller, who declares nothing more."""
    for kind in types if shelf else ():
        publish(described, kind, flow, shelf // len(types))
    return {
        "target": described["target"],
        "network": described["network"],
        "booking_partners": {"primary": described["booking_partners"]["primary"]},
        "sellers": {"primary": described["sellers"]["primary"]},
        "opportunities": {"mode": "random", "types": list(types)},
        "flows": {"simple": flow == "simple", "approval": flow == "approval"},
        "features": {"order-proposals-feed": True} if flow == "approval" else {},
        "scope": "book",
        "effort": "low",
    }


def test_the_shelf_of_the_embedded_system_suffices(tmp_path):
    with EmbeddedSystem() as system:
        configuration = write_toml(settings(system.configuration_data, ["ScheduledSession", "Slot"]))
        (tmp_path / "c.toml").write_text(configuration, encoding="utf-8")
        done = booking_conformance("run", "--config", "c.toml", "--report", "r", cwd=tmp_path)
    report = json.loads((tmp_path / "r" / "report.json").read_text(encoding="utf-8"))
    assert (report["verdict"], report["scope"]) == ("conformant", "book"), done.stdout
    assert done.returncode == 0
    assert "lacking" not in done.stderr


@pytest.mark.parametrize(
    ("types", "flow", "variants"),
    [
        (("ScheduledSession",), "simple", ["paid-only", "simple-only"]),
        (("Slot",), "approval", ["one-space-each", "parts-in-parents"]),
        (("ScheduledSession", "Slot"), "simple", []),
        (("OnDemandEvent",), "simple", ["no-capacity-stated"]),
    ],
)
def test_a_dozen_opportunities_decide_all_that_needs_no_special_one(types, flow, variants):
    result = run_as_declared(partial(settings, types=types, flow=flow, shelf=12), variants=variants, seeds=0)
    undecided = [check for check in result.checks if check.verdict in {Verdict.NOT_TESTABLE, Verdict.ERROR}]
    assert [check.id for check in result.checks if check.verdict is Verdict.FAIL] == []
    assert [check.id for check in undecided if not any(name in check.reason for name in SPECIAL)] == []
    remedies = [outcome.remedy for check in undecided for outcome in check.instances]
    assert all("Publish 1 more Bookable" in remedy for remedy in remedies)


@pytest.mark.parametrize(
    "fault",
    [
        "b-takes-no-capacity",
        "order-deletion-keeps-capacity",
        "c1-echoes-customer",
        "full-opportunity-quoted",
    ],
)
def test_faults_show_without_a_test_interface_too(fault):
    result = run_as_declared(settings, faults=[fault], scenarios=scenarios_of(fault_rows()[fault]))
    assert result.verdict == "non-conformant"
