"""Trials that come out otherwise than they should are tried once more, alone, and that is told."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from booking_conformance.prove.attempts import Lane, attempted
from booking_conformance.prove.proofs import FaultProof, VariantProof

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.process import BaseProcess


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


def alone(place: str) -> FaultProof:
    """Miss the check where another trial of the folder is on its way."""
    mine = Path(place)
    mine.touch()
    time.sleep(0.3)
    others = len(list(mine.parent.iterdir())) - 1
    mine.unlink()
    return FaultProof(place, ("b.succeeds",), (), {"b.succeeds": f"{others} others"} if others else {}, {}, 0.1)


def test_second_attempt_counts_and_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    (proof,) = attempted([Lane(1, [(missed_at_first, str(tmp_path / "fault"))])], told.append)
    assert proof.as_it_should
    assert proof.first == "MISSED b.succeeds (pass: nothing seen)"
    assert ["MISSED" in line for line in told] == [True, True]
    assert "caught by b.succeeds" in told[1]


def test_what_fails_twice_has_failed(tmp_path: Path) -> None:
    variants = Lane(1, [(always_blamed, str(tmp_path / "variant"))])
    faults = Lane(1, [(missed_at_first, str(tmp_path / "fault"))])
    variant, fault = attempted([variants, faults], lambda line: None)
    assert not variant.as_it_should
    assert fault.as_it_should
    assert (tmp_path / "variant").read_text(encoding="utf-8") == "xx"


def test_no_more_run_at_once_than_the_lane_allows(tmp_path: Path) -> None:
    trials = [(alone, str(tmp_path / str(number))) for number in range(3)]
    assert [proof.first for proof in attempted([Lane(1, trials)], lambda line: None)] == ["", "", ""]


def test_what_comes_of_each_is_told_in_the_order_of_lanes_and_trials(tmp_path: Path) -> None:
    lanes = [Lane(2, [(always_blamed, str(tmp_path / f"{lane}{number}")) for number in range(3)]) for lane in "ab"]
    names = [Path(proof.id).name for proof in attempted(lanes, lambda line: None)]
    assert names == ["a0", "a1", "a2", "b0", "b1", "b2"]


def test_a_lane_without_trials_is_no_hindrance(tmp_path: Path) -> None:
    lanes = [Lane(1, []), Lane(1, [(always_blamed, str(tmp_path / "variant"))])]
    assert len(attempted(lanes, lambda line: None)) == 1


def stop_when_told(place: str) -> FaultProof:
    """Say which process this is, then wait to be ended."""
    Path(place).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(60)
    return FaultProof(place, (), (), {}, {}, 0.1)


def idle() -> None:
    """Do nothing until this process is ended."""
    time.sleep(60)


def test_who_leaves_early_ends_the_trials_and_nobody_else(tmp_path: Path) -> None:
    waits = [(stop_when_told, str(tmp_path / str(number))) for number in range(9)]
    fails = (failing, str(tmp_path))
    with bystander() as beside:
        with pytest.raises(ValueError, match="broken"):
            attempted([Lane(2, waits), Lane(1, [fails])], lambda line: None)
        assert beside.is_alive()


def test_what_is_forked_after_a_proof_heeds_signals(tmp_path: Path) -> None:
    attempted([Lane(1, [(always_blamed, str(tmp_path / "variant"))])], lambda line: None)
    with bystander() as beside:
        beside.terminate()
        beside.join(10)
        assert beside.exitcode == -signal.SIGTERM


@contextmanager
def bystander() -> Iterator[BaseProcess]:
    """Run a process that is no trial, for a while."""
    process = multiprocessing.get_context("forkserver").Process(target=idle)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def failing(_: str) -> FaultProof:
    """Break."""
    message = "broken"
    raise ValueError(message)
