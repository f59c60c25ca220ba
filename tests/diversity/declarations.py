"""Declarations of correct booking systems, drawn so that every pair of choices that go together occurs in some."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SEED = 7
ROWS = 120
SAMPLE = 12

# What a vendor can choose, with the choices of each. "-" says nothing of a feature that the embedded system has.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "flow": ("simple", "approval", "both"),
    "types": ("ScheduledSession", "Slot", "both"),
    "scope": ("read", "book", "full"),
    "mode": ("controlled", "random"),
    "test interface": ("yes", "none"),
    "partners": ("1", "2"),
    "sellers": ("1", "2"),
    "cancellation": ("yes", "refused", "-"),
    "leasing": ("both", "anonymous", "named", "none", "-"),
    "order-status": ("yes", "none", "-"),
    "prices": ("free", "paid", "both", "-"),
    "prepayment": ("required", "all", "-"),
    "taxes": ("gross", "net", "all", "-"),
    "details": ("attendee", "form", "both", "-"),
    "access": ("code", "pass", "channel", "all", "-"),
    "access updates": ("yes", "-"),
    "seller changes": ("cancellation", "all", "-"),
    "roles": ("no-broker", "reseller-broker", "organization-customer", "all", "-"),
    "windows": ("cancellation", "booking", "both", "-"),
    "customer": ("yes", "-"),
    "proposals": ("feed", "amendment", "notes", "all", "-"),
    "terms": ("seller", "booking system", "both", "-"),
}

_FEATURES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("leasing", "anonymous"): ("anonymous-leasing",),
    ("leasing", "named"): ("named-leasing",),
    ("leasing", "both"): ("anonymous-leasing", "named-leasing"),
    ("cancellation", "yes"): ("customer-requested-cancellation",),
    ("cancellation", "refused"): ("customer-requested-cancellation",),
    ("order-status", "yes"): ("order-status",),
    ("prices", "free"): ("free",),
    ("prices", "paid"): ("paid",),
    ("prices", "both"): ("free", "paid"),
    ("prepayment", "required"): ("prepayment-required",),
    ("prepayment", "all"): ("prepayment-required", "prepayment-optional", "prepayment-unavailable"),
    ("taxes", "gross"): ("b2c-tax-gross", "b2b-tax-gross"),
    ("taxes", "net"): ("b2c-tax-net", "b2b-tax-net"),
    ("taxes", "all"): ("b2c-tax-gross", "b2b-tax-gross", "b2c-tax-net", "b2b-tax-net"),
    ("details", "attendee"): ("attendee-details",),
    ("details", "form"): ("additional-details",),
    ("details", "both"): ("attendee-details", "additional-details"),
    ("access", "code"): ("access-code",),
    ("access", "pass"): ("access-pass",),
    ("access", "channel"): ("access-channel",),
    ("access", "all"): ("access-code", "access-pass", "access-channel"),
    ("access updates", "yes"): tuple(f"access-{kind}-update-notifications" for kind in ("code", "pass", "channel")),
    ("seller changes", "cancellation"): ("seller-requested-cancellation",),
    ("seller changes", "all"): (
        "seller-requested-cancellation",
        "cancellation-message",
        "replacement",
        "customer-notice",
        "attendance-updates",
        "change-of-logistics",
    ),
    ("roles", "no-broker"): ("no-broker",),
    ("roles", "reseller-broker"): ("reseller-broker",),
    ("roles", "organization-customer"): ("organization-customer",),
    ("roles", "all"): ("no-broker", "reseller-broker", "organization-customer"),
    ("windows", "cancellation"): ("cancellation-window",),
    ("windows", "booking"): ("booking-window",),
    ("windows", "both"): ("cancellation-window", "booking-window"),
    ("customer", "yes"): ("customer-details", "customer-identifier"),
    ("proposals", "feed"): ("order-proposals-feed",),
    ("proposals", "amendment"): ("order-proposals-feed", "proposal-amendment"),
    ("proposals", "notes"): ("order-proposals-feed", "message-exchange"),
    ("proposals", "all"): ("order-proposals-feed", "proposal-amendment", "message-exchange"),
    ("terms", "seller"): ("terms-of-service",),
    ("terms", "booking system"): ("terms-of-service-of-booking-system",),
    ("terms", "both"): ("terms-of-service", "terms-of-service-of-booking-system"),
    ("sellers", "2"): ("multiple-sellers",),
}
# What the embedded system is started with, so that it is as declared.
_VARIANTS = {
    ("leasing", "none"): "no-leasing",
    ("leasing", "anonymous"): "anonymous-leasing-only",
    ("leasing", "named"): "named-leasing-only",
    ("order-status", "none"): "no-order-status",
    ("cancellation", "refused"): "refuses-all-cancellations",
    ("test interface", "none"): "no-test-interface",
    ("flow", "simple"): "simple-only",
    ("flow", "approval"): "approval-only",
    ("partners", "1"): "one-partner",
    ("sellers", "1"): "one-seller",
    ("prices", "free"): "free-only",
    ("prices", "paid"): "paid-only",
}
# Choices that are none: (choice, with) that no vendor could make together.
_IMPOSSIBLE = (
    ({"scope": "full"}, {"partners": "1"}),
    ({"scope": "full"}, {"mode": "random"}),
    ({"mode": "controlled"}, {"test interface": "none"}),
    ({"scope": "full"}, {"test interface": "none"}),
    ({"prices": "free"}, {"prepayment": "required"}),
    ({"prices": "free"}, {"prepayment": "all"}),
    ({"prices": "-"}, {"prepayment": "required"}),
    ({"prices": "-"}, {"prepayment": "all"}),
    *(({"prices": prices}, {"taxes": tax}) for prices in ("free", "-") for tax in ("gross", "net", "all")),
    *(({"sellers": "1"}, {"taxes": tax}) for tax in ("net", "all")),
    # The embedded system has a feed of its own for proposals, and has to be declared so wherever it takes any.
    *(({"flow": "simple"}, {"proposals": kind}) for kind in ("feed", "amendment", "notes", "all")),
    *(({"flow": flow}, {"proposals": "-"}) for flow in ("approval", "both")),
    # Facilities are never online.
    *(({"types": "Slot"}, {"access": kind}) for kind in ("channel", "all")),
    ({"types": "Slot"}, {"access updates": "yes"}),
)

# What is acted out once is acted out with the first type that can be so.
_BOTH = (["ScheduledSession", "Slot"], ["Slot", "ScheduledSession"])
Choice = tuple[str, str]


@dataclass(frozen=True)
class Declaration:
    """One declaration: a choice for each of CHOICES."""

    number: int
    chosen: Mapping[str, str]

    @property
    def name(self) -> str:
        """What a test is called."""
        main = (self.chosen[name] for name in ("scope", "flow", "mode", "types", "partners", "sellers"))
        return f"{self.number:03}-" + "-".join(main)

    @property
    def variants(self) -> list[str]:
        """The variants that make the embedded system as it is declared."""
        return [variant for choice, variant in _VARIANTS.items() if self.chosen[choice[0]] == choice[1]]

    def settings(self, described: Mapping[str, Any]) -> dict[str, Any]:
        """Return the configuration of a vendor who declares this, from what the embedded system says of itself."""
        chosen = self.chosen
        types = _BOTH[self.number % 2] if chosen["types"] == "both" else [chosen["types"]]
        features = {name: True for choice in chosen.items() for name in _FEATURES.get(choice, ())}
        if chosen["order-status"] == "none":
            features["order-status"] = False
        if chosen["mode"] == "random":
            features["test-interface"] = chosen["test interface"] == "yes"  # it acts for the Seller, and makes nothing
        return {
            "target": described["target"],
            "network": described["network"],
            "booking_partners": _first(described["booking_partners"], int(chosen["partners"])),
            "sellers": _first(described["sellers"], int(chosen["sellers"])),
            "opportunities": {"mode": chosen["mode"], "types": types},
            "flows": {flow: chosen["flow"] in {flow, "both"} for flow in ("simple", "approval")},
            "features": features,
            "scope": chosen["scope"],
            "effort": "low",
        }


def _first(table: Mapping[str, Any], count: int) -> dict[str, Any]:
    return dict(itertools.islice(table.items(), count))


@cache
def declarations() -> tuple[Declaration, ...]:
    """Return the declarations: first those that every possible pair occurs in, then others, drawn at random."""
    drawing = random.Random(SEED)
    open_pairs = set(_possible_pairs())
    rows: list[dict[str, str]] = []
    while open_pairs or len(rows) < ROWS:
        row = max((_drawn(drawing, open_pairs) for _ in range(20)), key=lambda r: len(open_pairs & _pairs(r)))
        open_pairs -= _pairs(row)
        rows.append(row)
    return tuple(Declaration(number, row) for number, row in enumerate(rows))


def sample() -> tuple[Declaration, ...]:
    """Return a fixed dozen of them."""
    return tuple(random.Random(SEED).sample(declarations(), SAMPLE))


def _possible_pairs() -> Iterator[frozenset[Choice]]:
    for one, other in itertools.combinations(CHOICES, 2):
        for values in itertools.product(CHOICES[one], CHOICES[other]):
            pair = dict(zip((one, other), values, strict=True))
            if _allowed(pair):
                yield frozenset(pair.items())


def _pairs(row: Mapping[str, str]) -> set[frozenset[Choice]]:
    return {frozenset(pair) for pair in itertools.combinations(row.items(), 2)}


def _drawn(drawing: random.Random, open_pairs: set[frozenset[Choice]]) -> dict[str, str]:
    """Return a possible row, begun with a pair that is still open."""
    row = dict(drawing.choice(sorted(map(sorted, open_pairs)))) if open_pairs else {}
    while True:
        drawn = {**{name: drawing.choice(values) for name, values in CHOICES.items()}, **row}
        if _allowed(drawn):
            return {name: drawn[name] for name in CHOICES}


def _allowed(row: Mapping[str, str]) -> bool:
    return not any({*one.items(), *other.items()} <= {*row.items()} for one, other in _IMPOSSIBLE)
