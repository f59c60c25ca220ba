from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import samples

if TYPE_CHECKING:
    from booking_conformance.recording import Recording
    from booking_conformance.results import RunResult


@pytest.fixture
def result() -> RunResult:
    return samples.result()


@pytest.fixture
def recording() -> Recording:
    return samples.recording()
