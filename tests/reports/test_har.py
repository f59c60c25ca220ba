from __future__ import annotations

import gzip
import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booking_conformance.recording import Conversation, Exchange, Observation, Recording, Request, Response, Stop
from booking_conformance.recording.har.entries import entry_of, exchange_from_entry
from booking_conformance.recording.har.har import conversation_row, read_har, write_har
from booking_conformance.recording.json_text import encode, to_bytes
from tests.support import samples

if TYPE_CHECKING:
    from pathlib import Path

CONTEXT = {
    "suite_version": "0.1.0",
    "base_uri": samples.BASE,
    "target": {"name": "ü"},
    "configuration": {"seed": 7, "features": {"leasing": True}},
}
# A surrogate pair written as two surrogates cannot come out of decoding a response: JSON joins it.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=10,
)
# A header has a name; one that begins with a colon is how HTTP/2 tells its request line. The reader passes these over.
NAMES = TEXT.filter(lambda name: name and not name.startswith(":"))
# Blanks around a value are not of it, which recorders need not know: the reader takes them away.
VALUES = TEXT.map(lambda value: value.strip(" \t\r\n"))
HEADERS = st.lists(st.tuples(NAMES, VALUES), max_size=3).map(tuple)


def entry(**changes: Any) -> dict[str, Any]:
    written = json.loads(encode(entry_of(samples.exchange(1, "C1", 200, "{}"))))
    plain = {name: value for name, value in written.items() if not name.startswith("_")}
    return {**plain, **changes}


def test_a_recording_reads_back_equal(tmp_path: Path, recording: Recording) -> None:
    write_har(tmp_path / "x.har", recording, CONTEXT)
    read = read_har(tmp_path / "x.har")
    assert read.exchanges == tuple(recording.exchanges)
    assert read.conversations == tuple(recording.conversations)
    assert read.context == CONTEXT
    assert read.recording.base_uri == samples.BASE


def test_amounts_keep_their_digits(tmp_path: Path, recording: Recording) -> None:
    write_har(tmp_path / "x.har", recording, CONTEXT)
    facts = read_har(tmp_path / "x.har").conversations[0].facts
    assert (str(facts["total"]), str(facts["big"]), facts["items"]) == ("21.00", "1E+3", [1, 2])


def test_writing_what_was_read_gives_the_same_file(tmp_path: Path, recording: Recording) -> None:
    first, second = tmp_path / "1.har", tmp_path / "2.har"
    write_har(first, recording, CONTEXT)
    read = read_har(first)
    write_har(second, read, read.context)
    assert first.read_bytes() == second.read_bytes()


def test_the_file_is_har_1_2(tmp_path: Path, recording: Recording) -> None:
    write_har(tmp_path / "x.har", recording, CONTEXT)
    log = json.loads((tmp_path / "x.har").read_text(encoding="utf-8"))["log"]
    assert log["version"] == "1.2"
    assert log["_booking_conformance"]["format"] == 1
    one = log["entries"][0]
    assert {"startedDateTime", "time", "request", "response", "cache", "timings"} <= one.keys()
    assert one["request"]["queryString"] == [{"name": "a", "value": "1"}, {"name": "b", "value": "ü"}]
    assert log["entries"][4]["response"]["status"] == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.none() | TEXT,
    response=st.none() | st.builds(Response, st.integers(100, 599), HEADERS, TEXT, st.booleans()),
    headers=HEADERS,
    words=st.tuples(TEXT, TEXT, TEXT, TEXT),
    facts=st.dictionaries(TEXT, JSON, max_size=4),
    value=JSON,
    stop=st.none() | st.builds(Stop, TEXT, st.none() | TEXT),
)
def test_anything_reads_back_equal(
    tmp_path: Path,
    body: str | None,
    response: Response | None,
    headers: tuple[tuple[str, str], ...],
    words: tuple[str, str, str, str],
    facts: dict[str, Any],
    value: Any,
    stop: Stop | None,
) -> None:
    call, step, partner, error = words
    exchange = Exchange(
        "e1", call, Request("PUT", samples.BASE, headers, body), response, samples.START, 0.1, error,
        "s", step, partner, None, "improper",
    )  # fmt: skip
    seen = Observation("o", "f", error, seen=True, value=value, waited_s=0.1, exchanges=("e1",))
    conversation = Conversation("c", "s", {"type": step}, (exchange,), (seen,), facts, stop)
    write_har(tmp_path / "x.har", Recording("", (exchange,), (conversation,)), {})
    read = read_har(tmp_path / "x.har")
    assert read.exchanges == (exchange,)
    assert read.conversations == (conversation,)


