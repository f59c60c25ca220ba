"""Exchanges are numbered in the order of sending, and one that was sent again is marked."""

import pytest

from booking_conformance.client.recorder import Recorder
from booking_conformance.recording import Request, Response
from booking_conformance.recording.recording_log import RecordingLog, read_recording_log
from booking_conformance.recording.redaction.redaction import Redactor
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


def test_exchanges_are_under_the_profile_of_the_run(tmp_path):
    log = RecordingLog(tmp_path / "log", {"configuration": {"profile": "1.0"}})
    recorder = Recorder(Redactor(), 1_000_000, log=log, profile="1.0")
    request, started = Request("GET", "https://example.com/"), an_exchange().started
    recorder.record("x0001", call="C1", request=request, response=Response(200), started=started, duration_ms=1)
    log.close()
    with (tmp_path / "log").open("rb") as lines:
        logged = read_recording_log(lines).exchanges
    assert [exchange.profile for exchange in (*recorder.exchanges, *logged)] == ["1.0", "1.0"]


def recorded(call, bodies, most_bytes, **settings):
    recorder = Recorder(Redactor(), most_bytes)
    request = Request("GET", settings.get("url", "https://example.com/"))
    for body in bodies:
        response = Response(200, settings.get("headers", ()), body)
        started = an_exchange().started
        recorder.record(
            recorder.next_id(), call=call, request=request, response=response, started=started, duration_ms=1
        )
    return recorder


@pytest.mark.parametrize("call", ["open-feed", "orders-feed", "order-proposals-feed"])
def test_of_a_feed_without_end_the_first_and_the_latest_pages_are_kept(call):
    recorder = recorded(call, [str(number) * 5_000 for number in range(100)], 1_000_000)
    lost = [exchange.response.body_lost for exchange in recorder.exchanges]
    assert not any(lost[:3])
    assert not any(lost[-3:])
    assert sum(len(exchange.response.body) for exchange in recorder.exchanges) < 500_000
    assert not recorder.full


def test_what_is_no_feed_is_kept_until_the_recording_is_full():
    recorder = recorded("C1", ["x" * 10_000] * 100, 1_000_000)
    assert not any(exchange.response.body_lost for exchange in recorder.exchanges)
    assert recorder.full


@pytest.mark.parametrize("long", [{"url": f"https://example.com/{'x' * 5_000}"}, {"headers": (("ETag", "x" * 5_000),)}])
def test_long_urls_and_headers_fill_a_recording_too(long):
    assert recorded("open-feed", ["{}"] * 200, 1_000_000, **long).full


def test_the_log_of_a_feed_without_end_has_an_end(tmp_path):
    log = RecordingLog(tmp_path / "log", {})
    recorder = Recorder(Redactor(), 20_000, log=log)
    started, request = an_exchange().started, Request("GET", "https://example.com/")
    for _ in range(100):
        name = recorder.next_id()
        body = Response(200, (), "x" * 10_000)
        recorder.record(name, call="open-feed", request=request, response=body, started=started, duration_ms=1)
    log.close()
    assert log.bytes == (tmp_path / "log").stat().st_size < 250_000
    with (tmp_path / "log").open("rb") as lines:
        found = read_recording_log(lines).exchanges
    assert (len(found), found[0].body_lost, found[-1].body_lost) == (100, False, True)


def test_a_page_of_a_feed_that_is_as_it_was_is_stored_once():
    pages = ["".join(["page ", str(number)]) * 100 for number in (1, 1, 2, 1)]
    one, same, changed, back = (each.response.body for each in recorded("open-feed", pages, 1_000_000).exchanges)
    assert [one, same, changed, back] == pages
    assert one is same
    assert len({id(text) for text in (one, changed, back)}) == 3
