"""A configuration is read on another machine as it is read here, with its secrets and certificates."""

import pytest

from booking_conformance.config.loading import load
from booking_conformance.config.portable import portable
from booking_conformance.errors import ConfigurationError

TEXT = """
[target]
dataset_site = "https://a.example/"
[booking_partners.primary]
headers = { A = "env:TOKEN", B = "file:secrets/b", C = "literal" }
[booking_partners.secondary]
headers = { A = "env:NOT_SET" }
[network]
ca_bundle = "ca.pem"
"""
HERE = {
    "TOKEN": "one",
    "BOOKING_CONFORMANCE_LIMITS__RATE": "2.5",
    "BOOKING_CONFORMANCE_SELLERS__PRIMARY__ID": "file:id",
}
THERE = {"TOKEN": "of the worker", "NOT_SET": "of the worker", "BOOKING_CONFORMANCE_LIMITS__RATE": "9", "PATH": "/bin"}


@pytest.fixture
def file(tmp_path):
    (tmp_path / "secrets").mkdir()
    for name, text in {"secrets/b": "two\n", "ca.pem": "PEM", "id": "https://a.example/seller", "a.toml": TEXT}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "a.toml"


def test_it_is_read_there_as_here(file, tmp_path, monkeypatch):
    monkeypatch.setattr("booking_conformance.config.loading.refuse_unusable_certificates", lambda _: None)
    folder = tmp_path / "there"
    folder.mkdir()
    carried = portable(file, HERE)
    environment = carried.environment(THERE)
    assert environment == {"TOKEN": "one", "PATH": "/bin"}
    read = load(carried.unpack(folder), environment={**environment, "NOT_SET": "x"}).configuration
    here = load(file, environment={**HERE, "NOT_SET": "x"}).configuration
    assert (folder / "file-3").read_text(encoding="utf-8") == "PEM"
    assert read.network.ca_bundle == str(folder / "file-3")
    assert read.model_copy(update={"network": here.network}) == here
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_variable_that_is_not_set_here_is_not_set_there(file, tmp_path, monkeypatch):
    monkeypatch.setattr("booking_conformance.config.loading.refuse_unusable_certificates", lambda _: None)
    carried = portable(file, HERE)
    with pytest.raises(ConfigurationError, match="NOT_SET"):
        load(carried.unpack(tmp_path), environment=carried.environment(THERE))


def test_no_secret_is_shown(file):
    shown = repr(portable(file, HERE))
    assert "one" not in shown
    assert "two" not in shown


def test_a_file_that_is_not_there_is_an_error(file):
    (file.parent / "ca.pem").unlink()
    with pytest.raises(OSError, match=r"ca\.pem"):
        portable(file, HERE)
