"""Each script shows its failure on a system that cleans up, and shows something else on a system without the fault."""

import re
import shutil

import pytest

from booking_conformance.embedded.forked import forked_system
from booking_conformance.prove.fault_table import fault_rows
from tests.reports.repro.reproducing import reproduction

pytestmark = pytest.mark.skipif(
    not (shutil.which("jq") and shutil.which("curl")), reason="the scripts need curl and jq, which are not installed"
)
FAULTS = (
    # answers that name what is wrong
    "b-names-tax-otherwise",
    "quotes-need-total",
    "c1-flags-innocent-items",
    "agent-without-broker-accepted",
    "customer-without-email-accepted",
    "customer-needs-name",
    "c2-error-of-unknown-type",
    "c2-error-with-wrong-status",
    "order-status-references-only",
    "access-code-without-label",
    # what has to be refused, or must not be
    "b-refuses-several-items",
    "b-other-customer-accepted",
    "b-other-items-accepted",
    "b-ignores-total",
    "b-refuses-total-as-text",
    "b-bound-to-first-quote",
    "b-wrong-total-books",
    "b-wrong-total-blocks-uuid",
    "cancellation-skips-unknown-items",
    "cancellation-takes-any-type",
    "earlier-quotes-trusted",
    # what becomes of an Order
    "order-status-other-number",
    "cancellation-of-several-fails",
    "cancellation-repeat-fails",
    "cancellation-total-unchanged",
    "c2-without-attendee",
    # what the feeds show
    "b-takes-no-capacity",
    "cancellation-keeps-capacity",
    "orders-feed-shortens-offers",
    "orders-feed-says-more",
)
CHANGING = (
    (r"[0-9a-f]{8}-[0-9a-f-]{27}", "UUID"),
    (r"127\.0\.0\.1:\d+", "HOST"),
    (r"\d{4}-\d\d-\d\dT[\d:.]+Z?", "TIME"),
    (r'/\d+|"identifier":"\d+"|\b(x\d+|feed\d+)\b', "ID"),
)


def shown(output):
    """Return what a script shows of its failure, without what is another one each time."""
    found = re.search(r"^Now, in .*", output, re.MULTILINE)
    assert found, output
    text = found[0]
    for pattern, name in CHANGING:
        text = re.sub(pattern, name, text)
    return text


@pytest.fixture(scope="module")
def sound():
    with forked_system(seeds=1) as data:
        yield data


@pytest.mark.parametrize("fault", FAULTS)
def test_a_script_shows_the_fault_after_the_clean_up(fault, sound, tmp_path):
    with forked_system([fault], seeds=1) as flawed:
        found = reproduction(flawed, fault_rows()[fault])
        assert found.script, found.check.reason
        again = found.output(tmp_path)
        assert shown(again) != shown(found.output(tmp_path, sound))
        was = re.search(r"^In the run: (status .*)", again, re.MULTILINE)
        assert was is None or was[1] in shown(again)
