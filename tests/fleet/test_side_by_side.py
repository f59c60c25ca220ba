"""Runs overlap, never at one host, and an interrupt reaches all of them."""

from typing import ClassVar

import pytest

from booking_conformance.fleet import side_by_side
from booking_conformance.fleet.side_by_side import SideBySide


class Run:
    """A run that ends when it was looked at a few times, or was interrupted."""

    under_way: ClassVar[list["Run"]] = []
    most = 0

    def __init__(self, target):
        self.target, self.looks, self.ended = target, 3, None
        Run.under_way.append(self)
        Run.most = max(Run.most, len(Run.under_way))

    def code(self):
        self.looks -= 1
        if self.looks > 0 and self.ended is None:
            return None
        Run.under_way.remove(self)
        return self.ended or 0

    def interrupt(self):
        self.ended = 130


class Target:
    def __init__(self, name, *hosts):
        self.name, self.hosts = name, frozenset(hosts)


@pytest.fixture
def run_all(monkeypatch):
    monkeypatch.setattr(side_by_side, "_SECONDS_BETWEEN_LOOKS", 0)
    Run.under_way, Run.most = [], 0
    ended = {}

    def start(target):
        assert not target.hosts & {host for run in Run.under_way for host in run.target.hosts}
        return Run(target)

    def run(*targets, jobs=9, start=start):
        SideBySide(jobs, start, lambda target, code: ended.update({target.name: code})).run(targets)

    run.ended = ended
    return run


def test_targets_of_different_hosts_are_tested_at_a_time(run_all):
    run_all(Target("a", "x"), Target("b", "y"), Target("c"))
    assert run_all.ended == {"a": 0, "b": 0, "c": 0}
    assert Run.most == 3


def test_targets_of_one_host_are_tested_one_after_the_other(run_all):
    run_all(Target("a", "x", "y"), Target("b", "y"), Target("c", "x"))
    assert run_all.ended == {"a": 0, "b": 0, "c": 0}
    assert Run.most == 2


def test_no_more_than_asked_for_are_tested_at_a_time(run_all):
    run_all(*(Target(name) for name in "abcde"), jobs=2)
    assert Run.most == 2


def test_an_interrupt_ends_all_runs_and_starts_no_other(run_all):
    def interrupted(target):
        if target.name == "c":
            raise KeyboardInterrupt
        return Run(target)

    with pytest.raises(KeyboardInterrupt):
        run_all(Target("a"), Target("b"), Target("c"), Target("d"), start=interrupted)
    assert run_all.ended == {"a": 130, "b": 130}
