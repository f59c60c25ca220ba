"""The certifier's key pair: Ed25519, in PEM files, and the name ``did:key:...`` that it goes by in certificates."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from booking_conformance.certify import base58
from booking_conformance.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

# The multicodec prefix of an Ed25519 public key, as did:key has it.
_ED25519_PUB = b"\xed\x01"
_OWNER_ONLY = 0o600
_EVERYBODY = 0o644


def make_key(file: Path) -> Path:
    """Write a new private key to ``file``, for its owner only, and its public key beside it; return where that is.

    Raises UsageError when one of the files is there: a key that is written over is lost.
    """
    key, public = Ed25519PrivateKey.generate(), file.with_name(f"{file.name}.pub")
    if public.exists():
        raise UsageError(f"{public} already exists", "Name another file with --new-key.")
    _write(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), _OWNER_ONLY)
    _write(public, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), _EVERYBODY)
    return public


def _write(file: Path, content: bytes, mode: int) -> None:
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as opened:  # noqa: PTH123 - no Path opens a descriptor
            opened.write(content)
    except FileExistsError as error:
        raise UsageError(f"{file} already exists", "Name another file with --new-key.") from error
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror or error})") from error


def private_key(file: Path) -> Ed25519PrivateKey:
    """Read a private key; raise UsageError when the file holds none."""
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UsageError(f"{file} holds no private key", "certify --new-key FILE makes one.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"{file} holds no Ed25519 key", "certify --new-key FILE makes one.")
    return key


def public_key(file: Path) -> Ed25519PublicKey:
    """Read a public key; raise UsageError when the file holds none."""
    hint = "It is the file that certify --new-key wrote beside the private key, with .pub at the end of its name."
    try:
        key = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(f"{file} holds no public key", hint) from error
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(f"{file} holds no Ed25519 key", hint)
    return key


def did_of(key: Ed25519PublicKey) -> str:
    """Return the name of a public key by the did:key method."""
    return f"did:key:{multibase_of(key)}"


def multibase_of(key: Ed25519PublicKey) -> str:
    """Return a public key as did:key writes it."""
    return base58.encode(_ED25519_PUB + key.public_bytes(Encoding.Raw, PublicFormat.Raw))
