"""The verdict of a check as the outcome of its pytest item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from booking_conformance.results import Verdict
from booking_conformance.runner.session_stash import state_of

if TYPE_CHECKING:
    from booking_conformance.check import Check
    from booking_conformance.results import Outcome

OUTCOME: pytest.StashKey[Outcome] = pytest.StashKey()


def show_outcome(item: pytest.Function, check: Check, outcome: Outcome) -> None:
    """Give an item the verdict of its check: as a property, in Allure, and as pytest's outcome."""
    from booking_conformance.reports.allure.allure import annotate

    item.stash[OUTCOME] = outcome
    item.user_properties += [("verdict", str(outcome.verdict)), ("check", check.id)]
    recording = state_of(item.config).recording
    found = [recording.exchange(identifier) for identifier in outcome.exchanges[:5]]
    annotate(check, outcome, [exchange for exchange in found if exchange is not None])
    _raise(outcome)


def _raise(outcome: Outcome) -> None:
    others = [f"{e.message} (exchange {e.exchange})" for e in outcome.evidence[1:5]]
    text = "\n".join([outcome.reason, *others])
    if outcome.verdict is Verdict.FAIL:
        pytest.fail(text, pytrace=False)
    if outcome.verdict is Verdict.NOT_TESTABLE:
        pytest.fail(f"Not testable: {text}", pytrace=False)
    if outcome.verdict in {Verdict.NOT_APPLICABLE, Verdict.NOT_RUN}:
        pytest.skip(outcome.reason)
    if outcome.verdict is Verdict.ERROR:
        raise RuntimeError(text)
