"""What a quote says of items for which there are too few spaces, and of those that others took or gave back."""

import json

import pytest

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import Conversation
from booking_conformance.results import Verdict
from tests.support.makings import an_exchange

GUILTY, CONTROL = "https://x/s/1", "https://x/s/2"
NOT_BOOKABLE, LACKING = "OpportunityOfferPairNotBookableError", "OpportunityHasInsufficientCapacityError"
FULL, LEASED = "OpportunityIsFullError", "OpportunityCapacityIsReservedByLeaseError"


def items(opportunity, errors, left=None):
    of = {"@type": "ScheduledSession", "@id": opportunity}
    of |= {} if left is None else {"remainingAttendeeCapacity": left}
    listed = [{"orderedItem": of, "error": [{"@type": each}] if each else []} for each in errors]
    return [{name: value for name, value in item.items() if value} for item in listed]


def opportunities(capacity, *, exclusive=True):
    data = {"remainingAttendeeCapacity": capacity}
    known = {"type": "ScheduledSession", "data": data, "exclusive": exclusive, "capacity": capacity}
    return {GUILTY: known, CONTROL: known}


def verdict_of(check, *exchanges, **facts):
    talk = Conversation("unavailable", "unavailable", {}, exchanges, (), facts)
    return judge_conversation(all_checks()[check], talk, check).verdict


def quote(step, asked, listed, status=409):
    return an_exchange(
        identifier=step,
        step=step,
        status=status,
        body=json.dumps({"@type": "OrderQuote", "orderedItem": listed}),
        sent=json.dumps({"orderedItem": asked}),
    )


@pytest.mark.parametrize(
    ("errors", "verdict"),
    [
        ([LACKING] * 2 + [""] * 5, Verdict.PASS),
        ([NOT_BOOKABLE] * 2 + [""] * 5, Verdict.PASS),
        ([NOT_BOOKABLE] * 7, Verdict.PASS),
        ([LACKING] * 7, Verdict.FAIL),
        ([NOT_BOOKABLE] * 6 + [LACKING], Verdict.FAIL),
        ([NOT_BOOKABLE] * 6 + [""], Verdict.FAIL),
        ([FULL] * 7, Verdict.FAIL),
        ([NOT_BOOKABLE], Verdict.FAIL),
    ],
)
def test_all_of_too_many_items_may_be_not_bookable(errors, verdict):
    asked = items(GUILTY, [""] * 7) + items(CONTROL, [""])
    listed = items(GUILTY, errors) + items(CONTROL, [""])
    quotes = [quote(step, asked, listed) for step in ("C1", "C2")]
    found = verdict_of("quotes.flag-excess-only", *quotes, guilty=GUILTY, opportunities=opportunities(5))
    assert found is verdict


@pytest.mark.parametrize(
    ("exclusive", "left", "verdict"),
    [
        (True, None, Verdict.FAIL),
        (True, 1, Verdict.FAIL),
        (False, None, Verdict.INFO),
        (False, 1, Verdict.INFO),
        (False, 0, Verdict.FAIL),
    ],
)
def test_others_may_have_given_back_a_space_of_what_was_full(exclusive, left, verdict):
    asked = items(GUILTY, [""]) + items(CONTROL, [""])
    listed = items(GUILTY, [""], left) + items(CONTROL, [""])
    quotes = [quote(step, asked, listed, 200) for step in ("C1", "C2")]
    known = opportunities(0, exclusive=exclusive)
    assert verdict_of("quotes.flag-full", *quotes, guilty=GUILTY, opportunities=known) is verdict


@pytest.mark.parametrize(
    ("error", "exclusive", "verdict"),
    [
        (LEASED, True, Verdict.FAIL),
        (LEASED, False, Verdict.PASS),
        (FULL, False, Verdict.PASS),
        ("", False, Verdict.FAIL),
    ],
)
def test_what_is_full_may_be_leased_by_others(error, exclusive, verdict):
    asked, listed = items(GUILTY, [""]) + items(CONTROL, [""]), items(GUILTY, [error]) + items(CONTROL, [""])
    quotes = [quote(step, asked, listed) for step in ("C1", "C2")]
    known = opportunities(0, exclusive=exclusive)
    assert verdict_of("quotes.flag-full", *quotes, guilty=GUILTY, opportunities=known) is verdict


