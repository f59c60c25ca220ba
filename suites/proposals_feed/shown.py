"""What the feed of proposals has to have shown."""

from booking_conformance.check import require
from booking_conformance.recording import Observation


def require_shown(observation: Observation, requirement: tuple[str, ...] = ()) -> None:
    """Fail unless the feed showed a proposal as it was awaited."""
    require(
        observation.seen,
        f"The feed did not show the proposal with {observation.awaited}.",
        at=observation.item["data"],
        expected=observation.awaited,
        requirement=requirement,
    )
