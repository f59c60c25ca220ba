"""Failures that have something in common are one group, and every report states it once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from booking_conformance.reports.common_cause import ACCEPTED, failure_groups, place_of
from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.junit import junit
from booking_conformance.reports.page.html import page
from booking_conformance.reports.terminal.terminal import summary
from booking_conformance.results import Evidence
from tests.support.failures import failing, failing_at_one_place

if TYPE_CHECKING:
    from booking_conformance.recording import Recording
    from booking_conformance.results import CheckResult, RunResult

WRONG_PRICE = "the value at totalPaymentDue/price is wrong"


def groups(recording: Recording, *checks: CheckResult) -> dict[str, list[str]]:
    exchanges = {exchange.id: exchange for exchange in recording.exchanges}
    found = failure_groups([(check, list(check.instances)) for check in checks], exchanges)
    return {group.text or "alone": [check.id for check, _ in group.failures] for group in found}


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("/items/3/data/totalPaymentDue/price", "totalPaymentDue/price"),
        ("/orderedItem/0/position", "orderedItem/position"),
        ("", ""),
        ("/items/0", ""),
        ("/@type", ""),
        ("/orderedItem/1/error/0/@type", ""),
    ],
)
def test_a_place_is_one_of_messages_of_any_kind(pointer: str, place: str) -> None:
    assert place_of(pointer) == place


def test_failures_at_one_place_are_one_group_with_the_most_seen_first(recording: Recording) -> None:
    first, *others = failing_at_one_place("c1.most", "c1.once", "c1.too")
    assert groups(recording, *others, first) == {WRONG_PRICE: ["c1.most", "c1.once", "c1.too"]}


def test_failures_of_one_response_are_one_group(recording: Recording) -> None:
    error = failing("b.a", Evidence("no", "e00003")), failing("b.b", Evidence("no", "e00004"))
    assert groups(recording, *error) == {"B returned 500 InternalApplicationError": ["b.a", "b.b"]}


def test_what_was_seen_after_a_wrong_acceptance_comes_below_it(recording: Recording) -> None:
    seen = Evidence("It has no @id.", "e00009", "/customer")
    follows = failing("messages.order-id", seen, seen)
    itself = failing("generated-payloads.broken-refused", Evidence("no", "e00009", expected="an OpenBookingError"))
    assert groups(recording, follows, itself) == {ACCEPTED: [itself.id, follows.id]}


def test_not_everything_improper_must_be_refused(recording: Recording) -> None:
    seen = Evidence("It reflects what it must not.", "e00009", "/customer", "nothing")
    found = groups(recording, failing("c1.omits-customer", seen), failing("c1.omits-more", seen))
    assert found == {"the value at customer is wrong": ["c1.omits-customer", "c1.omits-more"]}


def test_failures_with_nothing_in_common_stand_alone(recording: Recording) -> None:
    at_several = failing("c1.a", Evidence("no", "e00001", "/a"), Evidence("no", "e00001", "/b"))
    assert groups(recording, at_several) == {"alone": ["c1.a"]}
    exchanges = {exchange.id: exchange for exchange in recording.exchanges}
    rows = [
        (c, list(c.instances)) for c in (at_several, failing("c1.b", Evidence("no", "e00001", "/a")), failing("c1.c"))
    ]
    assert [group.others for group in failure_groups(rows, exchanges)] == [(), (), ()]


def test_the_terminal_names_the_others_in_one_line(result: RunResult, recording: Recording) -> None:
    lines = summary(replace(result, checks=failing_at_one_place("c1.a", "c1.b", "c1.c")), recording)
    assert f"    2 more failures with possibly the same cause ({WRONG_PRICE}): c1.b, c1.c" in lines
    assert sum(line.startswith("✗ fail") for line in lines) == 1


def test_the_terminal_shows_all_when_all_is_asked_for(result: RunResult, recording: Recording) -> None:
    lines = summary(replace(result, checks=failing_at_one_place("c1.a", "c1.b")), recording, verbosity=1)
    assert sum(line.startswith("✗ fail") for line in lines) == 2


def test_the_page_shows_the_others_below_the_first(result: RunResult, recording: Recording) -> None:
    text = page(replace(result, checks=failing_at_one_place("c1.a", "c1.b")), recording, catalogue()).decode()
    assert f"2 failures, possibly with one cause: {WRONG_PRICE}." in text
    assert text.count('<details class="follower v-fail">') == 1
    assert text.index('id="fail-c1.a"') < text.index('<details class="follower') < text.index('id="fail-c1.b"')
    assert "Failures <b>2</b>" in text


def test_junit_has_each_with_the_names_of_the_others(result: RunResult, recording: Recording) -> None:
    text = junit(replace(result, checks=failing_at_one_place("c1.a", "c1.b")), recording).decode()
    assert text.count("<failure") == 2
    assert f"Possibly the same cause ({WRONG_PRICE}): c1.b" in text
    assert f"Possibly the same cause ({WRONG_PRICE}): c1.a" in text
