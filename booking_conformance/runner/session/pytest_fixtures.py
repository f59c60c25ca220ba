"""What checks are functions of, as fixtures. An item's own are chosen by the instance of the check that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from booking_conformance.recording import History
from booking_conformance.runner.session.stash import state_of

if TYPE_CHECKING:
    from booking_conformance.check.planning.instances import CheckInstance
    from booking_conformance.recording import Conversation, Exchange, Recording


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def finished_recording(request: pytest.FixtureRequest) -> Recording | None:
    """Everything that was sent and answered, after every scenario that the collected checks need was acted out."""
    state = state_of(request.config)
    if state.interrupted:
        raise KeyboardInterrupt
    if not state.acted:
        await state.act()
    return None if state.failure else state.recording


@pytest.fixture(scope="session")
def recording(request: pytest.FixtureRequest, finished_recording: Recording | None) -> Recording:
    """The finished recording; when the target cannot be reached the session ends, and says why once."""
    failure = state_of(request.config).failure
    if finished_recording is None or failure is not None:
        assert failure is not None
        pytest.exit(f"{failure}\n{failure.hint}".strip(), returncode=failure.exit_code)
    return finished_recording


@pytest.fixture
def conversation(request: pytest.FixtureRequest, recording: Recording) -> Conversation | None:
    """The finished conversation that the check judges: exchanges, observations, facts."""
    instance: CheckInstance | None = getattr(request, "param", None)
    wanted = instance.conversation if instance else None
    return next((found for found in recording.conversations if found.id == wanted), None)


@pytest.fixture
def exchange(request: pytest.FixtureRequest, recording: Recording) -> Exchange | None:
    """The first exchange of the call that the check judges; it judges all of them."""
    instance: CheckInstance | None = getattr(request, "param", None)
    wanted = instance.call if instance else None
    return next((found for found in recording.exchanges if found.call == wanted), None)


@pytest.fixture
def history(recording: Recording) -> History:
    """What was said before the exchange that the check judges."""
    return History(recording.base_uri)
