"""ID tokens (OpenID Connect Core 1.0, 2): their claims, and whether the provider's keys verify them."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from booking_conformance.openactive.vocabulary import OPENACTIVE

# Algorithms of which the verifying key is public (RFC 7518, 3.1): otherwise, anyone who can verify could also sign.
_ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_KEPT: Final = ("iss", "sub", "aud", "azp", "exp", "iat", "nonce")


def id_token_fact(token: str, keys: object) -> dict[str, Any]:
    """Return what checks may know of an ID token: the token itself is a secret, and people are not named.

    ``claims`` holds those of the protocol and of OpenActive, a subject with an @ as a digest; ``others`` the names of
    the rest; ``unverified`` says why ``keys``, a JSON Web Key Set, do not verify it, "" where they do.
    """
    claims = claims_of(token)
    kept = {name: value for name, value in claims.items() if name in _KEPT or name.startswith(OPENACTIVE)}
    subject = kept.get("sub")
    if isinstance(subject, str) and "@" in subject:
        kept["sub"] = f"{hashlib.sha256(subject.encode()).hexdigest()[:10]}@redacted.invalid"
    return {"claims": kept, "others": sorted(claims.keys() - kept.keys()), "unverified": why_unverified(token, keys)}


def claims_of(token: str) -> dict[str, Any]:
    """Return the claims in a token, whether or not its signature is valid; none if it is not a JSON Web Token."""
    from joserfc.util import urlsafe_b64decode

    try:
        claims = json.loads(urlsafe_b64decode(token.split(".")[1].encode()))
    except (ValueError, IndexError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}


def why_unverified(token: str, keys: object) -> str:
    """Return why a JSON Web Key Set does not verify a token, "" where it does."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    if not isinstance(keys, dict):
        return "the provider publishes no keys"
    try:
        # What this cannot read, keys of other kinds among them, is of no use to a client either.
        jwt.decode(token, KeySet.import_key_set(keys), algorithms=list(_ALGORITHMS))  # type: ignore[arg-type]  # as read
    except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"[:200]
    return ""
