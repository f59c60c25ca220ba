"""Answers of token endpoints: what in them is secret, and known to the redactor before anything is stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from booking_conformance.recording import Response
    from booking_conformance.recording.redaction.redaction import Redactor

# RFC 6749, 5.1; OpenID Connect Core 1.0, 3.1.3.3; RFC 7591, 3.2.1.
SECRETS: Final = ("access_token", "refresh_token", "id_token", "client_secret", "registration_access_token")


def members_of(response: Response) -> dict[str, object]:
    """Return the members of the JSON object that a response is; none where it is something else."""
    try:
        document = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def kept_secrets(response: Response, redactor: Redactor) -> dict[str, str]:
    """Return the secrets in a response by the names of their members, known to the redactor from now on."""
    members = members_of(response)
    found = {name: value for name in SECRETS if isinstance(value := members.get(name), str) and value}
    for name, value in found.items():
        redactor.keep_credential(value, name)
    return found
