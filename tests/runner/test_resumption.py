"""A run that was cut off goes on with what it was started with, and counts what it has sent."""

import json

import pytest

from booking_conformance.client.budget import Budget
from booking_conformance.client.journal import Journal, Made, read_journal
from booking_conformance.client.recorder import Recorder
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import declared_settings
from booking_conformance.errors import UsageError
from booking_conformance.recording.recording_log import RECORDING_LOG, RecordingLog
from booking_conformance.recording.redaction.redaction import Redactor
from booking_conformance.runner.resumption import head_of, read_resumption
from tests.support.makings import an_exchange


def _configuration(**settings):
    return load(data={**declared_settings(), **settings}, environment={}).configuration


def _cut_off(folder, **head):
    log = RecordingLog(folder / RECORDING_LOG, {**head_of(_configuration(), ["booking"], {"only": []}), **head})
    log.ended(an_exchange(uuid="sent"))
    log.close()
    return folder


def test_the_same_configuration_goes_on(tmp_path):
    resumption = read_resumption(_cut_off(tmp_path))
    resumption.refuse_other(_configuration())
    assert len(resumption.resumed) == 1


def test_another_configuration_does_not(tmp_path):
    with pytest.raises(UsageError, match="other settings: seed"):
        read_resumption(_cut_off(tmp_path)).refuse_other(_configuration(seed=7))


@pytest.mark.parametrize(
    ("head", "said"), [({"suite_version": "0.0.1"}, "version 0.0.1"), ({"witness": True}, "witness")]
)
def test_what_cannot_go_on_is_refused(tmp_path, head, said):
    with pytest.raises(UsageError, match=said):
        read_resumption(_cut_off(tmp_path, **head))


def test_a_run_that_ended_is_not_resumed(tmp_path):
    with pytest.raises(UsageError, match="no run that was cut off"):
        read_resumption(tmp_path)


def test_a_log_without_a_beginning_is_refused(tmp_path):
    (tmp_path / RECORDING_LOG).write_text('{"run": {"for', encoding="utf-8")
    with pytest.raises(UsageError, match="how the run was started"):
        read_resumption(tmp_path)


def test_what_was_announced_and_never_sent_is_forgotten(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl")
    for uuid in ("sent", "never sent"):
        journal.sending("C1", uuid, "primary", "")
    journal.close()
    with (tmp_path / "journal.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"time": "2026')
    read_resumption(_cut_off(tmp_path)).when_held()
    lines = (tmp_path / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["sent"]
    assert read_journal(lines) == [Made("order-quote", "sent", "primary", "")]


def test_a_budget_counts_what_was_sent():
    budget = Budget(_configuration().limits)
    booked = [an_exchange(call="B", uuid=uuid) for uuid in ("one", "two", "two")]
    budget.take_over([*booked, an_exchange(call="C1"), an_exchange(call="open-feed")])
    assert (budget.requests, budget.bookings) == (4, 2)


def test_a_recorder_goes_on_with_the_next_number():
    recorder = Recorder(Redactor(), 1_000_000)
    recorder.take_over([an_exchange(identifier="x0041"), an_exchange(identifier="x0042")])
    assert recorder.next_id() == "x0043"
    assert [one.id for one in recorder.in_order()] == ["x0041", "x0042"]


def test_whom_the_run_made_up_stays_known():
    recorder = Recorder(Redactor(), 1_000_000)
    person = '{"customer": {"email": "planted@example.com"}}'
    recorder.take_over([an_exchange(sent=person)])
    shown = recorder.redactor.redact(an_exchange(body=person))
    assert shown.response.body == person


def test_the_journal_of_a_run_under_way_is_left_alone(tmp_path):
    journal = tmp_path / "journal.jsonl"
    journal.write_text("not known yet\n", encoding="utf-8")
    read_resumption(_cut_off(tmp_path))
    assert journal.read_text(encoding="utf-8") == "not known yet\n"
