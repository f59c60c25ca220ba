"""Trials that come out otherwise than they should are tried once more, alone, and that is told."""

from __future__ import annotations

from pathlib import Path

from booking_conformance.prove.attempts import attempted, mixed
from booking_conformance.prove.proofs import FaultProof, VariantProof


def missed_at_first(place: str) -> FaultProof:
    """Miss the check at the first attempt, catch at the second; the file remembers."""
    before = Path(place).exists()
    Path(place).touch()
    missed = {} if before else {"b.succeeds": "pass: nothing seen"}
    return FaultProof(place, ("b.succeeds",), (), missed, {}, 0.1)


def always_blamed(place: str) -> VariantProof:
    """Blame each time."""
    with Path(place).open("a", encoding="utf-8") as attempts:
        attempts.write("x")
    return VariantProof(place, {"b.succeeds": "fail: refused"}, 0.1)


def test_second_attempt_counts_and_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    (proof,) = attempted([(missed_at_first, str(tmp_path / "fault"))], told.append)
    assert proof.as_it_should
    assert proof.first == "MISSED b.succeeds (pass: nothing seen)"
    assert ["MISSED" in line for line in told] == [True, True]
    assert "caught by b.succeeds" in told[1]


def test_what_fails_twice_has_failed(tmp_path: Path) -> None:
    trials = [(always_blamed, str(tmp_path / "variant")), (missed_at_first, str(tmp_path / "fault"))]
    variant, fault = attempted(trials, lambda line: None)
    assert not variant.as_it_should
    assert fault.as_it_should
    assert (tmp_path / "variant").read_text(encoding="utf-8") == "xx"


def test_short_trials_stand_between_long_ones_and_at_the_end() -> None:
    long = [(always_blamed, f"long {number}") for number in range(3)]
    short = [(missed_at_first, f"short {number}") for number in range(10)]
    order = [name.split()[0] for _, name in mixed(long, short)]
    assert order == ["long", "short", "short"] * 3 + ["short"] * 4


def test_no_trial_is_lost_or_doubled_however_few_there_are() -> None:
    for longs in range(4):
        for shorts in range(9):
            long = [(always_blamed, f"long {number}") for number in range(longs)]
            short = [(missed_at_first, f"short {number}") for number in range(shorts)]
            assert sorted(name for _, name in mixed(long, short)) == sorted(name for _, name in long + short)
