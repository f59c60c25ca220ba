"""Certificate files are tried when the configuration is loaded."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from booking_conformance.config.certificates import refuse_unusable_certificates, tls_context
from booking_conformance.config.limits import Network
from booking_conformance.config.loading import load
from booking_conformance.errors import ConfigurationError

_PEM = serialization.Encoding.PEM


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A folder with a certificate, and with it and its key, plain and encrypted."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "booking.example")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(_PEM)
    for file, lock in {
        "plain": serialization.NoEncryption(),
        "encrypted": serialization.BestAvailableEncryption(b"x"),
    }.items():
        locked = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, lock)
        (folder / f"{file}.pem").write_bytes(certificate + locked)
    (folder / "ca.pem").write_bytes(certificate)
    (folder / "text.pem").write_text("none", encoding="utf-8")
    return folder


def test_files_that_can_be_used_are_relative_to_the_configuration(files):
    (files / "conformance.toml").write_text(
        '[target]\ndataset_site = "https://a.example/"\n[network]\nca_bundle = "ca.pem"\nclient_cert = "plain.pem"'
    )
    network = load(files / "conformance.toml", environment={}).configuration.network
    assert network.ca_bundle == str(files / "ca.pem")
    known = tls_context(Network()).cert_store_stats()["x509"]
    assert tls_context(network).cert_store_stats()["x509"] == known + 1


@pytest.mark.parametrize(
    ("key", "file", "told"),
    [
        ("ca_bundle", "missing.pem", "cannot be read"),
        ("ca_bundle", "text.pem", "holds no certificate"),
        ("client_cert", "missing.pem", "cannot be read"),
        ("client_cert", "ca.pem", "holds no certificate with a key"),
        ("client_cert", "encrypted.pem", "holds no certificate with a key"),
    ],
)
def test_other_files_are_named(files, key, file, told):
    with pytest.raises(ConfigurationError, match=rf"network.{key}: the file .*{file} {told}"):
        refuse_unusable_certificates(Network(**{key: str(files / file)}))