@pytest.mark.parametrize(("configuration", "profile"), [({"profile": "1.0"}, "1.0"), ({}, ""), (7, "")])
def test_exchanges_are_under_the_profile_of_the_configuration(tmp_path: Path, configuration: Any, profile: str) -> None:
    recording = Recording("", (replace(samples.recording().exchanges[0], profile="1.0"),))
    write_har(tmp_path / "x.har", recording, {**CONTEXT, "configuration": configuration})
    assert [exchange.profile for exchange in read_har(tmp_path / "x.har").exchanges] == [profile]


def test_lone_surrogates_and_depth_survive() -> None:
    deep: Any = "\ud800"
    for _ in range(5_000):
        deep = [deep]
    assert to_bytes(encode(deep)).count(b"[") == 5_000
    assert json.loads(to_bytes(encode({"a": "x\udfff"}))) == {"a": "x\udfff"}
    assert encode({}) + encode(()) + encode(Decimal("0.10")) == "{}[]0.10"


def test_a_gzipped_file_of_another_program_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.har.gz"
    path.write_bytes(gzip.compress(json.dumps({"log": {"version": "1.2", "entries": [entry()]}}).encode()))
    read = read_har(path)
    assert read.conversations == ()
    assert read.context == {}
    assert read.exchanges[0].id == "e00001"
    assert read.exchanges[0].intent == "ordinary"


def test_base64_content_is_decoded() -> None:
    response = {"status": 200, "content": {"text": "w7w=", "encoding": "base64"}}
    found = exchange_from_entry(entry(response=response), 0)
    assert found.response == Response(200, (), "ü", headers_lost=True)


def test_an_entry_without_a_response_says_so() -> None:
    found = exchange_from_entry(entry(response={"status": 0}), 0)
    assert found.response is None
    assert found.error == "no response was recorded"


@pytest.mark.parametrize(
    "bad",
    [
        None,
        [],
        {},
        entry(request=None),
        entry(request={"method": "GET"}),
        entry(request={"method": "GET", "url": "http://[::1"}),
        entry(request={"method": "GET", "url": 7}),
        entry(request={"method": "GET", "url": "/orders/1"}),
        entry(response=[]),
        entry(response={"status": "OK"}),
        entry(response={"status": True}),
        entry(_call="C1", _id=7),
    ],
)
def test_a_malformed_entry_is_named_by_its_number(bad: Any) -> None:
    with pytest.raises(ValueError, match="HAR entry 12 is malformed"):
        exchange_from_entry(bad, 11)


@pytest.mark.parametrize(
    "content", [b"", b"no", b"[]", b"{}", b'{"log": {}}', b"\x1f\x8bnot", b"\xff\xfe", b"[" * 10**5]
)
def test_what_is_no_har_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.har").write_bytes(content)
    with pytest.raises(ValueError, match="is not a HAR file"):
        read_har(tmp_path / "x.har")


@pytest.mark.parametrize("own", [{}, [], {"format": 2}, {"format": 1}, {"format": 1, "conversations": [{}]}])
def test_damaged_annotations_are_refused(tmp_path: Path, own: Any) -> None:
    log = {"entries": [], "_booking_conformance": own}
    (tmp_path / "x.har").write_text(json.dumps({"log": log}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"damaged|format 2"):
        read_har(tmp_path / "x.har")


def test_a_conversation_whose_exchange_was_removed_names_it(tmp_path: Path) -> None:
    conversation = conversation_row(samples.recording().conversations[0])
    log = {"entries": [], "_booking_conformance": {"format": 1, "conversations": [conversation]}}
    (tmp_path / "x.har").write_text(json.dumps({"log": log}, default=str), encoding="utf-8")
    with pytest.raises(ValueError, match=f"has an exchange {conversation['exchanges'][0]} that is missing"):
        read_har(tmp_path / "x.har")


def test_a_naive_instant_is_taken_as_utc() -> None:
    found = exchange_from_entry(entry(startedDateTime="2026-03-02T09:15:30.123456"), 0)
    assert found.started == replace(samples.exchange(1, "C1", 200), started=samples.START).started
