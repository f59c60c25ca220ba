"""The page of a certificate: what is signed in certificate.jsonld, for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booking_conformance.reports.page import labels
from booking_conformance.reports.page.html import template

if TYPE_CHECKING:
    from collections.abc import Mapping


def certificate_page(certificate: Mapping[str, Any]) -> bytes:
    """Return a certificate as a page: HTML that needs nothing else, and no script."""
    subject = certificate["credentialSubject"]
    fingerprints = {
        "report.json (SHA-256)": subject["report"]["sha256"],
        "exchanges.har (SHA-256)": subject["recording"]["sha256"],
        "Profile (SHA-256)": subject["profile"]["sha256"],
        "Witness": subject["witness"],
        "Issuer": certificate["issuer"]["id"],
    }
    text = template("certificate.html.j2").render(
        subject=subject,
        issuer={"name": "", **certificate["issuer"]},
        issued=certificate["validFrom"],
        fingerprints={name: value for name, value in fingerprints.items() if value},
        words=labels,
    )
    return text.encode("utf-8", "replace")
