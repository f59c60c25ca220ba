"""The model of ``conformance.toml``. Unknown keys are errors; every default is written here and nowhere else."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from booking_conformance.config.features import by_its_name, declared, members
from booking_conformance.config.sendable import sendable, sendable_text
from booking_conformance.results import Scope
from booking_conformance.specification.opportunity_types import type_names
from booking_conformance.urls import ascii_host, is_loopback

NAMES = ("primary", "secondary")
_TEST_INTERFACE = 'a Test Interface (opportunities.mode = "controlled")'
Secrets = Annotated[dict[str, SecretStr], AfterValidator(sendable)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Patience = Annotated[float, Field(ge=0, allow_inf_nan=False)]


def _known_names(tables: dict[str, Any]) -> dict[str, Any]:
    unknown = [name for name in tables if name not in NAMES]
    if unknown:
        raise ValueError(f"unknown name {unknown[0]!r}: the names are primary and secondary")
    return tables


Table = TypeVar("Table")
Named = Annotated[dict[str, Table], AfterValidator(_known_names)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TargetSettings(_Table):
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


class BookingPartner(_Table):
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


class Seller(_Table):
    """A Seller whose opportunities may be booked; ``headers`` go with booking requests for it."""

    id: Annotated[str, Field(min_length=1)]
    headers: Secrets = Field(default_factory=dict)


def _type_name(given: str) -> str:
    name = type_names().get(given)
    if name is None:
        raise ValueError(f"allowed is {', '.join(type_names())}")
    return name


class Opportunities(_Table):
    """Where opportunities come from and of which types they are."""

    mode: Literal["controlled", "random"] = "random"
    types: tuple[Annotated[str, AfterValidator(_type_name)], ...] = ("ScheduledSession",)
    allow_paid: bool = False
    allow_last_space: bool = False


class Flows(_Table):
    """The booking flows that the booking system offers."""

    simple: bool = True
    approval: bool = False
    acceptance_wait: Annotated[float | None, Field(ge=0)] = None


class Checkout(_Table):
    """An imin checkout; giving it declares the feature."""

    base_url: str
    customers: tuple[str, ...] = ()
    allow_live_checkout: bool = False


class Payment(_Table):
    """What the booking system reconciles payments by; each payment of a run names it."""

    account_id: str | None = None
    payment_provider_id: str | None = None
    name: str | None = None


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


class Limits(_Table):
    """How much a run may ask of the target. None means: as the target's address allows (see ``for_host``)."""

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

    def for_host(self, host: str) -> Limits:
        """Return the limits with those filled in that depend on the host: gentle for a real server, else ample."""
        usual = _AMPLE if is_loopback(host) else _GENTLE
        return self.model_copy(update={name: most for name, most in usual.items() if getattr(self, name) is None})


class Network(_Table):
    """How the target is reached and how long it is waited for, in seconds."""

    allow_bookings: tuple[str, ...] = ()
    timeout: Seconds = 20.0
    feed_timeout: Patience = 90.0
    lease_wait: Patience = 90.0
    proxy: SecretStr | None = None
    ca_bundle: str | None = None
    client_cert: str | None = None
    user_agent: Annotated[str, AfterValidator(sendable_text)] = "booking-conformance"


class Configuration(_Table):
    """All settings of a run."""

    target: TargetSettings
    booking_partners: Named[BookingPartner] = Field(default_factory=dict)
    sellers: Named[Seller] = Field(default_factory=dict)
    opportunities: Opportunities = Opportunities()
    flows: Flows = Flows()
    features: Annotated[dict[str, bool], AfterValidator(by_its_name)] = Field(default_factory=dict)
    payment: Payment = Payment()
    checkout: Checkout | None = None
    limits: Limits = Limits()
    network: Network = Network()
    profile: Literal["1.0-cr3", "1.0"] = "1.0-cr3"
    scope: Scope | None = None
    seed: int = 0
    effort: Literal["low", "normal", "high"] = "normal"

    @property
    def effort_factor(self) -> float:
        """How many messages are generated, compared with the usual number."""
        return {"low": 0.5, "normal": 1.0, "high": 4.0}[self.effort]

    @property
    def flow_names(self) -> tuple[str, ...]:
        """The flows that are declared: "simple", "approval" or both, in this order."""
        return tuple(name for name in ("simple", "approval") if getattr(self.flows, name))

    def declares(self, feature: str | None) -> bool:
        """Return whether a feature is declared; None is the core, which always is; ``a+b`` is both."""
        if feature is None:
            return True
        if "+" in feature:
            return all(self.declares(part) for part in feature.split("+"))
        elsewhere = {
            "approval": self.flows.approval,
            "test-interface": self.opportunities.mode == "controlled" or self.features.get("test-interface", False),
            "imin-checkout": self.checkout is not None,
            "profile-1.0": self.profile == "1.0",
        }
        return elsewhere[feature] if feature in elsewhere else declared(self.features, feature)

    @property
    def denied(self) -> frozenset[str]:
        """The features that the configuration says are not there; of others it says nothing, or that they are."""
        groups_too = {member for name, said in self.features.items() if not said for member in (name, *members(name))}
        flow = {"approval"} if "approval" in self.flows.model_fields_set else set()
        return frozenset(name for name in groups_too | flow if not self.declares(name))

    def may_book(self, host: str) -> bool:
        """Return whether bookings may be made on a host: it is loopback, or the configuration names it."""
        return is_loopback(host) or host.lower() in {ascii_host(name.lower()) for name in self.network.allow_bookings}

    @cached_property
    def granted_scope(self) -> Scope:
        """The scope of the run: the one asked for, else the widest that the configuration makes possible."""
        if self.scope is not None:
            return self.scope
        if self._lacking(Scope.BOOK):
            return Scope.READ
        return Scope.BOOK if self._lacking(Scope.FULL) else Scope.FULL

    def way_to(self, scope: Scope) -> str:
        """Return what to configure for a wider scope than this run's."""
        lacking = self._lacking(scope)
        if lacking:
            return f"Configure {' and '.join(lacking)}."
        return f"Run with --scope {scope}, or take scope out of the configuration."

    def _lacking(self, scope: Scope) -> list[str]:
        """Return what a scope needs and the configuration does not have."""
        needs = [
            (Scope.BOOK, "[booking_partners.primary]", bool(self.booking_partners)),
            (Scope.BOOK, "[sellers.primary]", bool(self.sellers)),
            (Scope.FULL, "[booking_partners.secondary]", "secondary" in self.booking_partners),
            (Scope.FULL, _TEST_INTERFACE, self.opportunities.mode == "controlled"),
        ]
        return [name for needed, name, there in needs if scope.grants(needed) and not there]
