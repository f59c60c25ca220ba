"""The certificate of a report: what was tested and how, what came of it, and the fingerprints of what shows it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from booking_conformance.certify.comparisons.chain import head_of
from booking_conformance.certify.comparisons.file_hashes import sha256_of
from booking_conformance.certify.data_integrity import signed
from booking_conformance.certify.keys import did_of
from booking_conformance.certify.saved_report import RECORDING
from booking_conformance.errors import UsageError
from booking_conformance.reports.safe_text import one_line
from booking_conformance.results import Verdict
from booking_conformance.results.run_verdict import CONFORMANT, PARTIAL
from booking_conformance.runner.report_folder import REPORT

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KIND = "BookingConformanceCertificate"
_CONTEXT = ["https://www.w3.org/ns/credentials/v2", {"@vocab": "urn:booking-conformance:certificate#"}]


def certificate(
    document: dict[str, Any], folder: Path, key: Ed25519PrivateKey, now: datetime, issuer: str = ""
) -> dict[str, Any]:
    """Return the signed certificate of a report, whose report.json is ``document`` and which was verified before.

    Raises UsageError when its verdict is not one that is certified.
    """
    if document["verdict"] not in {CONFORMANT, PARTIAL}:
        raise UsageError(
            f"the verdict of the report is {document['verdict']}: {document['verdict_reason']}",
            f"Only a report that is {CONFORMANT} or {PARTIAL} can be certified.",
        )
    named = {"name": one_line(issuer)} if issuer else {}
    unsigned = {
        "@context": _CONTEXT,
        "type": ["VerifiableCredential", KIND],
        "issuer": {"id": did_of(key.public_key()), **named},
        "validFrom": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "credentialSubject": subject(document, folder),
    }
    return signed(unsigned, key, now)


def subject(document: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what is certified: a pure function of the report and its recording."""
    target, suite, run = document["target"], document["suite"], document["run"]
    return {
        "target": {name: one_line(target[name]) for name in ("name", "version", "dataset_site", "base_uri")},
        "verdict": document["verdict"],
        "verdict_reason": one_line(document["verdict_reason"]),
        "scope": document["scope"],
        "profile": {"name": suite["profile"], "sha256": suite["profile_sha256"]},
        "suite": {"name": "booking-conformance", "version": suite["version"]},
        "run": {name: run[name] for name in ("started", "exchanges", "bookings", "seed")},
        "checks": dict(sorted(Counter(check["verdict"] for check in document["checks"]).items())),
        "types": {name: _verdict_of(name, document) for name in target["types"]},
        "flows": list(target["flows"]),
        "features": {row["id"]: row["verdict"] for row in document["features"] if row["declared"]},
        "report": {"sha256": sha256_of(folder / REPORT)},
        "recording": {"sha256": sha256_of(folder / RECORDING)},
        "witness": head_of(folder) or None,
    }


def _verdict_of(kind: str, document: dict[str, Any]) -> str:
    """Return the worst verdict of the instances that are labelled with an opportunity type."""
    instances = (instance for check in document["checks"] for instance in check["instances"])
    of_type = [Verdict(one["verdict"]) for one in instances if kind in _labels(one["id"])]
    return str(Verdict.worst(of_type))


def _labels(identifier: str) -> list[str]:
    return identifier.partition("[")[2].removesuffix("]").split(",")
