"""An exchange says of a body that was not kept that there is none to read; never what is left of it."""

from dataclasses import replace

import pytest

from booking_conformance.check.verify import outcome
from booking_conformance.recording import CutOff, NotRecorded, Response
from booking_conformance.recording.har.entries import entry_of, exchange_from_entry
from tests.support.makings import an_exchange

WAYS = [lambda e: e.text, lambda e: e.answer, lambda e: e.json_error]


def with_response(**settings):
    return replace(an_exchange(), response=Response(200, **settings))


@pytest.mark.parametrize("read", WAYS)
@pytest.mark.parametrize(("lost", "error"), [({"truncated": True}, CutOff), ({"body_lost": True}, NotRecorded)])
def test_a_body_that_was_not_kept_cannot_be_read(read, lost, error):
    with pytest.raises(error):
        read(with_response(**lost))


def test_what_was_cut_off_is_named_with_what_to_do():
    with pytest.raises(CutOff, match="x0001 exceeds the size limit") as raised:
        _ = with_response(truncated=True).text
    assert "response_bytes" in raised.value.remedy


@pytest.mark.parametrize("lost", [{"truncated": True}, {"body_lost": True}])
def test_a_person_may_read_of_it_all_the_same(lost):
    exchange = with_response(**lost)
    assert exchange.shown_type == ""
    assert "→ 200" in exchange.summary


@pytest.mark.parametrize("lost", [{"truncated": True}, {"body_lost": True}, {}])
def test_a_recording_remembers_that_it_was_not_kept(lost):
    exchange = with_response(**lost)
    assert exchange_from_entry(entry_of(exchange), 0) == exchange


@pytest.mark.parametrize(
    ("status", "headers", "told"),
    [
        (308, (("location", "https://x/feed/"),), "308, a redirect to https://x/feed/; redirects are not followed"),
        (304, (), "304"),
        (201, (("Location", "https://x/orders/1"),), "201"),
    ],
)
def test_a_redirect_says_where_it_leads(status, headers, told):
    exchange = replace(an_exchange(), response=Response(status, headers, ""))
    assert exchange.summary.endswith(f"→ {told}")
    assert outcome(exchange) == told
