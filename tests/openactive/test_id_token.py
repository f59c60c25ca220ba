"""ID tokens are verified by the keys of the provider; the tokens here are made by another library's hand."""

import base64
import json

import pytest
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from booking_conformance.openactive.id_token import claims_of, id_token_fact, why_unverified

KEY = rsa.generate_private_key(65_537, 2_048)
CLAIMS = {"iss": "https://id.example", "sub": "desk@example.com", "https://openactive.io/sellerId": "s", "email": "e"}


def coded(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def part(value):
    return coded(json.dumps(value).encode())


def number(value):
    return coded(value.to_bytes(256 if value > 65_537 else 3, "big"))


PUBLIC = KEY.public_key().public_numbers()
KEYS = {"keys": [{"kty": "RSA", "kid": "1", "n": number(PUBLIC.n), "e": number(PUBLIC.e)}]}


def token(algorithm="RS256", claims=CLAIMS, sign=None):
    text = f"{part({'alg': algorithm, 'kid': '1'})}.{part(claims)}"
    sign = sign or (lambda data: KEY.sign(data, padding.PKCS1v15(), hashes.SHA256()))
    return f"{text}.{coded(sign(text.encode()))}"


def with_public_key_as_secret(data):
    code = hmac.HMAC(json.dumps(KEYS["keys"][0]).encode(), hashes.SHA256())
    code.update(data)
    return code.finalize()


def test_a_signed_token_is_verified():
    assert why_unverified(token(), KEYS) == ""


@pytest.mark.parametrize(
    "forged",
    [
        token("none", sign=lambda _: b""),
        token("HS256", sign=with_public_key_as_secret),
        token(sign=lambda data: KEY.sign(data + b"x", padding.PKCS1v15(), hashes.SHA256())),
        token().rpartition(".")[0] + ".",
        token() + "x",
        "",
        "a.b",
        "a.b.c",
        "ä.ö.ü",
    ],
)
def test_a_forged_token_is_not(forged):
    assert why_unverified(forged, KEYS)


@pytest.mark.parametrize(
    "keys", [None, [], {}, {"keys": None}, {"keys": []}, {"keys": [{}]}, {"keys": [{"kty": "RSA"}]}, {"keys": [1]}]
)
def test_other_keys_verify_nothing(keys):
    assert why_unverified(token(), keys)


def test_what_checks_may_know_names_no_person_and_holds_no_token():
    fact = id_token_fact(token(), KEYS)
    assert fact["others"] == ["email"]
    assert fact["unverified"] == ""
    assert fact["claims"]["sub"].endswith("@redacted.invalid")
    assert fact["claims"]["https://openactive.io/sellerId"] == "s"
    assert "desk" not in json.dumps(fact)
    assert token().split(".")[1] not in json.dumps(fact)


@pytest.mark.parametrize("text", ["", "a", "a.b.c", "..", f".{part([1])}.", "ä.ö.ü"])
def test_what_is_no_token_has_no_claims(text):
    assert claims_of(text) == {}
