"""A cluster may be without workers for a while, not for long."""

import pytest

from booking_conformance.cluster import Workers
from booking_conformance.errors import SuiteError


class Client:
    def __init__(self, *looks):
        self.looks = list(looks)

    def nthreads(self):
        return {"worker": 1} if self.looks.pop(0) else {}


def test_a_worker_that_comes_back_in_time_is_waited_for():
    workers = Workers(Client(*[False] * 11, True, *[False] * 11))
    for _ in range(23):
        workers.refuse_none()


def test_a_minute_without_any_is_the_end():
    workers = Workers(Client(*[False] * 12))
    for _ in range(11):
        workers.refuse_none()
    with pytest.raises(SuiteError, match="no workers left"):
        workers.refuse_none()
