"""A certificate says what the report shows, holds for its key, and is made of good reports only."""

import json
from datetime import UTC, datetime

import pytest

from booking_conformance.certify.certificate import certificate
from booking_conformance.certify.certificate_check import compare_report, compare_signature, read_certificate
from booking_conformance.certify.keys import did_of, make_key, private_key, public_key
from booking_conformance.certify.saved_report import report_document
from booking_conformance.errors import UsageError
from booking_conformance.reports.page.certificate import certificate_page
from tests.support.forgeries import edited

NOW = datetime(2026, 3, 2, 9, 15, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    file = tmp_path_factory.mktemp("keys") / "k"
    make_key(file)
    return private_key(file)


@pytest.fixture
def conformant(copied):
    """A report that says that it is conformant; whether it is right is not the certificate's matter."""
    edited(copied / "report.json", lambda document: document.update(verdict="conformant"))
    return copied


@pytest.fixture
def certified(conformant, keys):
    return certificate(report_document(conformant), conformant, keys, NOW, "A Certifier")


def test_it_says_what_was_tested_and_what_came_of_it(certified, conformant, keys):
    said = certified["credentialSubject"]
    report = report_document(conformant)
    assert certified["issuer"] == {"id": did_of(keys.public_key()), "name": "A Certifier"}
    assert certified["validFrom"] == "2026-03-02T09:15:30Z"
    assert said["target"]["dataset_site"] == report["target"]["dataset_site"]
    assert said["profile"]["sha256"] == report["suite"]["profile_sha256"]
    assert said["types"] == {"ScheduledSession": "fail", "Slot": "pass"}
    assert said["features"]["anonymous-leasing"]
    assert sum(said["checks"].values()) == len(report["checks"])
    assert said["recording"]["sha256"] == report["files"]["exchanges.har"]


def test_its_page_shows_what_is_signed_and_runs_nothing(certified):
    said = certified["credentialSubject"]
    hostile = {**said, "target": {**said["target"], "name": "<script>alert(1)</script>"}}
    page = certificate_page({**certified, "credentialSubject": hostile}).decode()
    assert "<script" not in page
    assert said["report"]["sha256"] in page
    assert "A Certifier" in page
    assert all(name in page for name in (*said["types"], *said["features"]))


def test_it_holds_for_its_key_and_its_report(certified, conformant, keys, tmp_path):
    (tmp_path / "c").write_text(json.dumps(certified, indent=2), encoding="utf-8")
    read = read_certificate(tmp_path / "c")
    assert compare_signature(read, keys.public_key()).discrepancies == ()
    assert compare_report(read, report_document(conformant), conformant).discrepancies == ()


def test_another_report_is_found(certified, conformant):
    edited(conformant / "report.json", lambda document: document["run"].update(bookings=9))
    found = compare_report(certified, report_document(conformant), conformant).discrepancies
    assert any("/run/bookings" in line for line in found)
    assert any("/report/sha256" in line for line in found)


def test_another_issuer_is_found(certified, keys):
    forged = {**certified, "issuer": {"id": "did:key:z6MkOther"}}
    assert compare_signature(forged, keys.public_key()).discrepancies


def test_a_certificate_signed_by_somebody_else_in_the_name_of_the_issuer_is_found(conformant, keys, tmp_path):
    public = make_key(tmp_path / "o")
    made = certificate(report_document(conformant), conformant, private_key(tmp_path / "o"), NOW)
    assert compare_signature(made, keys.public_key()).discrepancies
    assert compare_signature(made, public_key(public)).discrepancies == ()


@pytest.mark.parametrize("verdict", ["non-conformant", "inconclusive"])
def test_what_is_not_conformant_is_not_certified(copied, keys, verdict):
    edited(copied / "report.json", lambda document: document.update(verdict=verdict))
    with pytest.raises(UsageError, match="can be certified"):
        certificate(report_document(copied), copied, keys, NOW)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"type": "VerifiableCredential"}', "[" * 100_000])
def test_what_is_no_certificate_is_refused(tmp_path, content):
    (tmp_path / "c").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="is not a certificate"):
        read_certificate(tmp_path / "c")
