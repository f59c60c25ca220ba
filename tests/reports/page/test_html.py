from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from booking_conformance.check.judging.check_result import check_result
from booking_conformance.check.registry import all_checks
from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.page.exchange_index import EXCHANGES_SHOWN, ExchangeIndex
from booking_conformance.reports.page.html import page, prose
from booking_conformance.results import CheckResult, Evidence, Outcome, RunResult, Verdict
from tests.support import samples

if TYPE_CHECKING:
    from booking_conformance.check import Check
    from booking_conformance.recording import Recording

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Markup(HTMLParser):
    """What a browser would see: tags, links, ids, text; unbalanced tags are noted."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "action"}]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def text(result: RunResult, recording: Recording) -> str:
    return page(result, recording, catalogue()).decode("utf-8")


@pytest.fixture
def markup(text: str) -> Markup:
    return Markup(text)


def test_nothing_of_the_target_is_live(markup: Markup) -> None:
    assert not markup.tags & {"script", "img", "iframe", "object", "form", "link", "svg", "b\\u003e"}
    assert not [name for name in markup.attributes if name.startswith("on")]
    assert all(re.match(r"https?://|#|repro/[\w.-]+\.sh$", link) for link in markup.links)
    assert '<script>alert("x")</script>' in "".join(markup.words)


def test_no_control_character_is_left(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)


def test_templates_of_the_target_are_not_rendered(text: str) -> None:
    assert "{{ 7*7 }}" in text


def test_the_page_is_whole(markup: Markup) -> None:
    assert not markup.unbalanced
    assert not markup.open
    assert len(markup.ids) == len(set(markup.ids))
    assert {link[1:] for link in markup.links if link.startswith("#")} <= set(markup.ids)


def test_it_loads_nothing(text: str) -> None:
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert not re.search(r"@import|url\(", text)


def test_failures_come_first_with_an_index_and_say_each_thing_once(text: str) -> None:
    places = [text.index(f'<section id="{name}"') for name in ("failures", "not-testable", "overview", "checks")]
    assert places == sorted(places)
    assert re.search(r'<ol class="index".*?<a href="#fail-c1.omits-customer">', text, re.DOTALL)
    assert text.count('<p class="said">customer must not be in this response.</p>') == 0


def test_the_catalogue_is_last_and_whole(text: str, markup: Markup) -> None:
    last = text.partition('<section id="requirements"')[2]
    assert "<section" not in last
    assert {f"row-{row}" for row in catalogue()} <= set(markup.ids)
    row = re.search(r'<tr class="v-fail" id="row-c1-009">.*?</tr>', last, re.DOTALL)
    assert row
    assert 'href="#check-c1.omits-customer"' in row[0]
    assert "Not examined. It binds the Broker, not the booking system." in last


def test_checks_and_requirements_are_filtered_by_verdict_without_script(text: str) -> None:
    for name, verdict in (("checks", "fail"), ("requirements", "unexamined"), ("requirements", "fail")):
        assert f'<input type="radio" name="{name}" id="{name}-{verdict}">' in text
        assert f"#{name}:has(#{name}-{verdict}:checked)" in text
    assert re.search(r'<details class="check v-fail" id="check-c1.omits-customer">', text)


def test_failures_say_what_is_needed(markup: Markup) -> None:
    words = " ".join(" ".join(markup.words).split())
    for needed in ("customer must not be in this response.", "/customer", "curl -i -X PUT", "non-conformant",
                   "Scope full also needs", "too few Slots"[1:], "Left behind"):  # fmt: skip
        assert needed in words
    assert any(link.startswith("https://openactive.io/") for link in markup.links)


def test_long_bodies_are_cut(text: str) -> None:
    assert "further characters: see exchanges.har" in text
    assert len(text.partition('<section id="requirements"')[0]) < 300_000


def test_a_cause_is_told_once(text: str) -> None:
    assert text.count("<h3>B returned 500 InternalApplicationError</h3>") == 1
    assert "This keeps 16 instances of" in text


def test_an_exchange_is_shown_once_and_only_so_many() -> None:
    exchanges = [samples.exchange(number, "C1", 200) for number in range(EXCHANGES_SHOWN + 5)]
    shelf = ExchangeIndex(exchanges)
    places = [shelf.place(exchange.id).where for exchange in exchanges]
    assert places == ["here"] * EXCHANGES_SHOWN + ["har"] * 5
    assert shelf.place(exchanges[0].id).where == "above"
    assert shelf.place("unknown").where == "har"


def steps_of(text: str, finding: str) -> str:
    return text.partition(f'id="{finding}"')[2].partition("</article>")[0].partition('<div class="steps">')[2]


def test_a_conversation_is_shown_step_by_step_with_what_failed_open(text: str) -> None:
    steps = steps_of(text, "error-errors.broken")
    assert re.findall(r'<span class="where">(\w+)</span>', steps) == [
        "e00001",
        "e00002",
        *(f"e{n:05}" for n in (3, 5, 6, 7, 8, 9)),
    ]
    assert re.findall(r'<details class="exchange" id="[^"]*"( open)?>', steps) == ["", "", "", "", "", " open", "", ""]


def test_what_failed_is_open_also_where_it_was_a_step_of_another_failure(text: str) -> None:
    steps = steps_of(text, "fail-c1.omits-customer").partition("</section>")[0]
    assert re.findall(r'<details class="exchange" id="[^"]*"( open)?>', steps) == [" open"]
    assert 'class="where"><a href="#exchange-2"><code>e00002</code></a>' in steps


def test_a_curl_command_says_where_credentials_go(text: str) -> None:
    assert ": put your credential where it says «secret:…»" in text


def test_evidence_whose_exchange_is_a_step_below_names_it(text: str) -> None:
    evidence = text.partition('id="error-errors.broken"')[2].partition('<div class="steps">')[0]
    assert "Exchange <code>e00007</code>, open among the steps below." in evidence


def test_a_long_conversation_is_shown_around_the_step_that_matters() -> None:
    exchanges = [samples.exchange(number, "C1", 200) for number in range(100)]
    steps = ExchangeIndex(exchanges).steps("e00050")
    assert (steps.shown[0], steps.shown[-1]) == ("e00026", "e00054")
    assert (steps.before, steps.after) == (26, 45)
    assert ExchangeIndex(exchanges).steps("unknown").shown == ()


def test_steps_have_short_bodies_and_their_own_room() -> None:
    body = '{"items": ["' + "y" * 15_000 + '"]}'
    exchanges = [samples.exchange(number, "C1", 200, body) for number in range(200)]
    shelf = ExchangeIndex(exchanges)
    steps = [shelf.step(exchange.id) for exchange in exchanges[:100]]
    assert steps[0].curl == ""
    assert len(steps[0].response) < 4_000
    assert len(shelf.place("e00150").response) > 15_000
    assert [step.where for step in steps].count("har") > 0


def test_a_page_of_1_500_instances_and_many_failures_is_smaller_than_two_megabytes(result: RunResult) -> None:
    bodies = '{"items": ["' + "y" * 4_000 + '"], "quoted": ' + '"a",' * 500 + '"b"]}'
    exchanges = tuple(
        replace(samples.exchange(number, "C1", 200, bodies), scenario=f"simple[{number % 40}]") for number in range(400)
    )
    checks = all_checks()
    passing = tuple(outcomes(check, Verdict.PASS, 3) for check in list(checks.values())[:500])
    failing = tuple(outcomes(check, Verdict.FAIL, 3) for check in list(checks.values())[500:546])
    whole = page(
        replace(result, checks=passing + failing), replace(samples.recording(), exchanges=exchanges), catalogue()
    )
    assert 1_000_000 < len(whole) < 2_000_000


def outcomes(check: Check, verdict: Verdict, count: int) -> CheckResult:
    """Return a check with as many instances of a verdict, each with evidence where it failed."""
    found = check_result(check, [Outcome(f"{check.id}[{n}]", verdict) for n in range(count)])
    if verdict is Verdict.PASS:
        return found
    cited = [f"e{(len(check.id) * 7 + n) % 400:05}" for n in range(count)]
    failed = [
        Outcome(f"{check.id}[{n}]", verdict, "It is not.", (Evidence("It is not.", each, "/x", "a", "b"),), (each,))
        for n, each in enumerate(cited)
    ]
    return check_result(check, failed)


@pytest.mark.parametrize("verdict", ["conformant", "partial", "inconclusive", "no violation found", "<unknown>"])
def test_every_verdict_has_a_page(result: RunResult, recording: Recording, verdict: str) -> None:
    empty = replace(result, verdict=verdict, verdict_reason="", checks=())
    assert not Markup(page(empty, recording, catalogue()).decode()).unbalanced


def test_many_failures_are_rendered(result: RunResult, recording: Recording) -> None:
    many = tuple(samples.check(f"c1.fails-{n}", "A rule", ("c1-001",), *instances(f"c1.fails-{n}")) for n in range(50))
    assert not Markup(page(replace(result, checks=many), recording, catalogue()).decode()).unbalanced


def instances(name: str) -> list[samples.Outcome]:
    evidence = tuple(Evidence(f"no {n}", "e00001", f"/{n}", "a", "b") for n in range(9))
    return [samples.outcome(f"{name}[{n}]", Verdict.FAIL, "no", *evidence) for n in range(6)]


def test_of_many_requirements_those_are_shown_that_are_broken(result: RunResult, recording: Recording) -> None:
    cited = ("c1-001", "c1-002", "c1-003", "c1-004", "c1-005", "c1-006")
    evidence = Evidence("no", "e00001", requirements=("c1-003",))
    check = samples.check("c1.x", "A rule", cited, samples.outcome("c1.x[a]", Verdict.FAIL, "no", evidence))
    shown = page(replace(result, checks=(check,)), recording, catalogue()).decode().partition('id="fail-c1.x"')[2]
    first, _, folded = shown.partition("The check cites 5 more requirements")
    assert re.findall(r">(c1-\d+)</a> <span", first) == ["c1-003"]
    assert len(re.findall(r">(c1-\d+)</a> <span", folded.partition("</details>")[0])) == 5


def test_prose_marks_code_and_escapes() -> None:
    assert prose("a ``<b>`` & `c`") == "a <code>&lt;b&gt;</code> &amp; <code>c</code>"


def test_hostile_ids_stay_text(result: RunResult, recording: Recording) -> None:
    check: CheckResult = replace(result.checks[0], id='"><script>x</script>')
    found = Markup(page(replace(result, checks=(check,)), recording, catalogue()).decode())
    assert "script" not in found.tags


def test_a_failure_can_be_judged_again_where_there_was_a_run(result: RunResult, recording: Recording) -> None:
    command = "booking-conformance run --only c1.omits-customer"
    assert command in page(result, recording, catalogue()).decode()
    assert command not in page(replace(result, verdict="violations found"), recording, catalogue()).decode()
