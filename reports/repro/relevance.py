"""Which steps of a long conversation matter to its last one: those about the same Orders and opportunities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.recording import Exchange

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from booking_conformance.reports.repro.observed import Observed


def related(steps: Sequence[Exchange | Observed], opportunities: Collection[str]) -> list[Exchange | Observed]:
    """Return the steps that speak of what the last one speaks of, directly or through others, and those of nothing.

    What a step speaks of are the Order UUIDs and the ``opportunities`` (ids) in it.
    """
    things = {*filter(None, (step.order_uuid for step in steps)), *opportunities}
    spoken = [{thing for thing in things if _speaks_of(step, thing)} for step in steps]
    if not spoken[-1]:
        return list(steps)
    known, size = set(spoken[-1]), -1
    while size != len(known):
        size = len(known)
        known |= {thing for said in spoken if said & known for thing in said}
    return [step for step, said in zip(steps, spoken, strict=True) if not said or said & known]


def _speaks_of(step: Exchange | Observed, thing: str) -> bool:
    texts = _texts(step) if isinstance(step, Exchange) else step.texts
    return any(f'"{thing}"' in text or (thing in text and "://" not in thing) for text in texts)


def _texts(step: Exchange) -> tuple[str, ...]:
    """Return what was sent, and of what was made its answer."""
    made = step.response.body if step.call == "test-opportunity" and step.response else ""
    return step.request.url, step.request.body or "", made
