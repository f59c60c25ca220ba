"""A run at scope read, as a user does it who has no credentials: it says a good deal, and only asks."""

import json
import time

import pytest

from booking_conformance.embedded.process import EmbeddedSystem
from tests.support.commands import booking_conformance

VARIANTS = ["one-item-a-page", "change-number-feed", "slow-feeds", "orders-feed-with-license", "open-feeds-as-json"]
AREAS = ("dataset-site.", "opportunity-feeds.", "rpde.")
SECONDS = 40
#: What speaks of few opportunities, or of two items of a page: some pages of one item each need not show any of them.
#: And what speaks of the approval flow, which a target that is only named does not declare.
RARE = [
    *("opportunity-feeds.flow-requirement[ScheduledSession]", "rpde.page-order[open-feed]"),
    *(f"opportunity-feeds.pages-join[{kind}]" for kind in ("ScheduledSession", "Slot")),
    "opportunity-feeds.approval-listed",
    "opportunity-feeds.admission-restrictions",
]
#: Checks of what a system may declare about its feeds, and the embedded system does not; and of what a run makes.
UNDECLARED = [
    "opportunity-feeds.always-cancellable",
    *(f"opportunity-feeds.shows-what-was-made[{kind}]" for kind in ("ScheduledSession", "Slot")),
    "opportunity-feeds.single-seller",
]


def read(folder, target=None):
    """Return what a run at scope read printed and ended with, and its report."""
    where = ("--target", target) if target else ()
    done = booking_conformance("run", "--scope", "read", *where, "--report", str(folder / "r"), cwd=folder)
    return done, json.loads((folder / "r" / "report.json").read_text(encoding="utf-8"))


def instances(report):
    found = [i for check in report["checks"] if check["id"].startswith(AREAS) for i in check["instances"]]
    return [instance for instance in found if instance["verdict"] != "not-run"]


def requests(folder):
    har = json.loads((folder / "r" / "exchanges.har").read_text(encoding="utf-8"))
    return [entry["request"] for entry in har["log"]["entries"]]


@pytest.fixture(scope="module")
def own_run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("read")
    started = time.monotonic()
    done, report = read(folder)
    return folder, done, report, time.monotonic() - started


def test_the_embedded_system_is_conformant_at_scope_read(own_run):
    _, done, report, seconds = own_run
    assert done.returncode == 0, done.stdout + done.stderr
    assert (report["verdict"], report["scope"]) == ("conformant", "read")
    assert seconds < SECONDS


def test_every_check_of_reading_is_judged(own_run):
    found = instances(own_run[2])
    assert [instance["id"] for instance in found if instance["verdict"] != "pass"] == UNDECLARED
    assert {instance["id"] for instance in found} >= {
        *("dataset-site.licence[dataset-site]", "rpde.page-order[open-feed]"),
        *("opportunity-feeds.offer-price[ScheduledSession]", "opportunity-feeds.offer-price[Slot]"),
    }


def test_only_gets_without_credentials_are_sent(own_run):
    sent = requests(own_run[0])
    assert sent
    assert {request["method"] for request in sent} == {"GET"}
    assert {header["name"].lower() for request in sent for header in request["headers"]} <= {"accept", "user-agent"}
    assert own_run[2]["run"]["bookings"] == 0


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_conformant_variant_is_not_blamed(variant, tmp_path):
    with EmbeddedSystem(variants=[variant]) as system:
        done, report = read(tmp_path, system.dataset_site)
    passed = {i["id"] for i in instances(report) if i["verdict"] == "pass"}
    assert {i["id"] for i in instances(report)} - passed <= {*UNDECLARED, *RARE}
    assert done.returncode == 0


def test_a_fault_of_the_feeds_is_told_without_credentials(tmp_path):
    with EmbeddedSystem(faults=["open-feed-without-license"]) as system:
        done, report = read(tmp_path, system.dataset_site)
    broken = {check["id"] for check in report["checks"] if check["verdict"] == "fail"}
    assert broken == {"rpde.license"}, done.stdout + done.stderr
    assert done.returncode == 1
