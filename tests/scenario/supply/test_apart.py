"""What is chosen for one Order takes place at different times, where there are such."""

from datetime import UTC, datetime, timedelta

from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.scenario.supply.apart import at_different_times
from tests.support.shelves import KIND, session, shelved, wanted


def at(name, hours, **more):
    start = datetime.now(UTC) + timedelta(days=7, hours=hours)
    return session(name, startDate=start.isoformat(), endDate=(start + timedelta(hours=2)).isoformat(), **more)


def by_offer(name, hours, offer):
    offers = session(name)["offers"]
    return at(name, hours, offers=[{**offers[0], "@id": f"https://x/offers/{offer}"}])


def together(*sessions, rare=(), **settings):
    """Return the names of what is chosen of these for two who want the same; nothing where none go together."""
    shelf = [shelved(each) for each in sessions]
    for each in shelf:
        each.rarity = float(named(each) in rare)
    return {named(each) for each in at_different_times([wanted(**settings)] * 2, [shelf] * 2) or ()}


def named(each):
    return each.published.id.rsplit("/", 1)[-1]


def test_items_at_different_times_are_chosen_where_there_are_such():
    assert together(at("ten", 0), at("eleven", 1), at("twelve", 2)) == {"ten", "twelve"}


def test_an_earlier_item_gives_up_its_time_for_one_that_has_no_other():
    first, early, late = (shelved(at(name, hours)) for name, hours in (("first", 0), ("early", 1), ("late", 3)))
    assert at_different_times([wanted(), wanted()], [[early, late], [first]]) == [late, first]


def test_items_at_the_same_time_do_not_go_together():
    assert together(at("ten", 0), at("eleven", 1)) == set()


def test_without_an_end_an_item_takes_a_day():
    assert together({**at("ten", 0), "endDate": None}, at("one", 3), at("next", 25)) == {"ten", "next"}


def test_a_day_may_be_the_last_of_the_calendar():
    ends = {**at("ten", 0), "startDate": "9999-12-31T12:00:00Z", "endDate": None}
    assert together(ends, at("one", 3)) == {"one", "ten"}


def test_without_a_start_an_item_goes_with_everything():
    ten, ever = shelved(at("ten", 0)), shelved(at("ever", 0))
    ever.published = PublishedOpportunity.of(KIND, {**at("ever", 0), "startDate": None})
    assert at_different_times([wanted(), wanted()], [[ten, ever, shelved(at("one", 3))]] * 2) == [ten, ever]


def test_what_is_rare_is_not_chosen_for_its_time():
    assert together(at("ten", 0), at("eleven", 1), at("three", 5), rare={"three"}) == set()


def test_another_offer_at_another_time_is_chosen_for_who_wants_one():
    adult, same, junior = by_offer("adult", 0, "a"), by_offer("same", 3, "a"), by_offer("junior", 6, "j")
    assert together(adult, same, junior, apart=True) == {"adult", "junior"}
    assert together(adult, same, apart=True) == {"adult", "same"}
    assert together(adult, by_offer("now", 0, "j"), same, apart=True) == {"now", "same"}
