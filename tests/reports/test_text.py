from __future__ import annotations

import json

import pytest

from booking_conformance.reports.safe_text import http_url, one_line, pretty, printable, xml_text
from tests.support import samples


@pytest.mark.parametrize(
    "body", ["[]", "{}", "[[1]]", '{"a":[],"b":{"c":10.00,"b":[1,{"x":"q\\u00e9 \\" {"}]}}', "7", "[" * 100 + "]" * 100]
)
def test_indented_json_is_the_same_json(body: str) -> None:
    assert json.loads(pretty(body)) == json.loads(body)


def test_numbers_and_repeated_names_stand_as_sent() -> None:
    assert pretty('{"a":10.00,"a":1e2}') == '{\n  "a": 10.00,\n  "a": 1e2\n}'


@pytest.mark.parametrize("body", ["", "no {", "<html>", "NaN"])
def test_what_is_no_json_stands_as_it_is(body: str) -> None:
    assert pretty(body) == body


def test_a_long_body_is_cut_with_a_note() -> None:
    assert pretty("x" * 30, limit=10) == "x" * 10 + "\n… 20 further characters: see exchanges.har"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "/x", "", "http://[::1", "https://", "https://x/\x1b"]
)
def test_only_web_addresses_are_links(url: str) -> None:
    assert http_url(url) is None


def test_a_web_address_is_a_link() -> None:
    assert http_url("https://x.example/a?b#c") == "https://x.example/a?b#c"


def test_hostile_text_becomes_harmless() -> None:
    shown = printable(samples.HOSTILE)
    assert shown.encode("utf-8")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert one_line("a\n\tb  c") == "a b c"
    assert one_line("x" * 400) == "x" * 299 + "…"
    assert xml_text("a\x00\ufffe\ud800b\n") == "ab\n"
