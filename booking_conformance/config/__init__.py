"""The settings of a run: ``conformance.toml``, the environment and the flags, as one checked object."""

from booking_conformance.config.limits import Limits, Network
from booking_conformance.config.model import Configuration
from booking_conformance.config.tables import (
    BookingPartner,
    Checkout,
    Flows,
    Opportunities,
    Seller,
    TargetSettings,
)

__all__ = [
    "BookingPartner",
    "Checkout",
    "Configuration",
    "Flows",
    "Limits",
    "Network",
    "Opportunities",
    "Seller",
    "TargetSettings",
]
