"""What ``run`` wrote is judged by ``audit`` as it was by the run: every instance, also of a selection."""

import json

import pytest

from tests.support.commands import booking_conformance

# Enough to have feeds, money, redacted persons and facts with amounts; the rest is not selected.
SELECTED = ("order-deletion", "order-cancellation", "b", "money", "messages", "leasing", "access-data")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    only = [part for word in SELECTED for part in ("--only", word)]
    done = booking_conformance("run", *only, "--report", "run", cwd=folder)
    assert done.returncode == 0, done.stdout
    return folder


@pytest.fixture(scope="module")
def audited(folder):
    return booking_conformance("audit", "run/exchanges.har", "--report", "audit", cwd=folder)


def _instances(folder):
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return {
        instance["id"]: (instance["verdict"], instance["reason"], instance["exchanges"])
        for check in report["checks"]
        for instance in check["instances"]
        if instance["verdict"] != "not-run"
    }


def test_every_instance_has_the_verdict_of_the_run(folder, audited):
    judged = _instances(folder / "run")
    assert len(judged) > 200
    assert _instances(folder / "audit") == judged


def test_no_violation_is_no_conformance(folder, audited):
    assert audited.returncode == 0
    assert "no violation found" in audited.stdout
    assert "at scope" not in audited.stdout
    report = json.loads((folder / "audit" / "report.json").read_text(encoding="utf-8"))
    assert report["verdict"] == "no violation found"
    assert report["target"]["name"] == "Embedded Booking System"


def test_the_recording_is_not_overwritten(folder):
    done = booking_conformance("audit", "run/exchanges.har", "--report", "run", cwd=folder)
    assert done.returncode == 2
    assert "is in the report folder" in done.stderr
    assert json.loads((folder / "run" / "report.json").read_text(encoding="utf-8"))["verdict"] != "no violation found"


def test_damaged_annotations_leave_traffic_like_any_other(folder, tmp_path):
    text = (folder / "run" / "exchanges.har").read_text(encoding="utf-8")
    (tmp_path / "damaged.har").write_text(text.replace('"conversations": [', '"talks": [', 1), encoding="utf-8")
    done = booking_conformance("audit", "damaged.har", "--report", "audit", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "the annotations cannot be used" in done.stderr
