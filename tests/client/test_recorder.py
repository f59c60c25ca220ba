"""Exchanges are numbered in the order of sending, and one that was sent again is marked."""

from booking_conformance.client.recorder import Recorder
from booking_conformance.recording import Request, Response
from booking_conformance.recording.redaction import Redactor
from tests.support.makings import an_exchange


def test_an_exchange_that_was_sent_again_is_kept_and_marked():
    recorder = Recorder(Redactor(), 1_000_000)
    first, second = recorder.next_id(), recorder.next_id()
    started = an_exchange().started
    request = Request("GET", "https://example.com/")
    kept = [
        recorder.record(name, call="C1", request=request, response=Response(status), started=started, duration_ms=1)
        for name, status in ((first, 503), (second, 200))
    ]
    recorder.supersede(kept[0])
    assert [(e.id, e.superseded) for e in recorder.in_order()] == [("x0001", True), ("x0002", False)]
    assert recorder.superseded == 1
