"""On a real server no run books what its settings do not allow, and it leaves the last space for customers."""

import pytest

from booking_conformance.recording import Lack
from booking_conformance.scenario.supply.wanted import Shortage
from tests.scenario.supply.lending import lent, names
from tests.support.shelves import FAR, NEAR, session, supply_of, wanted


def test_on_a_real_server_the_last_space_is_left_for_customers():
    supply, _ = supply_of(session("a", spaces=2), session("b", spaces=3), session("c", spaces=1), base=FAR)
    assert names(lent(supply, wanted())) == ["b"]
    with pytest.raises(Shortage) as raised:
        lent(supply, wanted("BookableOneSpace"))
    assert raised.value.lack is Lack.BEYOND


def test_the_last_space_on_a_real_server_is_booked_when_it_is_allowed():
    one = session("a", spaces=1)
    with pytest.raises(Shortage) as raised:
        lent(supply_of(one, base=FAR)[0], wanted())
    assert raised.value.lack is Lack.NEEDED
    assert "opportunities.allow_last_space = true" in raised.value.remedy
    for criterion in ("Bookable", "BookableOneSpace"):
        assert names(lent(supply_of(one, base=FAR, allow_last_space=True)[0], wanted(criterion))) == ["a"]


def test_nothing_that_costs_is_booked_on_a_real_server_unless_it_is_allowed():
    with pytest.raises(Shortage) as raised:
        lent(supply_of(session("a", price=5), base=FAR)[0], wanted())
    assert "opportunities.allow_paid = true" in raised.value.remedy
    assert lent(supply_of(session("a", price=5), base=FAR, allow_paid=True)[0], wanted())


@pytest.mark.parametrize(
    ("criterion", "lack"),
    [
        ("Bookable", Lack.NEEDED),
        ("BookableCancellable", Lack.NEEDED),
        ("BookableNonFreePrepaymentRequired", Lack.BEYOND),
    ],
)
def test_what_a_setting_keeps_a_run_from_is_beyond_it_but_for_what_every_verdict_rests_on(criterion, lack):
    with pytest.raises(Shortage) as raised:
        lent(supply_of(session("a", price=5), base=FAR)[0], wanted(criterion))
    assert raised.value.lack is lack
    assert "opportunities.allow_paid = true" in raised.value.remedy


def test_elsewhere_customers_may_book_everything():
    assert not lent(supply_of(session("a"), base=FAR)[0], wanted(alone=True))[0].exclusive


@pytest.mark.parametrize(("base", "remedy"), [(FAR, "opportunities.mode"), (NEAR, "Publish 1 more BookableUnderWay")])
def test_nobody_is_asked_to_publish_what_a_run_would_leave_alone(base, remedy):
    with pytest.raises(Shortage) as raised:
        lent(supply_of(session("a"), base=base)[0], wanted("BookableUnderWay"))
    assert raised.value.lack is Lack.BEYOND
    assert remedy in raised.value.remedy
