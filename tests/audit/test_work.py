"""What an audit does for each exchange, counted instead of timed: a busy machine changes nothing about it.

The numbers are those of Python 3.11; later versions make fewer calls for the same. What is done within one call, such
as a search through a text, is not seen here: ``python -m tests.bench.long_audits`` tells what that costs.
"""

from __future__ import annotations

import sys
from collections import Counter
from json.decoder import JSONDecoder
from typing import TYPE_CHECKING, Any

import pytest

from booking_conformance.audit.findings import Findings
from booking_conformance.audit.foreign import ForeignAuditor
from booking_conformance.check.judging.evaluation import judge_exchange
from tests.support import traffic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import CodeType, FrameType

# It was 1,450: 45 checks of an exchange at some twenty calls each, the rest for reading and redacting it. A new check
# that asks what others asked takes a dozen, so there is room for two dozen; one that goes through each document anew is
# seen, and so is whatever is done for each check or each property.
MOST_CALLS = 1_750
# A request and its response: everybody who asks later is given what was parsed for the first. The values in them that
# hold people are read before, each by itself.
MOST_PARSED = 2
# By each check of its call once. Those of C2 and of the Orders feed are the most.
MOST_JUDGED = 55
SHORT, LONG = 10, 60


class Work:
    """The calls of Python functions while something is done, by function, for each of so many exchanges."""

    def __init__(self, act: Callable[[], int]) -> None:
        self._calls: Counter[CodeType] = Counter()
        before = sys.getprofile()
        sys.setprofile(self._note)
        try:
            self.exchanges = act()
        finally:
            sys.setprofile(before)

    def _note(self, frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            self._calls[frame.f_code] += 1

    @property
    def all(self) -> float:
        """The calls of all functions for each exchange."""
        return self._calls.total() / self.exchanges

    def of(self, function: Any) -> float:
        """Return the calls of a function for each exchange."""
        return self._calls[function.__code__] / self.exchanges

    def __repr__(self) -> str:
        most = ", ".join(f"{code.co_qualname} {n / self.exchanges:.1f}" for code, n in self._calls.most_common(12))
        return f"{self.all:.0f} calls for each exchange: {most}"


def _audited(file: Path) -> int:
    findings = Findings(print)
    ForeignAuditor("", findings).pass_over(file, "f1-")
    return findings.exchanges


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Work]:
    """The work of a short and of a long recording; what is made once is made before."""
    folder = tmp_path_factory.mktemp("work")
    files = {length: traffic.written(folder / f"{length}.har", length) for length in (SHORT, LONG)}
    _audited(files[SHORT])
    return {length: Work(lambda file=file: _audited(file)) for length, file in files.items()}


def test_an_exchange_takes_no_more_calls_than_it_may(work):
    assert work[LONG].all <= MOST_CALLS, work[LONG]


def test_a_document_is_parsed_once(work):
    assert 0 < work[LONG].of(JSONDecoder.decode) <= MOST_PARSED, work[LONG]


def test_an_exchange_is_judged_by_each_check_once(work):
    assert 0 < work[LONG].of(judge_exchange) <= MOST_JUDGED, work[LONG]


def test_a_longer_recording_takes_no_more_for_each_exchange(work):
    assert work[LONG].all == pytest.approx(work[SHORT].all, rel=0.03), work
