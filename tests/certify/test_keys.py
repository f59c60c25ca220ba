"""Keys are for their owner only, are never written over, and are what they should be."""

import stat

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from booking_conformance.certify.keys import did_of, make_key, private_key, public_key
from booking_conformance.errors import UsageError


def test_a_new_key_is_for_its_owner_only(tmp_path):
    public = make_key(tmp_path / "k")
    assert stat.S_IMODE((tmp_path / "k").stat().st_mode) == 0o600
    assert did_of(private_key(tmp_path / "k").public_key()) == did_of(public_key(public))
    assert did_of(public_key(public)).startswith("did:key:z6Mk")


@pytest.mark.parametrize("there", ["k", "k.pub"])
def test_no_key_is_written_over(tmp_path, there):
    (tmp_path / there).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="already exists"):
        make_key(tmp_path / "k")
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        make_key(tmp_path / "none" / "k")


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
@pytest.mark.parametrize("read", [private_key, public_key])
def test_what_is_no_key_is_refused(tmp_path, content, read):
    (tmp_path / "k").write_bytes(content)
    with pytest.raises(UsageError, match="holds no"):
        read(tmp_path / "k")


def test_a_key_of_another_kind_is_refused(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "k").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (tmp_path / "p").write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    for read, name in ((private_key, "k"), (public_key, "p")):
        with pytest.raises(UsageError, match="no Ed25519 key"):
            read(tmp_path / name)
