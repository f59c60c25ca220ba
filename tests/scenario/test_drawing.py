"""Messages are drawn one at a time, in another process where there can be one, and as well where there can be none."""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from booking_conformance.forking import can_be_forked
from booking_conformance.scenario import drawing
from booking_conformance.scenario.drawing import Drawing, DrawingProcess

DRAWING: list[int] = []


def process_of(_: int) -> int:
    return os.getpid()


def how_many_draw(number: int) -> int:
    DRAWING.append(number)
    together = len(DRAWING)
    time.sleep(0.01)
    DRAWING.remove(number)
    return together


def fails(_: int) -> int:
    raise ValueError("nothing can be drawn")


def ends_its_process(parent: int) -> int:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return 7


def stands_still_there(parent: int) -> int:
    if os.getpid() != parent:
        time.sleep(60)
    return 7


@pytest.fixture
def beside():
    if not sys.platform.startswith("linux"):
        pytest.skip("there is no process of its own")
    made = Drawing(DrawingProcess())
    yield made
    made.close()
    assert not [each for each in multiprocessing.active_children() if each.name.startswith("ForkProcess")]


def drawn(made: Drawing, draw, *numbers: int):
    async def all_of_them():
        return await asyncio.gather(*(made.drawn(draw, number) for number in numbers))

    return asyncio.run(all_of_them())


def test_a_process_of_its_own_draws_as_long_as_it_is_asked(beside):
    first, *others = drawn(beside, process_of, 1, 2, 3)
    assert first != os.getpid()
    assert set(others) == {first}


def test_without_one_it_is_drawn_here_one_after_the_other():
    assert drawn(Drawing(), process_of, 1) == [os.getpid()]
    assert drawn(Drawing(), how_many_draw, *range(4)) == [1] * 4


def test_what_cannot_be_drawn_there_is_drawn_here_and_so_is_all_that_follows(beside):
    with pytest.raises(ValueError, match="nothing can be drawn"):
        drawn(beside, fails, 1)
    assert drawn(beside, process_of, 1) == [os.getpid()]


def test_when_the_process_was_killed_it_is_drawn_here(beside):
    assert drawn(beside, ends_its_process, os.getpid()) == [7]


def test_when_the_process_stands_still_it_is_ended_and_drawn_here(beside, monkeypatch):
    monkeypatch.setattr(drawing, "_PATIENCE_SECONDS", 0.1)
    assert drawn(beside, stands_still_there, os.getpid()) == [7]
    assert drawn(beside, process_of, 1) == [os.getpid()]


def test_the_process_ends_when_nobody_asks_any_more(monkeypatch):
    monkeypatch.setattr(drawing, "_IDLE_SECONDS", 0.01)
    made = Drawing(DrawingProcess())
    there = drawn(made, process_of, 1)
    time.sleep(0.5)
    assert drawn(made, process_of, 1) == [os.getpid()] != there
    made.close()


def test_where_no_process_can_be_had_there_is_none(monkeypatch):
    def none_left():
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(drawing, "can_be_forked", lambda: True)
    monkeypatch.setattr(drawing, "DrawingProcess", none_left)
    assert drawn(Drawing.beside(), process_of, 1) == [os.getpid()]
    monkeypatch.setattr(drawing, "can_be_forked", lambda: False)
    monkeypatch.setattr(drawing, "DrawingProcess", lambda: pytest.fail("it is not safe"))
    assert drawn(Drawing.beside(), process_of, 1) == [os.getpid()]


def test_a_process_with_several_threads_is_not_forked(monkeypatch):
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert not can_be_forked()


def test_what_was_drawn_is_used_without_hypothesis():
    program = (
        "import pkgutil, sys, importlib, booking_conformance.fixtures.drawn as drawn\n"
        "names = [each.name for each in pkgutil.iter_modules(drawn.__path__, drawn.__name__ + '.')]\n"
        "[importlib.import_module(name) for name in names]\n"
        "print(len(names), 'hypothesis' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    count, imported = shown.split()
    assert int(count) > 4
    assert imported == "False"
