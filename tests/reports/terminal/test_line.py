"""A line of the summary in the width of a terminal, and the lines of a failure."""

import io
from pathlib import Path

from rich.console import Console
from rich.text import Text

from booking_conformance.reports.terminal.failure_text import in_full, in_short, title_line
from booking_conformance.reports.terminal.line import Line, labelled
from booking_conformance.results import Verdict
from tests.support import samples


def fitted(line, width):
    return [text.plain for text in line.fitted(Console(file=io.StringIO(), width=width))]


def test_what_is_wrapped_stands_below_where_it_began():
    assert fitted(labelled("blocks", "one two three four five six seven"), 40) == [
        "    blocks        one two three four",
        "                  five six seven",
    ]


def test_what_is_cut_says_so():
    assert fitted(Line(Text("a long line"), cut=True), 8) == ["a long …"]


def test_a_url_stays_whole():
    url = "https://example.com/" + "x" * 60
    assert fitted(Line(Text(f"see {url}"), 2), 40) == ["see", f"  {url}"]


def test_a_failure_in_short_begins_as_in_full():
    check = next(check for check in samples.result().checks if check.id == "c1.omits-customer")
    broken = [outcome for outcome in check.instances if outcome.verdict is Verdict.FAIL]
    exchanges = {exchange.id: exchange for exchange in samples.exchanges()}
    short = list(in_short(Verdict.FAIL, check, broken, exchanges, None))
    full = list(in_full(Verdict.FAIL, check, broken, exchanges, Path("r")))
    title = title_line(Verdict.FAIL, check, broken).text.plain
    assert [short[0].text.plain, full[0].text.plain] == [title, title]
    assert len(short) == 3
    assert len(full) > 6
