"""A chain of hashes over what is recorded, in the order of recording: each link rests on all before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from booking_conformance.recording.har.entries import entry_of
from booking_conformance.recording.har.har import conversation_row
from booking_conformance.recording.json_text import encode, to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from booking_conformance.recording.conversation import Conversation
    from booking_conformance.recording.exchange import Exchange


def sha256(data: bytes) -> str:
    """Return the sha256 of bytes in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def link(before: str, members: Mapping[str, object]) -> str:
    """Return the link that follows the one ``before`` and stands for the members of a line."""
    return sha256(to_bytes("\n".join((before, *(f"{name}={value}" for name, value in members.items())))))


def digest_of_exchange(exchange: Exchange) -> str:
    """Return the sha256 of an exchange without its response body, as it was before anything was noted of it."""
    response = exchange.response and replace(exchange.response, body="", body_lost=False)
    plain = replace(exchange, response=response, step="", superseded=False)
    return sha256(json.dumps(entry_of(plain)).encode())


def digest_of_body(exchange: Exchange) -> str:
    """Return the sha256 of the response body, which a recording may lose later."""
    return sha256(to_bytes(exchange.response.body if exchange.response else ""))


def digest_of_conversations(conversations: Iterable[Conversation]) -> str:
    """Return the sha256 of conversations, in the order of their ids."""
    ordered = sorted(conversations, key=lambda conversation: conversation.id)
    return sha256(to_bytes(encode([conversation_row(conversation) for conversation in ordered])))