@pytest.mark.parametrize(
    ("exclusive", "left", "verdict"),
    [(True, None, Verdict.FAIL), (False, None, Verdict.INFO), (False, 9, Verdict.INFO), (False, 5, Verdict.FAIL)],
)
def test_others_may_have_given_back_the_spaces_that_were_too_few(exclusive, left, verdict):
    asked = items(GUILTY, [""] * 7) + items(CONTROL, [""])
    listed = items(GUILTY, [""] * 7, left) + items(CONTROL, [""])
    quotes = [quote(step, asked, listed, 200) for step in ("C1", "C2")]
    known = opportunities(5, exclusive=exclusive)
    assert verdict_of("quotes.flag-excess-only", *quotes, guilty=GUILTY, opportunities=known) is verdict


def test_others_may_have_booked_all_of_what_was_too_few():
    asked = items(GUILTY, [""] * 7) + items(CONTROL, [""])
    listed = items(GUILTY, [FULL] * 7) + items(CONTROL, [""])
    quotes = [quote(step, asked, listed) for step in ("C1", "C2")]
    known = opportunities(5, exclusive=False)
    assert verdict_of("quotes.flag-excess-only", *quotes, guilty=GUILTY, opportunities=known) is Verdict.INFO


@pytest.mark.parametrize(
    ("case", "exclusive", "verdict"),
    [
        ("full", False, Verdict.INFO),
        ("full", True, Verdict.NOT_TESTABLE),
        ("past", False, Verdict.NOT_TESTABLE),
    ],
)
def test_beside_what_was_given_back_no_item_has_an_error(case, exclusive, verdict):
    listed = items(GUILTY, [""]) + items(CONTROL, [""])
    facts = {"guilty": GUILTY, "control": CONTROL, "opportunities": opportunities(0, exclusive=exclusive)}
    talk = Conversation("unavailable", "unavailable", {"case": case}, (quote("C1", listed, listed, 200),), (), facts)
    check = "quotes.c1-flags-only-guilty"
    assert judge_conversation(all_checks()[check], talk, check).verdict is verdict


def overtaken(status, errors, *, exclusive=True, left=None):
    asked, listed = items(GUILTY, [""]) + items(CONTROL, [""]), items(GUILTY, errors, left) + items(CONTROL, [""])
    again = [quote(f"{call} when taken", asked, listed, status) for call in ("C1", "C2")]
    alone = items(GUILTY, [""])
    # After approval, B names no items.
    rival = [quote("rival C2", alone, alone, 200), quote("rival B", [], alone, 201)]
    exchanges = [quote("C2", asked, asked, 200), *rival, *again]
    return exchanges, {"opportunities": opportunities(1, exclusive=exclusive), "last": GUILTY}


@pytest.mark.parametrize(
    ("status", "errors", "exclusive", "verdict"),
    [
        (409, [FULL], True, Verdict.PASS),
        (409, [""], True, Verdict.FAIL),
        (200, [""], True, Verdict.FAIL),
        (200, [""], False, Verdict.INFO),
    ],
)
def test_what_another_took_has_an_error_unless_it_was_given_back(status, errors, exclusive, verdict):
    exchanges, facts = overtaken(status, errors, exclusive=exclusive)
    assert verdict_of("quotes.evaluate-afresh", *exchanges, **facts) is verdict


@pytest.mark.parametrize(
    ("exclusive", "left", "verdict"),
    [(True, 0, Verdict.PASS), (True, 1, Verdict.FAIL), (False, 1, Verdict.INFO), (False, 0, Verdict.PASS)],
)
def test_what_another_took_is_not_left_unless_it_was_given_back(exclusive, left, verdict):
    exchanges, facts = overtaken(409, [FULL], exclusive=exclusive, left=left)
    assert verdict_of("quotes.count-spaces-of-others", *exchanges, **facts) is verdict


@pytest.mark.parametrize(("left", "verdict"), [(1, Verdict.PASS), (0, Verdict.FAIL), (2, Verdict.FAIL)])
def test_what_is_left_is_counted_too_where_it_is_quoted_alone(left, verdict):
    exchanges, facts = overtaken(409, [FULL], left=0)
    alone = quote("C2 of the rest", items(CONTROL, [""]), items(CONTROL, [""], left), 200)
    assert verdict_of("quotes.count-spaces-of-others", *exchanges, alone, **facts) is verdict
