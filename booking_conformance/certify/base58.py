"""Base58 in the alphabet of Bitcoin, as multibase has it: keys and signatures in Data Integrity proofs."""

from __future__ import annotations

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_MULTIBASE = "z"


def encode(data: bytes) -> str:
    """Return bytes as multibase base58-btc: a ``z``, then a ``1`` for each leading zero, then the number."""
    number, digits = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    zeros = len(data) - len(data.lstrip(b"\0"))
    return _MULTIBASE + _ALPHABET[0] * zeros + digits


def decode(text: str) -> bytes:
    """Return the bytes of a multibase base58-btc text; raise ValueError for any other."""
    if not text.startswith(_MULTIBASE):
        raise ValueError("it is not multibase base58-btc")
    digits, number = text[1:], 0
    for digit in digits:
        number = number * len(_ALPHABET) + _ALPHABET.index(digit)
    zeros = len(digits) - len(digits.lstrip(_ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
