"""The tables of ``conformance.toml`` that say how much a run may ask of its target, and how it is reached."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from booking_conformance.config.sendable import sendable_text
from booking_conformance.config.tables import Table

Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Patience = Annotated[float, Field(ge=0, allow_inf_nan=False)]
_AMPLE = {
    "bookings": 100_000,
    "requests": 1_000_000,
    "bad_credentials": 1_000,
    "concurrency": 24,
    "minutes": 15.0,
    "feed_pages": 20_000,
}
_GENTLE = {
    "bookings": 250,
    "requests": 4_000,
    "bad_credentials": 20,
    "concurrency": 4,
    "minutes": 90.0,
    "feed_pages": 500,
}
# What is gentle is meant for two types: each further one is booked, too.
_TYPES_MEANT = 2
_FOR_FURTHER_TYPE = {"bookings": 60, "requests": 750}


class Limits(Table):
    """How much a run may ask of the target. None means: as the target's address allows (see ``filled``)."""

    bookings: Annotated[int | None, Field(ge=0)] = None
    requests: Annotated[int | None, Field(ge=0)] = None
    concurrency: Annotated[int | None, Field(ge=1)] = None
    rate: Annotated[float | None, Field(gt=0)] = None
    bad_credentials: Annotated[int | None, Field(ge=0)] = None
    consecutive_failures: Annotated[int, Field(ge=1)] = 20
    minutes: Annotated[float | None, Field(gt=0)] = None
    scenario_minutes: Annotated[float, Field(gt=0)] = 10.0
    response_bytes: Annotated[int, Field(ge=1)] = 8_000_000
    recording_bytes: Annotated[int, Field(ge=1)] = 60_000_000
    feed_pages: Annotated[int | None, Field(ge=1)] = None

    def filled(self, *, near: bool, types: int = _TYPES_MEANT) -> Limits:
        """Return the limits with those filled in that depend on the target: ample on this machine, else gentle.

        ``types`` is how many types of opportunities are booked there.
        """
        usual = _AMPLE if near else _gentle(max(types - _TYPES_MEANT, 0))
        return self.model_copy(update={name: most for name, most in usual.items() if getattr(self, name) is None})


def _gentle(further_types: int) -> dict[str, float]:
    return {name: most + further_types * _FOR_FURTHER_TYPE.get(name, 0) for name, most in _GENTLE.items()}


class Network(Table):
    """How the target is reached and how long it is waited for, in seconds."""

    allow_bookings: tuple[str, ...] = ()
    timeout: Seconds = 20.0
    feed_timeout: Patience = 90.0
    lease_wait: Patience = 90.0
    proxy: SecretStr | None = None
    ca_bundle: str | None = None
    client_cert: str | None = None
    user_agent: Annotated[str, AfterValidator(sendable_text)] = "booking-conformance"
