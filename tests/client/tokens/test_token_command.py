"""A program that gets tokens in place of a person."""

import asyncio
import sys

import pytest

from booking_conformance.client.tokens.token_command import tokens_by_command
from booking_conformance.config import BookingPartner
from booking_conformance.errors import PreflightFailed

CLIENT = {"token_url": "https://id.example/token", "client_id": "me", "client_secret": "s3cr3t"}


def tokens(program):
    partner = BookingPartner(token_command=(sys.executable, "-c", program), **CLIENT)
    return asyncio.run(tokens_by_command(partner, "https://a.example/1"))


def test_it_is_told_of_client_and_seller_by_its_environment():
    names = ("CLIENT_ID", "CLIENT_SECRET", "TOKEN_URL", "SELLER_ID")
    program = (
        f"import os, json; print(json.dumps({{'access_token': ' '.join(os.environ['OPENID_' + n] for n in {names})}}))"
    )
    assert tokens(program) == {"access_token": "me s3cr3t https://id.example/token https://a.example/1"}


def test_it_may_print_a_bare_access_token():
    assert tokens("print('abcdef')") == {"access_token": "abcdef"}


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("", "no access token"),
        ("print('two words')", "no access token"),
        ("print('{')", "no access token"),
        ("print('{\"access_token\": 1}')", "no access token"),
        ("print('secret-abc'); raise SystemExit(3)", "exit code 3"),
    ],
)
def test_what_it_failed_at_is_told_and_not_what_it_printed(program, why):
    with pytest.raises(PreflightFailed, match=why) as failed:
        tokens(program)
    assert "secret-abc" not in str(failed.value)


def test_a_program_that_is_not_there():
    partner = BookingPartner(token_command=("/none/such",))
    with pytest.raises(PreflightFailed, match="No such file"):
        asyncio.run(tokens_by_command(partner, "https://a.example/1"))
