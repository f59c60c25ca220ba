"""The tables of ``conformance.toml`` that say what is tested, and who tests it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from booking_conformance.config.sendable import sendable
from booking_conformance.specification.opportunity_types import type_names

NAMES = ("primary", "secondary")
Secrets = Annotated[dict[str, SecretStr], AfterValidator(sendable)]


def _known_names(tables: dict[str, Any]) -> dict[str, Any]:
    unknown = [name for name in tables if name not in NAMES]
    if unknown:
        raise ValueError(f"unknown name {unknown[0]!r}: the names are primary and secondary")
    return tables


Kind = TypeVar("Kind")
Named = Annotated[dict[str, Kind], AfterValidator(_known_names)]


class Table(BaseModel):
    """One of them: it is not changed after loading, and knows all its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TargetSettings(Table):
    """Where the booking system is, and what it calls itself.

    ``base_uri`` and ``authentication_authority`` overrule what the dataset site says. ``orders_feed`` is the URL of an
    Orders feed that is not below the Base URI (of-036). ``origins`` are further origins that feeds may be read from:
    what a dataset site lists elsewhere is not followed.
    """

    dataset_site: str
    name: str = ""
    version: str = ""
    base_uri: str | None = None
    orders_feed: str | None = None
    authentication_authority: str | None = None
    origins: tuple[str, ...] = ()


class BookingPartner(Table):
    """The credentials of one booking partner: headers, or an OAuth client that obtains tokens.

    Where Sellers consent to what it does, their refresh tokens stand in ``token_file``, which ``login`` writes, or
    ``token_command`` prints the tokens of one.
    """

    headers: Secrets = Field(default_factory=dict)
    token_url: str | None = None
    client_id: str | None = None
    client_secret: SecretStr | None = None
    oauth_scope: str | None = None
    token_file: str | None = None
    token_command: tuple[str, ...] = ()
    redirect_uri: str | None = None
    initial_access_token: SecretStr | None = None

    @model_validator(mode="after")
    def _whole_oauth_client(self) -> BookingPartner:
        given = [self.token_url, self.client_id, self.client_secret]
        if any(given) and not all(given):
            raise ValueError("token_url, client_id and client_secret go together")
        if self.token_file and not all(given):
            raise ValueError("token_file needs token_url, client_id and client_secret")
        return self


class Seller(Table):
    """A Seller whose opportunities may be booked; ``headers`` go with booking requests for it."""

    id: Annotated[str, Field(min_length=1)]
    headers: Secrets = Field(default_factory=dict)


def _type_name(given: str) -> str:
    name = type_names().get(given)
    if name is None:
        raise ValueError(f"allowed is {', '.join(type_names())}")
    return name


class Opportunities(Table):
    """Where opportunities come from and of which types they are."""

    mode: Literal["controlled", "random"] = "random"
    types: tuple[Annotated[str, AfterValidator(_type_name)], ...] = ("ScheduledSession",)
    allow_paid: bool = False
    allow_last_space: bool = False


class Flows(Table):
    """The booking flows that the booking system offers."""

    simple: bool = True
    approval: bool = False
    acceptance_wait: Annotated[float | None, Field(ge=0)] = None


class Checkout(Table):
    """An imin checkout; giving it declares the feature."""

    base_url: str
    customers: tuple[str, ...] = ()
    allow_live_checkout: bool = False


class Payment(Table):
    """What the booking system reconciles payments by; each payment of a run names it."""

    account_id: str | None = None
    payment_provider_id: str | None = None
    name: str | None = None
