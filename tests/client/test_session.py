"""A session sends what is to be sent, again where the target had a bad moment, and tells nobody what is not his."""

import asyncio
import json
from decimal import Decimal

import pytest

from booking_conformance.client.connection import open_session
from booking_conformance.client.message import LimitReached, Message
from booking_conformance.client.session import Session
from booking_conformance.config.loading import load
from tests.support.scripted import HANG_UP, NEVER, answer, scripted

OK = answer()
BUSY = answer("503 Service Unavailable", b"{}", "Retry-After: 0")
THROTTLED = answer("429 Too Many Requests", b"{}", "Retry-After: 0")
GATEWAY = answer("502 Bad Gateway", b"<html>")
BROKEN = answer("500 Internal Server Error")


def talk(answers, *messages, limits=None, **network):
    """Send messages one after the other; return the exchanges, the script, and the session's recorder and retries."""

    async def run():
        async with scripted(*answers) as script:
            network_settings = {"timeout": 20, **network}
            data = {"target": {"dataset_site": script.url}, "network": network_settings, "limits": limits or {}}
            configuration = load(data=data, environment={}).configuration
            async with open_session(configuration, None) as session:
                sent = [await session.send(Message(*parts[:2], script.url, *parts[2:])) for parts in messages]
                return sent, script, session

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("first", "method", "requests"),
    [
        (THROTTLED, "GET", 2),
        (THROTTLED, "PATCH", 2),
        (BUSY, "GET", 2),
        (BUSY, "PUT", 2),
        (BUSY, "DELETE", 2),
        (BUSY, "PATCH", 2),
        (BUSY, "POST", 1),
        (GATEWAY, "GET", 2),
        (GATEWAY, "DELETE", 1),
        (BROKEN, "GET", 1),
    ],
)
def test_a_bad_moment_is_got_over_where_repeating_changes_nothing(first, method, requests):
    (exchange,), script, session = talk([first, OK], ("C1", method))
    assert len(script.heads) == requests
    assert session.retries == requests - 1
    assert exchange.status == (200 if requests == 2 else int(first.split()[1]))


def test_a_request_that_is_cut_off_is_recorded_and_no_number_is_left_out():
    async def run():
        async with scripted(NEVER, OK) as script:
            configuration = load(data={"target": {"dataset_site": script.url}}, environment={}).configuration
            async with open_session(configuration, None) as session:
                cut_off = asyncio.create_task(session.send(Message("open-feed", "GET", script.url)))
                await script.asked.wait()
                cut_off.cancel()
                await asyncio.gather(cut_off, return_exceptions=True)
                await session.send(Message("open-feed", "GET", script.url))
                return session.recorder.in_order()

    cut_off, answered = asyncio.run(run())
    assert (cut_off.id, cut_off.error, answered.id) == ("x0001", "cut off before it was answered", "x0002")


def test_a_session_settles_when_nothing_is_unanswered():
    async def run():
        async with scripted(NEVER) as script:
            configuration = load(data={"target": {"dataset_site": script.url}}, environment={}).configuration
            async with open_session(configuration, None) as session:
                await asyncio.wait_for(session.settle(), 30)
                sending = asyncio.create_task(session.send(Message("open-feed", "GET", script.url)))
                await script.asked.wait()
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(session.settle(), 0.1)
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)
                await asyncio.wait_for(session.settle(), 30)
                return session.recorder.exchanges

    assert [exchange.response for exchange in asyncio.run(run())] == [None]


def test_every_attempt_is_recorded_and_only_the_last_is_judged():
    _, _, session = talk([BUSY, OK], ("open-feed", "GET"))
    assert [(e.status, e.superseded) for e in session.recorder.exchanges] == [(503, True), (200, False)]
    assert isinstance(session, Session)


def test_a_token_that_ended_unforeseen_is_renewed(monkeypatch):
    monkeypatch.setattr("booking_conformance.client.tokens.oauth._YOUNG", 0.0)
    tokens = [answer(body=b'{"access_token": "%s"}' % name) for name in (b"first-token", b"second-token")]

    async def run():
        async with scripted(tokens[0], OK, THROTTLED, answer("401 Unauthorized"), tokens[1], OK) as script:
            partner = {"token_url": f"{script.url}token", "client_id": "me", "client_secret": "secret-of-me"}
            data = {"target": {"dataset_site": script.url}, "booking_partners": {"primary": partner}}
            async with open_session(load(data=data, environment={}).configuration, None) as session:
                message = Message("cancellation", "PATCH", script.url, partner="primary")
                return [(await session.send(message)).status for _ in range(2)], script.heads

    statuses, heads = asyncio.run(run())
    assert statuses == [200, 200]
    assert [("first-token" in head, "second-token" in head) for head in (heads[3], heads[5])] == [
        (True, False),
        (False, True),
    ]


