"""One probe a fault: does the booking system misbehave in this way? No on a plain system, yes with the fault."""

from tests.support.probes import (  # noqa: F401 - each declares its probes
    access,
    booking,
    cancellation,
    feeds,
    money,
    order_deletion,
    proposals,
    quote_deletion,
    quotes,
)
from tests.support.probes.acts import PROBES, booked, deleted, pay, proposed, statuses

__all__ = ["PROBES", "booked", "deleted", "pay", "proposed", "statuses"]
