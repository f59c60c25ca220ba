from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from booking_conformance.check import Check
from booking_conformance.reports.allure.annotate import annotate
from booking_conformance.results import Evidence, Level
from tests.support import samples

if TYPE_CHECKING:
    from pathlib import Path

ITEM = """
from tests.reports.allure.test_annotate import annotated
def test_item():
    annotated()
"""


def rule() -> None:
    """C1 omits the ``customer``.

    More of it.
    """


rule.__module__ = "booking_conformance.suites.c1.test_customer"


def annotated() -> None:
    check = Check("c1.omits-customer", ("c1-002", "c1-003", "c1-001"), Level.MUST, "simple", (), None, None, {}, rule)
    evidence = Evidence("no", "e00001", "/customer", "nothing", samples.HOSTILE)
    instance = samples.outcome("c1.omits-customer[Slot]", samples.Verdict.FAIL, "no", evidence)
    annotate(check, instance, samples.exchanges()[:2])


def test_nothing_happens_without_allure() -> None:
    annotated()


@pytest.fixture
def results(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    (tmp_path / "test_item.py").write_text(ITEM, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-c", "/dev/null", "--rootdir", str(tmp_path), "--alluredir",
               str(tmp_path / "out"), "-p", "no:cacheprovider", str(tmp_path / "test_item.py")]  # fmt: skip
    subprocess.run(command, cwd=request.config.rootpath, check=True, capture_output=True)
    return tmp_path / "out"


def test_allure_is_told(results: Path) -> None:
    item: Any = json.loads(next(results.glob("*-result.json")).read_text(encoding="utf-8"))
    labels = {label["name"]: label["value"] for label in item["labels"]}
    assert item["name"] == "c1.omits-customer[Slot]"
    assert (labels["epic"], labels["feature"]) == ("Open Booking API 1.0 CR3", "C1")
    assert (labels["story"], labels["severity"]) == ("C1 omits the ``customer``", "critical")
    names = ", ".join(link["name"] for link in item["links"])
    assert all(row in names for row in ("c1-001", "c1-002", "c1-003"))
    assert {link["type"] for link in item["links"]} == {"requirement"}
    sources = [results / attachment["source"] for attachment in item["attachments"]]
    assert len(sources) == 3
    assert "\x1b" not in "".join(source.read_text(encoding="utf-8") for source in sources)
