"""Recorded exchanges in which one thing is changed: each change is reported, and the original was not."""

from collections import defaultdict

import pytest

from booking_conformance.audit.call_finder import CallFinder
from booking_conformance.recording.har.stream import stream_exchanges
from tests.support.auditing import CAPTURES
from tests.support.judged import findings
from tests.support.mutations import MUTATIONS, taken

BASE = "https://localhost:5001/api/openbooking"
ENOUGH = 30

pytestmark = pytest.mark.skipif(not CAPTURES.is_dir(), reason="no recorded traffic beside the repository")


@pytest.fixture(scope="module")
def flows():
    """The exchanges by Order UUID; those without one are each on their own."""
    finder, found = CallFinder(BASE), defaultdict(list)
    for file in sorted(CAPTURES.glob("*2022*")):
        for read in stream_exchanges(file):
            exchange, _ = finder.find(read)
            found[file, exchange.order_uuid or exchange.id].append(exchange)
    return list(found.values())


def _reported(exchanges):
    return {finding.check for finding in findings(exchanges, BASE)}


def _fitting(flows, mutation):
    for flow in flows:
        for index, exchange in enumerate(flow):
            if exchange.call == mutation.call and exchange.status in mutation.status:
                changed = taken(exchange)
                if mutation.change(changed) is not False:
                    yield flow, [*flow[:index], changed.written(), *changed.more]


def test_there_are_enough():
    assert len(MUTATIONS) >= ENOUGH


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_is_reported_and_the_original_is_not(flows, name):
    mutation = MUTATIONS[name]
    for original, mutated in _fitting(flows, mutation):
        if mutation.check not in _reported(original):
            assert mutation.check in _reported(mutated)
            return
    pytest.fail("No recorded exchange fits.")
