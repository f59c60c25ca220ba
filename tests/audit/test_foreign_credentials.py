"""Credentials in traffic that other programs recorded."""

import json

import pytest

from tests.support import hars
from tests.support.auditing import audited

SECRET = "Zq9hunter2Secret77xk"


def _in_password(one):
    one["request"]["url"] = one["request"]["url"].replace("https://", f"https://svc:{SECRET}@")


def _in_query(name):
    def spice(one):
        one["request"]["url"] += f"?{name}={SECRET}"

    return spice


def _in_answer(name, value):
    def spice(one):
        one["response"]["headers"] = [*one["response"]["headers"], {"name": name, "value": value}]

    return spice


@pytest.mark.parametrize(
    "spice",
    [
        _in_password,
        *(_in_query(name) for name in ("access_token", "api_key", "sig", "X-Amz-Signature", "code")),
        _in_answer("X-Auth-Token", SECRET),
        _in_answer("Authorization", f"Bearer {SECRET}"),
        _in_answer("Set-Cookie", f"sid={SECRET}; Path=/"),
        _in_answer("Location", f"https://login.example/?code={SECRET}"),
    ],
)
def test_credentials_are_hidden_wherever_they_stand(tmp_path, spice):
    one = hars.error(kind="UnheardOfError")
    one["response"]["content"]["text"] = json.dumps({"@type": "UnheardOfError", "description": f"got {SECRET}"})
    spice(one)
    auditor = audited(hars.written(tmp_path / "x.har", [one]))
    assert auditor.broken()
    kept = auditor.findings.kept()
    assert kept
    assert not [exchange for exchange in kept if SECRET in repr(exchange)]
