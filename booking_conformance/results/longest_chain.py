"""What no concurrency makes a run shorter than."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LongestChain:
    """The scenario that waited longest for responses: its id, its steps, and the seconds with a request on its way."""

    scenario: str
    steps: tuple[str, ...]
    waited_s: float
