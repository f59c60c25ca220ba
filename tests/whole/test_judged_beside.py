"""All that a run judges while it acts comes to what it comes to when it is judged afterwards."""

import asyncio
from contextlib import closing
from dataclasses import replace
from types import SimpleNamespace

import pytest

from booking_conformance.check.judging.judge import Judge
from booking_conformance.gc_tuning import collecting_rarely
from booking_conformance.openactive.shown_features import shown_features
from booking_conformance.runner import judge_process
from booking_conformance.runner.judge_process import JudgeProcess

_PARTS = 20


async def grow(process, recording):
    """Hand a recording over as if it grew in parts, each conversation with the last of its exchanges."""
    recorder, ended = SimpleNamespace(exchanges=[]), []
    following = asyncio.create_task(process.follow(recorder, ended, recording.base_uri))
    size = len(recording.exchanges) // _PARTS
    for part in range(_PARTS):
        recorder.exchanges += recording.exchanges[part * size : (part + 1) * size]
        known = {exchange.id for exchange in recorder.exchanges}
        ended += [c for c in recording.conversations if c not in ended and known.issuperset(e.id for e in c.exchanges)]
        await asyncio.sleep(0)
    following.cancel()


# A run forks while it has one thread; who runs these tests may have others.
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_every_outcome_is_that_of_judging_afterwards(acted, outcomes, monkeypatch):
    monkeypatch.setattr(judge_process, "_FED_EVERY_S", 0)
    recording, planned = acted
    with collecting_rarely(), closing(JudgeProcess(planned)) as process:
        asyncio.run(grow(process, recording))
        process.end(recording)
        before = process.judged()
    judge = Judge(recording, planned, lambda: before)
    for check, instance in planned:
        expected = replace(outcomes[instance.instance_id], duration_s=0)
        assert replace(judge.judge(check, instance), duration_s=0) == expected
    of_conversations = [instance for _, instance in planned if instance.conversation]
    places = {name: (place.exchange, place.pointer, place.value) for name, place in before.shown.items()}
    shown = shown_features(recording.exchanges)
    assert places == {name: (place.exchange, place.pointer, place.value) for name, place in shown.items()}
    assert len(places) > _PARTS
    assert len(of_conversations) * 0.9 < len(before.outcomes) < len(of_conversations)
