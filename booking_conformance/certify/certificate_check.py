"""``verify`` for a certificate: who signed it, and whether it speaks of a given report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from booking_conformance.certify.certificate import KIND, subject
from booking_conformance.certify.comparisons.comparison import Comparison, compare
from booking_conformance.certify.data_integrity import method_of, why_unproven
from booking_conformance.certify.json_difference import differences
from booking_conformance.certify.keys import did_of
from booking_conformance.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

UNPROVEN = (
    "It shows that the owner of the key signed this certificate, not what the target does today.",
    "It is worth as much as the certifier who ran the suite: ask them for the public key.",
)
"""What a certificate cannot prove."""


def read_certificate(file: Path) -> dict[str, Any]:
    """Return the certificate in a file; raise UsageError when it holds none."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{file} is not a certificate ({error})") from error
    if not isinstance(document, dict) or KIND not in _types(document):
        raise UsageError(f"{file} is not a certificate of booking-conformance")
    return document


def _types(document: dict[str, Any]) -> list[Any]:
    kinds = document.get("type")
    return kinds if isinstance(kinds, list) else [kinds]


def compare_signature(document: dict[str, Any], key: Ed25519PublicKey) -> Comparison:
    """Check that the owner of the key signed a certificate as it is, and is the issuer that it names."""
    return compare(f"the signature with the public key {did_of(key)}", _unsigned(document, key))


def _unsigned(document: dict[str, Any], key: Ed25519PublicKey) -> Iterator[str]:
    why = why_unproven(document, key)
    if why:
        yield f"the certificate does not hold: {why}"
        return
    issuer = document.get("issuer")
    if not isinstance(issuer, dict) or issuer.get("id") != did_of(key):
        yield "the certificate names an issuer who did not sign it"
    if document["proof"].get("verificationMethod") != method_of(key):
        yield "the proof names a key that did not sign it"


def compare_report(document: dict[str, Any], report: dict[str, Any], folder: Path) -> Comparison:
    """Compare what is certified with a report, whose report.json is given, and the files in its folder."""
    differing = (
        f"credentialSubject{place}: the certificate has {stated!r}, the report {shown!r}"
        for place, stated, shown in differences(document.get("credentialSubject"), subject(report, folder))
    )
    return compare(f"what is certified with the report in {folder}", differing)
