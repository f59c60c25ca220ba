"""On paper: a summary of one page, then one piece of evidence a failure."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from booking_conformance.check.judging.check_result import check_result
from booking_conformance.check.registry import all_checks
from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.page.html import page
from booking_conformance.results import Outcome, Verdict
from tests.reports.test_accessibility import CHROMIUM


def pages(text, folder):
    """Return how many pages a page makes on paper."""
    if not CHROMIUM:
        pytest.skip("needs Chromium")
    (folder / "page.html").write_bytes(text)
    printed = folder / "page.pdf"
    settings = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile")
    command = [CHROMIUM, *settings, f"--print-to-pdf={printed}", (folder / "page.html").as_uri()]
    subprocess.run(command, capture_output=True, timeout=60, check=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes()))


def test_a_run_of_all_checks_without_a_failure_is_one_page(result, recording, tmp_path):
    passed = tuple(check_result(check, [Outcome(check.id, Verdict.PASS)]) for check in all_checks().values())
    whole = replace(result, checks=passed, run=replace(result.run, stopped=None, interrupted=False))
    assert pages(page(whole, recording, catalogue()), tmp_path) == 1
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)


def test_a_failure_shows_its_first_evidence_alone(result, recording):
    style = page(result, recording, catalogue()).decode().partition("@media print")[2].partition("</style>")[0]
    assert ".finding .instance ~ .instance, .evidence ~ .evidence" in style
    assert ".steps > :not(.cited) { display: none; }" in style
