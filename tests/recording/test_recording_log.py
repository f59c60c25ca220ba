"""The recording as it is written while a run goes on comes back as it was, whenever the run is killed."""

import json
from dataclasses import replace

from booking_conformance.recording import Conversation, Observation
from booking_conformance.recording.recording_log import RecordingLog, read_recording_log
from tests.support.makings import an_exchange

HEAD = {"parts": ["a", "b"], "only": []}


def _exchange(number, scenario="a", **settings):
    found = an_exchange(identifier=f"x{number:04d}", step=f"step {number}", seconds=number, **settings)
    return replace(found, scenario=scenario)


def _conversation(name, *exchanges):
    observation = Observation("seen", "orders-feed", "an Order", True, {"price": 1.5}, 0.25, ("x0001",))
    return Conversation(name, name, {"type": "Slot"}, exchanges, (observation,), {"fact": [1]})


def _logged(tmp_path, *notes, head=HEAD):
    log = RecordingLog(tmp_path / "log", head)
    for kind, thing in notes:
        getattr(log, kind)(thing)
    log.close()
    return _read(tmp_path)


def _read(tmp_path):
    with (tmp_path / "log").open("rb") as lines:
        return read_recording_log(lines)


def test_what_ended_comes_back_equal(tmp_path):
    exchange = _exchange(1, body='{"price": 1.10}')
    conversation = _conversation("a", exchange)
    found = _logged(tmp_path, ("begun", exchange), ("ended", exchange), ("finished", conversation))
    assert found.head["parts"] == ["a", "b"]
    assert (found.exchanges, found.conversations) == ([exchange], [conversation])


def test_what_was_under_way_is_there_without_an_answer_and_under_another_name(tmp_path):
    before, during = _exchange(1), _exchange(2)
    unanswered = replace(during, response=None, error="killed")
    found = _logged(tmp_path, ("begun", before), ("ended", before), ("begun", unanswered))
    assert [(one.id, one.step, one.status) for one in found.exchanges] == [
        ("x0001", "step 1 (cut off)", 200),
        ("x0002", "step 2 (cut off)", 0),
    ]


def test_exchanges_of_no_planned_conversation_keep_their_names(tmp_path):
    exchange = _exchange(1, scenario="")
    assert _logged(tmp_path, ("ended", exchange)).exchanges == [exchange]


def test_a_repeated_request_is_marked(tmp_path):
    exchange = _exchange(1, scenario="")
    (found,) = _logged(tmp_path, ("ended", exchange), ("repeated", "x0001")).exchanges
    assert (found.superseded, found.step) == (True, "step 1 (repeated)")


def test_what_was_cut_off_stays_so_when_it_was_acted_out_again(tmp_path):
    first, second = _exchange(1), _exchange(2)
    _logged(tmp_path, ("ended", first))
    found = _logged(tmp_path, ("ended", second), ("finished", _conversation("a", second)), head=None)
    assert [one.step for one in found.exchanges] == ["step 1 (cut off)", "step 2"]
    assert len(found.resumed) == 1


def test_torn_lines_are_passed_over(tmp_path):
    exchange = _exchange(1, scenario="")
    _logged(tmp_path, ("ended", exchange))
    whole = (tmp_path / "log").read_bytes()
    for end in range(1, len(whole)):
        (tmp_path / "log").write_bytes(whole[:end])
        assert len(_read(tmp_path).exchanges) in {0, 1}
    (tmp_path / "log").write_bytes(whole[:-20])
    RecordingLog(tmp_path / "log", None).close()
    assert len(_read(tmp_path).resumed) == 1


def test_nonsense_is_nothing(tmp_path):
    lines = [b"", b"7\n", b"[]\n", b'{"exchange": 7}\n', b'{"conversation": {}}\n', b'{"repeated": "x9"}\n', b"\xff\n"]
    found = read_recording_log([*lines, b"[" * 100_000 + b"\n", json.dumps({"begun": {}}).encode()])
    assert (found.head, found.exchanges, found.conversations) == ({}, [], [])
