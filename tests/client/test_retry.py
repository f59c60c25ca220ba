"""What is sent again, and after how long a pause."""

from dataclasses import replace

import pytest

from booking_conformance.client.message import Message
from booking_conformance.client.retry import pause_before_repeating
from booking_conformance.recording import Request, Response
from tests.support.makings import an_exchange


def pause(status, method, headers=(), body="", call="C1", tries=1):
    response = Response(status, headers, body) if status else None
    found = an_exchange(status=200)
    found = replace(found, request=Request(method, "https://example.com"), response=response)
    return pause_before_repeating(found, Message(call, method, "https://example.com"), tries)


@pytest.mark.parametrize(
    ("status", "method", "headers", "seconds"),
    [
        (429, "PATCH", (("Retry-After", "7"),), 7),
        (429, "GET", (), 1),
        (503, "DELETE", (("Retry-After", "100"),), 100),
        (503, "DELETE", (("Retry-After", "999999"),), None),
        (429, "GET", (("Retry-After", "999999"),), None),
        (429, "GET", (("Retry-After", "²"),), 1),
        (429, "GET", (("Retry-After", f"{' ' * 20}7"),), 7),
        (503, "PATCH", (("Retry-After", "1"),), 1),
        (503, "PATCH", (), None),
        (503, "POST", (("Retry-After", "1"),), None),
        (503, "PUT", (), 0.5),
        (0, "PUT", (), 0.5),
        (0, "DELETE", (), None),
        (500, "GET", (), None),
        (200, "GET", (), None),
    ],
)
def test_only_a_bad_moment_is_waited_out(status, method, headers, seconds):
    assert pause(status, method, headers) == seconds


def test_a_test_interface_that_is_busy_is_asked_again():
    asked = (("Retry-After", "1"),)
    assert pause(503, "POST", asked, call="test-action") == 1
    assert pause(503, "POST", asked, call="test-opportunity") == 1
    assert pause(0, "POST", call="test-action") is None


def test_an_error_that_says_it_was_not_done_is_waited_out_whatever_was_asked():
    body = '{"@context": "https://openactive.io/", "@type": "TemporarilyUnableToDeleteOrderError"}'
    assert pause(503, "DELETE", body=body) == 1
    assert pause(503, "POST", body=body) is None
    assert pause(503, "DELETE", body=body.replace("TemporarilyUnableToDeleteOrder", "InternalApplication")) is None


@pytest.mark.parametrize("asked", ["0", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_target_that_asks_for_no_pause_and_stays_busy_gets_longer_ones(asked):
    headers = (("Retry-After", asked),)
    assert [pause(429, "GET", headers, tries=tries) for tries in (1, 2, 3, 7)] == [0, 0.5, 1.0, 3.0]
    assert pause(429, "GET", (("Retry-After", "7"),), tries=7) == 7
