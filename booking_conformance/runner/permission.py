"""Nothing is booked on a host that is not allowed by name: the user is asked first, and shown what a run would do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from booking_conformance.client.connection import limits_of
from booking_conformance.errors import BookingsNotAllowed
from booking_conformance.results import Scope
from booking_conformance.urls import host_of

if TYPE_CHECKING:
    from booking_conformance.check.planning.plan import Plan
    from booking_conformance.config import Configuration, Limits

# What a server on the internet usually takes.
_ANSWER_S: Final = 0.2


def require_permission(configuration: Configuration, plan: Plan) -> None:
    """Raise BookingsNotAllowed, with the plan as text, when the run would book on a host that is not allowed."""
    hosts = {host_of(configuration.target.dataset_site), host_of(configuration.target.base_uri or "")} - {""}
    reading = configuration.granted_scope is Scope.READ or not plan.parts
    if not reading and not all(configuration.may_book(host) for host in hosts):
        raise BookingsNotAllowed(plan=plan_text(configuration, plan))


def plan_text(configuration: Configuration, plan: Plan) -> str:
    """Return what a run would do, one thing per line."""
    limits = limits_of(configuration)
    near = configuration.near
    bookings, requests = plan.bookings(near=near), plan.requests(configuration.effort_factor, near=near)
    lines = [
        f"Target: {configuration.target.dataset_site}",
        f"Scope: {configuration.granted_scope}",
        f"Checks: {len({check.id for check, _ in plan.judged})}, scenarios: {len(plan.parts)}",
        *_narrowed(plan),
        f"Bookings: about {bookings}, at most {limits.bookings}",
        f"Requests: about {requests}, at most {limits.requests}, {limits.concurrency} at a time",
        f"Time: about {_minutes(requests, limits)} at {_ANSWER_S} s per response, at most {_longest(limits)}",
        *_too_low(bookings, requests, limits),
        "Personal data: fictitious people only (names end in “Conformance Test”, e-mail at example.com)",
        "Everything booked is deleted at the end, unless --keep is given.",
    ]
    return "\n".join(lines)


def _minutes(requests: int, limits: Limits) -> str:
    seconds = max(requests * _ANSWER_S / (limits.concurrency or 1), requests / limits.rate if limits.rate else 0)
    minutes = math.ceil(seconds / 60)
    return "a minute" if minutes <= 1 else f"{minutes} minutes"


def _longest(limits: Limits) -> str:
    return f"{limits.minutes:g} minutes, and {limits.scenario_minutes:g} for a scenario"


def _too_low(bookings: int, requests: int, limits: Limits) -> list[str]:
    """Return which limits would cut the run off."""
    needed = {"bookings": (bookings, limits.bookings), "requests": (requests, limits.requests)}
    low = [name for name, (number, limit) in needed.items() if limit is not None and number > limit]
    return [f"Some scenarios may be cut off: raise {' and '.join(low)} under [limits]."] if low else []


def _narrowed(plan: Plan) -> list[str]:
    """Return what a selection leaves out of what its exchange checks are judged on."""
    if plan.whole or not plan.parts or not any(instance.call for _, instance in plan.judged):
        return []
    added = f"; added for them: {', '.join(plan.examples)}" if plan.examples else ""
    return [f"Exchange checks are judged on these scenarios only, not on all{added}"]
