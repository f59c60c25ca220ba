"""The model of ``conformance.toml``. Unknown keys are errors; every default is written here or in a table's module."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from booking_conformance.config.features import by_its_name, declared, members
from booking_conformance.config.limits import Limits, Network
from booking_conformance.config.tables import (
    BookingPartner,
    Checkout,
    Flows,
    Named,
    Opportunities,
    Payment,
    Seller,
    Table,
    TargetSettings,
)
from booking_conformance.results import Scope
from booking_conformance.urls import ascii_host, host_of, is_loopback

_TEST_INTERFACE = 'a Test Interface (opportunities.mode = "controlled")'


class Configuration(Table):
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

    @cached_property
    def near(self) -> bool:
        """Whether the target is on this machine, all that the configuration names of it."""
        target = self.target
        return all(is_loopback(host_of(url)) for url in (target.dataset_site, target.base_uri or target.dataset_site))

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
