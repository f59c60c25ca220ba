"""Secrets in the answers of token endpoints are known before anything is stored."""

import pytest

from booking_conformance.client.tokens.confidential import SECRETS, kept_secrets
from booking_conformance.recording import Response
from booking_conformance.recording.redaction.redaction import Redactor
from tests.support.makings import an_exchange


@pytest.mark.parametrize("name", SECRETS)
def test_each_secret_is_taken_out_wherever_it_stands_afterwards(name):
    redactor = Redactor()
    found = kept_secrets(Response(200, (), f'{{"{name}": "abcd.efgh-ijkl", "expires_in": 900}}'), redactor)
    assert found == {name: "abcd.efgh-ijkl"}
    stored = redactor.redact(an_exchange(body='{"echo": "abcd.efgh-ijkl"}'))
    assert "efgh" not in stored.text


@pytest.mark.parametrize("body", ["", "[]", "7", '{"access_token": 7}', '{"access_token": ""}', "[" * 100_000])
def test_an_answer_of_another_kind_holds_none(body):
    assert kept_secrets(Response(200, (), body), Redactor()) == {}
