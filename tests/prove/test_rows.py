"""A row is proven by a fault under which a check blames it, and by nothing else."""

from booking_conformance.check.registry import all_checks
from booking_conformance.prove.proofs import FaultProof, Proof
from booking_conformance.prove.rows import excuses, unproven_rows

CITED = {row for check in all_checks().values() for row in check.requirements}


def proof(*rows):
    return Proof((FaultProof("x", (), (), {}, {}, 0.0, rows),))


def test_a_row_that_was_blamed_is_proven():
    assert "c1-021" in unproven_rows(proof())
    assert "c1-021" not in unproven_rows(proof("c1-021"))


def test_a_row_without_a_fault_is_named_without_a_reason():
    assert unproven_rows(proof())["c1-021"] is None


def test_the_excuses_are_few_have_reasons_and_are_of_cited_rows():
    assert len(excuses()) <= 10
    assert set(excuses()) <= CITED
    assert all(reason.endswith(".") for reason in excuses().values())