def test_a_crowd_that_is_sent_away_for_a_moment_comes_back_more_often():
    (exchange,), script, _ = talk([THROTTLED] * 6 + [OK], ("cancellation", "PATCH"))
    assert (exchange.status, len(script.heads)) == (200, 7)
    (exchange,), script, _ = talk([THROTTLED], ("cancellation", "PATCH"))
    assert (exchange.status, len(script.heads)) == (429, 8)


def test_a_target_that_stays_busy_is_judged_by_its_last_answer():
    (exchange,), script, _ = talk([BUSY], ("open-feed", "GET"))
    assert (exchange.status, exchange.superseded, len(script.heads)) == (503, False, 3)


def test_a_kept_connection_that_closes_under_a_request_costs_nothing():
    (_, second), script, session = talk([OK, HANG_UP, OK], ("cancellation", "PATCH"), ("cancellation", "PATCH"))
    assert second.status == 200
    assert (len(script.heads), session.retries) == (3, 1)


def test_a_new_connection_that_closes_is_the_targets_doing():
    closing = answer("200 OK", b"{}", "Connection: close")
    (_, exchange), script, _ = talk([closing, HANG_UP], ("C1", "GET"), ("cancellation", "PATCH"))
    assert exchange.response is None
    assert len(script.heads) == 2


def test_an_answer_that_never_comes_is_asked_for_again_where_that_is_safe():
    (_, exchange), _, session = talk([OK, NEVER, OK], ("C1", "GET"), ("C1", "PUT"), timeout=1)
    assert (exchange.status, session.retries) == (200, 1)


def test_no_cookie_goes_back():
    cookie = answer("200 OK", b"{}", "Set-Cookie: session=abcdefgh; Path=/")
    _, script, _ = talk([cookie, OK], ("C1", "GET"), ("C1", "GET"))
    assert not [head for head in script.heads if "cookie:" in head.lower()]


def test_the_suite_says_what_it_is():
    (exchange,), script, _ = talk([OK], ("C1", "GET"), user_agent="acme-conformance/7")
    assert "user-agent: acme-conformance/7" in script.heads[0].lower()
    assert dict(exchange.request.headers)["User-Agent"] == "acme-conformance/7"


def test_amounts_are_sent_with_the_digits_that_were_read():
    body = {"price": Decimal("14.950"), "free": Decimal("0.00"), "text": "14.95", "whole": 15}
    _, script, _ = talk([OK], ("B", "PUT", body))
    assert script.bodies[0] == b'{"price": 14.950, "free": 0.00, "text": "14.95", "whole": 15}'
    assert json.loads(script.bodies[0])["price"] == 14.95


@pytest.mark.parametrize(
    ("call", "body", "kept"),
    [
        ("C1", b'"' + b"x" * 24_000 + b'"', True),
        ("C1", b'"' + b"x" * 26_000 + b'"', False),
        ("open-feed", b'"' + b"x" * 26_000 + b'"', True),
        ("open-feed", b'"' + b"x" * 101_000 + b'"', False),
        ("open-feed", b"[" + b"0.1," * 20_000 + b"1]", False),
        ("C1", b"[" * 20_000, False),
    ],
)
def test_an_answer_that_is_too_large_is_not_kept_in_part(call, body, kept):
    (exchange,), _, _ = talk([answer("200 OK", body)], (call, "GET"), limits={"response_bytes": 100_000})
    assert exchange.response.truncated is not kept
    assert exchange.response.body == (body.decode() if kept else "")


def test_a_recording_that_is_full_ends_the_run():
    limits = {"recording_bytes": 4_000}
    with pytest.raises(LimitReached, match="recording_bytes"):
        talk([OK], *[("C1", "GET")] * 3, limits=limits)


def test_pages_of_feeds_are_no_requests_that_a_run_counts():
    feeds = [("open-feed", "GET"), ("orders-feed", "GET"), ("order-proposals-feed", "GET")]
    _, _, session = talk([OK], *feeds, ("C1", "PUT"), limits={"requests": 1})
    assert session.budget.requests == 1


def test_nothing_goes_on_in_the_background_when_a_session_is_closed():
    async def run():
        async with scripted(OK, OK, NEVER) as script:
            configuration = load(data={"target": {"dataset_site": script.url}}, environment={}).configuration
            async with open_session(configuration, None) as session:
                third = asyncio.Event()

                async def poll():
                    for sent in range(3):
                        if sent == 2:
                            third.set()
                        await session.send(Message("open-feed", "GET", script.url))

                polling = session.in_background(poll())
                await third.wait()
            return polling.cancelled(), session.recorder.in_order()

    cancelled, exchanges = asyncio.run(run())
    assert cancelled
    assert [exchange.error for exchange in exchanges] == [None, None, "cut off before it was answered"]
