"""``token_command``: another program gets the tokens of a Seller, without a person."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from booking_conformance.client.tokens.token_requests import secret_of
from booking_conformance.errors import PreflightFailed

if TYPE_CHECKING:
    from booking_conformance.config import BookingPartner

_SECONDS: Final = 120


async def tokens_by_command(partner: BookingPartner, seller: str) -> dict[str, Any]:
    """Return the members of a token response for a Seller (@id): what the command prints, JSON or an access token.

    It is told of client and Seller by its environment, and started without a shell. Raises PreflightFailed, which does
    not state what the command printed.
    """
    environment = {
        **os.environ,
        "OPENID_CLIENT_ID": partner.client_id or "",
        "OPENID_CLIENT_SECRET": secret_of(partner),
        "OPENID_TOKEN_URL": partner.token_url or "",
        "OPENID_SELLER_ID": seller,
    }
    try:
        process = await asyncio.create_subprocess_exec(
            *partner.token_command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, env=environment
        )
    except OSError as error:
        raise _failed(partner, error.strerror or str(error)) from error
    try:
        printed, _ = await asyncio.wait_for(process.communicate(), _SECONDS)
    except BaseException as error:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if isinstance(error, TimeoutError):
            raise _failed(partner, f"no end within {_SECONDS} s") from error
        raise
    if process.returncode:
        raise _failed(partner, f"exit code {process.returncode}")
    return _read(partner, printed.decode("utf-8", "replace").strip())


def _read(partner: BookingPartner, text: str) -> dict[str, Any]:
    members: Any = {"access_token": text} if len(text.split()) == 1 else None
    if text.startswith("{"):
        try:
            members = json.loads(text)
        except ValueError:
            members = None
    if not isinstance(members, dict) or not isinstance(members.get("access_token"), str):
        raise _failed(partner, "it printed no access token")
    return members


def _failed(partner: BookingPartner, why: str) -> PreflightFailed:
    return PreflightFailed(f"The token_command {partner.token_command[0]} failed: {why}", "Run it by hand to see why.")
