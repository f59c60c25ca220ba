"""From a run to a certificate that holds, as a certifier does it; and what is refused on the way."""

import pytest

from booking_conformance.cli.output.comparisons import show_comparisons
from tests.support.commands import booking_conformance


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a key pair k, k.pub, and the report r of a run at scope read."""
    folder = tmp_path_factory.mktemp("certifier")
    assert booking_conformance("certify", "--new-key", "k", cwd=folder).returncode == 0
    run = booking_conformance("run", "--scope", "read", "--report", "r", cwd=folder)
    assert run.returncode == 0, run.stdout
    return folder


def test_a_report_becomes_a_certificate_that_holds(folder):
    made = booking_conformance("certify", "r", "--key", "k", "--issuer", "A Certifier", cwd=folder)
    assert made.returncode == 0, made.stdout + made.stderr
    assert "A Certifier" in (folder / "r" / "certificate.html").read_text(encoding="utf-8")
    certificate = ("verify", "r/certificate.jsonld", "--public-key", "k.pub")
    held = booking_conformance(*certificate, "--report", "r", cwd=folder)
    assert held.returncode == 0, held.stdout
    assert "The certificate holds." in held.stdout
    assert booking_conformance("verify", "r", cwd=folder).returncode == 0
    text = (folder / "r" / "certificate.jsonld").read_text(encoding="utf-8")
    (folder / "r" / "certificate.jsonld").write_text(text.replace('"scope": "read"', '"scope": "full"'))
    assert booking_conformance(*certificate, cwd=folder).returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("certify",),
        ("certify", "r"),
        ("certify", "r", "--key", "k.pub"),
        ("certify", "r", "--key", "k", "--new-key", "n"),
        ("certify", "--new-key", "k"),
        ("verify", "r/report.json", "--public-key", "k.pub"),
        ("verify", "r/certificate.jsonld"),
        ("verify", "r", "--public-key", "k.pub"),
        ("verify", "nothing"),
    ],
)
def test_what_cannot_be_done_is_exit_2(folder, arguments):
    assert booking_conformance(*arguments, cwd=folder).returncode == 2


def test_differences_are_counted():
    assert show_comparisons([]) == 0
