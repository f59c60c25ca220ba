from collections.abc import Iterator

import pytest

from .broker import Broker, booking_system


@pytest.fixture(scope="session")
def system() -> Iterator[Broker]:
    """A plain booking system that the tests share."""
    with booking_system("--lease-seconds", "2") as broker:
        yield broker
