"""Lists and labelled texts in the width of a terminal; where there is none, in a fixed one."""

import io
import sys

from booking_conformance.cli.output.columns import labelled, titled, width
from booking_conformance.cli.output.explained_defects import listed


class Terminal(io.StringIO):
    def isatty(self):
        return True


def make_narrow(monkeypatch):
    """To be called by the test itself: pytest changes stdout after the fixtures."""
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys, "stdout", Terminal())


def test_a_narrow_terminal_has_titles_below_ids(monkeypatch):
    make_narrow(monkeypatch)
    assert titled(["c1.omits-customer", "MUST"], "The C1 response has no customer", [20, 6]) == [
        "c1.omits-customer     MUST",
        "    The C1 response has no customer",
    ]


def test_labelled_texts_end_between_words_and_stand_below_each_other(monkeypatch):
    make_narrow(monkeypatch)
    first, *others = labelled("judged by", ", ".join(["c1.omits-customer"] * 20))
    assert first.startswith("judged by:    c1.omits-customer,")
    assert all(line.startswith(" " * 14 + "c1.") for line in others)
    assert max(map(len, [first, *others])) <= 60


def test_lists_fit(monkeypatch):
    make_narrow(monkeypatch)
    assert max(map(len, listed())) <= 100


def test_a_file_gets_one_row_a_line(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert titled(["a"], "t" * 300, [3]) == ["a    " + "t" * 300]
    assert width() == 110
    assert labelled("nothing", "") == []
