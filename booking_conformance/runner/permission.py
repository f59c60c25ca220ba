"""Nothing is booked on a host that nobody named: whoever starts a run is asked first, and shown what it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.errors import BookingsNotAllowed
from booking_conformance.results import Scope
from booking_conformance.urls import host_of

if TYPE_CHECKING:
    from booking_conformance.check.plan import Plan
    from booking_conformance.config import Configuration


def require_permission(configuration: Configuration, plan: Plan) -> None:
    """Raise BookingsNotAllowed, with the plan as text, when the run would book where nobody allowed it."""
    hosts = {host_of(configuration.target.dataset_site), host_of(configuration.target.base_uri or "")} - {""}
    reading = configuration.granted_scope is Scope.READ or not plan.parts
    if not reading and not all(configuration.may_book(host) for host in hosts):
        raise BookingsNotAllowed(plan=plan_text(configuration, plan))


def plan_text(configuration: Configuration, plan: Plan) -> str:
    """Return what a run would do, one thing per line."""
    limits = configuration.limits.for_host(host_of(configuration.target.dataset_site))
    lines = [
        f"Target: {configuration.target.dataset_site}",
        f"Scope: {configuration.granted_scope}",
        f"Checks: {len({check.id for check, _ in plan.judged})}, scenarios: {len(plan.parts)}",
        *_narrowed(plan),
        f"Bookings: about {plan.bookings}, at most {limits.bookings}",
        f"Time: at most {limits.minutes:g} minutes, and {limits.scenario_minutes:g} for a scenario",
        f"Requests: about {plan.requests}, at most {limits.requests}, {limits.concurrency} at a time",
        "Personal data: fictitious people only (names end in “Conformance Test”, e-mail at example.com)",
        "Everything booked is deleted at the end, unless --keep is given.",
    ]
    return "\n".join(lines)


def _narrowed(plan: Plan) -> list[str]:
    """Return what a selection leaves out of what its exchange checks are judged on."""
    if plan.whole or not plan.parts or not any(instance.call for _, instance in plan.judged):
        return []
    added = f"; added for them: {', '.join(plan.examples)}" if plan.examples else ""
    return [f"Exchange checks are judged on these scenarios only, not on all{added}"]
