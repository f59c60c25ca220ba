"""The verdict of a check as the outcome of its pytest item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from booking_conformance.reports.evidence_text import told
from booking_conformance.results import Verdict
from booking_conformance.runner.session.stash import state_of

if TYPE_CHECKING:
    from booking_conformance.check import Check
    from booking_conformance.results import Outcome

OUTCOME: pytest.StashKey[Outcome] = pytest.StashKey()


def show_outcome(item: pytest.Item, check: Check, outcome: Outcome) -> None:
    """Give an item the verdict of its check: as a property, in Allure on demand, and as an outcome of pytest."""
    item.stash[OUTCOME] = outcome
    item.user_properties += [("verdict", str(outcome.verdict)), ("check", check.id)]
    if item.config.getoption("allure_report_dir", None):
        _annotate(item, check, outcome)
    _raise(outcome)


def _annotate(item: pytest.Item, check: Check, outcome: Outcome) -> None:
    from booking_conformance.reports.allure.annotate import annotate
    from booking_conformance.reports.allure.contents import shown

    recording = state_of(item.config).recording
    found = [recording.exchange(identifier) for identifier in outcome.exchanges[: shown(outcome)]]
    annotate(check, outcome, [exchange for exchange in found if exchange is not None])


def _raise(outcome: Outcome) -> None:
    text = told(outcome)
    if outcome.verdict in {Verdict.FAIL, Verdict.NOT_TESTABLE}:
        pytest.fail(text, pytrace=False)
    if outcome.verdict in {Verdict.NOT_APPLICABLE, Verdict.NOT_RUN}:
        pytest.skip(outcome.reason)
    if outcome.verdict is Verdict.ERROR:
        raise RuntimeError(text)
