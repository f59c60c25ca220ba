"""Inputs that failed are kept to be sent again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.reports.failing_inputs import failing_inputs
from booking_conformance.results import Evidence, Outcome, Verdict
from tests.support import samples

if TYPE_CHECKING:
    from booking_conformance.recording import Recording
    from booking_conformance.results import RunResult


def _with_generated(result: RunResult, verdict: Verdict) -> RunResult:
    instance = Outcome("generated.takes-it[C1]", verdict, "It must.", (Evidence("It must.", exchange="e00001"),))
    return replace(result, checks=(samples.check("generated.takes-it", "It is taken", ("c1-002",), instance),))


def test_a_failing_input_is_kept_as_json_and_as_curl(result: RunResult, recording: Recording) -> None:
    ((name, content),) = failing_inputs(_with_generated(result, Verdict.FAIL), recording)
    document = json.loads(content)
    assert name == "generated.takes-it-C1.json"
    assert document["seed"] == 7
    assert document["body"] == json.loads(recording.exchanges[0].request.body or "")
    assert document["curl"] == recording.exchanges[0].curl()


def test_amounts_keep_their_digits(result: RunResult, recording: Recording) -> None:
    first = recording.exchanges[0]
    priced = replace(first, request=replace(first.request, body='{"price": 12.50}'))
    changed = replace(recording, exchanges=[priced, *recording.exchanges[1:]])
    ((_, content),) = failing_inputs(_with_generated(result, Verdict.FAIL), changed)
    assert b'"price": 12.50' in content


def test_what_passes_is_not_kept(result: RunResult, recording: Recording) -> None:
    assert not list(failing_inputs(_with_generated(result, Verdict.PASS), recording))
    assert not list(failing_inputs(result, recording))
