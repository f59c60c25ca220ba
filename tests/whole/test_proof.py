"""A fixed sample of the proof; `.ci/run` holds all of it."""

import json

import pytest

from booking_conformance.prove.prove import prove

FAULTS = (
    "b-ignores-total",
    "b-takes-no-capacity",
    "c1-echoes-customer",
    "cancels-omitted-items",
    "feed-has-customer",
    "partner-can-read-foreign-order",
    "personal-data-kept-after-quote-deletion",
    "total-off-by-penny-second-item",
)
# The one is judged on all scenarios, the other on those that its row names.
VARIANTS = ("b-200", "no-client-registration")


@pytest.fixture(scope="module")
def proof(tmp_path_factory):
    report = tmp_path_factory.mktemp("proof")
    found = prove(FAULTS, VARIANTS, report, lambda _: None)
    return found, json.loads((report / "proof.json").read_text(encoding="utf-8"))


def test_each_fault_is_caught_by_the_checks_named_for_it_and_by_no_other(proof):
    assert {fault.id: (fault.missed, fault.unexpected) for fault in proof[0].faults if not fault.as_it_should} == {}


def test_no_variant_is_blamed(proof):
    assert {variant.id: variant.failed for variant in proof[0].variants if variant.failed} == {}


def test_the_proof_is_written_down(proof):
    written = proof[1]
    assert [fault["id"] for fault in written["faults"]] == list(FAULTS)
    assert all(fault["caught"] and fault["failed"] for fault in written["faults"])
    assert [variant["id"] for variant in written["variants"]] == list(VARIANTS)


def test_a_fault_without_a_claim_is_not_caught(tmp_path):
    found = prove(["no-such-fault"], [], tmp_path, lambda _: None)
    assert not found.faults[0].as_it_should


def test_a_fault_of_a_feed_is_caught_among_all_scenarios_too(tmp_path):
    """A lease of the same space is seen in the feed before B: what was known before the act must not pass for it."""
    found = prove(["b-takes-no-capacity"], [], tmp_path, lambda _: None, among_all=True)
    assert found.faults[0].missed == {}
