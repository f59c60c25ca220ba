"""Credentials with something changed: never the right ones, and never to be read in a record."""

import asyncio
import base64
from dataclasses import replace
from unittest.mock import MagicMock

import pytest
from pydantic import SecretStr

from booking_conformance.client.credentials import Credentials
from booking_conformance.client.message import LENGTHENED, SHORTENED
from booking_conformance.config import BookingPartner
from booking_conformance.recording import Exchange, Request
from booking_conformance.recording.redaction.kept_headers import WRONG_CREDENTIAL
from booking_conformance.recording.redaction.redaction import Redactor
from booking_conformance.reports.repro.credentials import ScriptCredentials
from tests.support.samples import exchange


def basic(pair: str) -> str:
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


KEY, BEARER, BASIC = "Key-of-Ours-77zz", "Bearer Token.of.Ours==", basic("partner:secret-of-ours")


def sent(kind: str, value: str, redactor: Redactor | None = None) -> str:
    partner = BookingPartner(headers={"X-Key": SecretStr(value)})
    credentials = Credentials({"primary": partner}, {}, MagicMock(), redactor or Redactor())
    return asyncio.run(credentials.headers("primary", None, kind))["X-Key"]


def asked(header: tuple[str, str]) -> Exchange:
    request = Request("GET", "https://x/orders/1", (header,))
    return replace(exchange(1, "B", 200), partner="primary", request=request)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (LENGTHENED, KEY, f"{KEY}{WRONG_CREDENTIAL}"),
        (SHORTENED, KEY, "Key-of-O"),
        (LENGTHENED, BEARER, f"{BEARER}{WRONG_CREDENTIAL}"),
        (SHORTENED, BEARER, "Bearer Token.o"),
        (LENGTHENED, BASIC, basic(f"partner:secret-of-ours{WRONG_CREDENTIAL}")),
        (SHORTENED, BASIC, basic("partner:secret-")),
        (SHORTENED, basic("the-key-of-ours:x"), f"Basic {WRONG_CREDENTIAL}"),
        (SHORTENED, "Basic no%base64", f"Basic {WRONG_CREDENTIAL}"),
    ],
)
def test_what_is_sent_is_not_the_credential(kind, value, expected):
    assert sent(kind, value) == expected


@pytest.mark.parametrize("value", [KEY, BEARER, BASIC])
def test_what_was_sent_is_hidden_and_is_no_variable(value):
    redactor = Redactor()
    header = ("X-Key", sent(SHORTENED, value, redactor))
    (shown,) = redactor.redact(asked(header)).request.headers
    assert header[1].rpartition(" ")[2] not in shown[1]
    configuration = {"booking_partners": {"primary": {"headers": {"X-Key": ""}}}}
    variables = {("booking_partners", "primary", "headers", "X-Key"): "OUR_KEY"}
    script = ScriptCredentials(configuration, variables)
    assert list(script.headers(asked(shown))) == [(*shown, False)]
