"""Proofs as others make them, and what happens to one that is touched."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from booking_conformance.certify import base58
from booking_conformance.certify.data_integrity import method_of, signed, why_unproven
from booking_conformance.certify.keys import did_of

NOW = datetime(2026, 3, 2, 9, 15, 30, tzinfo=UTC)
# The test vector of FEP-8b32, which other implementations of eddsa-jcs-2022 share.
FOREIGN_KEY = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
FOREIGN_NAME = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
FOREIGN = {
    "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/data-integrity/v1"],
    "type": "Create",
    "actor": "https://server.example/users/alice",
    "object": {"type": "Note", "content": "Hello world"},
    "proof": {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "verificationMethod": "https://server.example/users/alice#ed25519-key",
        "proofPurpose": "assertionMethod",
        "proofValue": "z3sXaxjKs4M3BRicwWA9peyNPJvJqxtGsDmpt1jjoHCjgeUf71TRFz56osPSfDErszyLp5Ks1EhYSgpDaNM977Rg2",
        "created": "2023-02-24T23:36:38Z",
    },
}
DOCUMENT = {"@context": ["https://www.w3.org/ns/credentials/v2"], "a": {"ü": [1, True, None, "\x1f€"]}}


@pytest.fixture(scope="module")
def key():
    return Ed25519PrivateKey.generate()


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"", "z"), (b"\0", "z1"), (b"\0\0\x01", "z112"), (b"hello world", "zStV1DL6CwTryKyV"), (b"\xff" * 3, "z2UzHL")],
)
def test_base58_goes_both_ways(data, text):
    assert base58.encode(data) == text
    assert base58.decode(text) == data


@pytest.mark.parametrize("text", ["", "uAQ", "z0", "zI", "z€"])
def test_what_is_no_base58_is_refused(text):
    with pytest.raises(ValueError, match=r"multibase|substring"):
        base58.decode(text)


def test_a_proof_that_another_program_made_holds():
    key = Ed25519PrivateKey.from_private_bytes(base58.decode(FOREIGN_KEY)[2:])
    assert did_of(key.public_key()) == FOREIGN_NAME
    assert why_unproven(FOREIGN, key.public_key()) == ""
    assert why_unproven({**FOREIGN, "type": "Delete"}, key.public_key())


def test_a_proof_holds_for_its_key_only(key):
    document = signed(DOCUMENT, key, NOW)
    assert why_unproven(document, key.public_key()) == ""
    assert document["proof"]["created"] == "2026-03-02T09:15:30Z"
    assert document["proof"]["verificationMethod"] == method_of(key.public_key())
    assert "another key signed it" in why_unproven(document, Ed25519PrivateKey.generate().public_key())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"a": {}}, "changed after it was signed"),
        ({"b": 1}, "changed after it was signed"),
        ({"a": float("nan")}, "cannot be read"),
        ({"a": 2**60}, "cannot be read"),
        ({"a": "\ud800"}, "cannot be read"),
        ({"@context": []}, "another context"),
        ({"proof": None}, "no proof"),
        ({"proof": []}, "no proof"),
    ],
)
def test_a_document_that_was_touched_does_not_hold(key, change, told):
    assert told in why_unproven({**signed(DOCUMENT, key, NOW), **change}, key.public_key())


@pytest.mark.parametrize(
    "change",
    [
        {"created": "2020-01-01T00:00:00Z"},
        {"proofValue": "z"},
        {"proofValue": None},
        {"proofValue": "z1234"},
        {"cryptosuite": "ecdsa-jcs-2019"},
        {"proofPurpose": "authentication"},
        {"verificationMethod": "did:key:z6Mk"},
    ],
)
def test_a_proof_that_was_touched_does_not_hold(key, change):
    document = signed(DOCUMENT, key, NOW)
    assert why_unproven({**document, "proof": {**document["proof"], **change}}, key.public_key())
