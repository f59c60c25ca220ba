"""The lines of a fleet survive the way through fleet.json, and the gravest exit code is that of the fleet."""

import pytest

from booking_conformance.fleet.lines import FLEET, Line, read_lines, worst_code, write_lines

JUDGED = Line(
    "a", "a.toml", "0" * 64, 1, "non-conformant", "full", ("c1.x",), {"new": 1}, "", "2026-01-01", "reports/a"
)


def test_lines_come_back_equal(tmp_path):
    write_lines(tmp_path, [JUDGED, Line("b", "b.toml", "")])
    assert read_lines(tmp_path) == {"a": JUDGED, "b": Line("b", "b.toml", "")}


@pytest.mark.parametrize("text", ["", "[]", '{"targets": [{"name": "a"}]}', '{"targets": [7]}', "[" * 100_000])
def test_what_cannot_be_read_is_as_if_it_were_not_there(tmp_path, text):
    (tmp_path / FLEET).write_text(text, encoding="utf-8")
    assert read_lines(tmp_path) == {}


@pytest.mark.parametrize(
    ("codes", "worst"),
    [
        ((), 0),
        ((0, 0), 0),
        ((1, 0), 1),
        ((1, 3), 3),
        ((3, 2), 2),
        ((2, 4), 4),
        ((4, 130), 130),
        ((0, -9), 4),
        ((0, None), 130),
    ],
)
def test_the_gravest_code_counts(codes, worst):
    assert worst_code([Line("a", "a.toml", "", code) for code in codes]) == worst


@pytest.mark.parametrize(
    ("code", "verdict", "ended"), [(0, "conformant", True), (1, "partial", True), (2, "", False), (None, "", False)]
)
def test_a_target_has_ended_when_it_was_judged(code, verdict, ended):
    assert Line("a", "a.toml", "", code, verdict).ended is ended
