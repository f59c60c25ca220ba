"""Proofs in JSON documents: W3C Data Integrity, cryptosuite eddsa-jcs-2022 (Ed25519 over RFC 8785 canonical JSON)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import rfc8785
from cryptography.exceptions import InvalidSignature

from booking_conformance.certify import base58
from booking_conformance.certify.keys import did_of, multibase_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_KIND = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofPurpose": "assertionMethod"}


def signed(document: Mapping[str, Any], key: Ed25519PrivateKey, now: datetime) -> dict[str, Any]:
    """Return the document with a proof made at ``now``."""
    proof = {
        **_KIND,
        "@context": document["@context"],
        "created": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "verificationMethod": method_of(key.public_key()),
    }
    return {**document, "proof": {**proof, "proofValue": base58.encode(key.sign(_hashes(document, proof)))}}


def method_of(key: Ed25519PublicKey) -> str:
    """Return the verification method that names a public key."""
    return f"{did_of(key)}#{multibase_of(key)}"


def why_unproven(document: Mapping[str, Any], key: Ed25519PublicKey) -> str:
    """Return why the proof in a document is not one that the owner of the key made, "" when it is."""
    proof = document.get("proof")
    if not isinstance(proof, dict):
        return "it carries no proof"
    if any(proof.get(name) != value for name, value in _KIND.items()):
        return f"its proof is not of the kind {_KIND['cryptosuite']}"
    if "@context" in proof and proof["@context"] != document.get("@context"):
        return "its proof was made in another context"
    try:
        return "" if _is_by(key, document, proof) else "it was changed after it was signed, or another key signed it"
    except (ValueError, rfc8785.CanonicalizationError) as error:
        return f"its proof cannot be read: {error}"


def _is_by(key: Ed25519PublicKey, document: Mapping[str, Any], proof: Mapping[str, Any]) -> bool:
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    try:
        key.verify(base58.decode(str(proof.get("proofValue"))), _hashes(unsigned, options))
    except InvalidSignature:
        return False
    return True


def _hashes(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    parts = (rfc8785.dumps(dict(proof)), rfc8785.dumps(dict(document)))
    return b"".join(hashlib.sha256(part).digest() for part in parts)
