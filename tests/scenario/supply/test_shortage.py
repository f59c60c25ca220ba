"""What is said where the open feeds show too little of what is wanted."""

import pytest

from booking_conformance.recording import Lack
from booking_conformance.scenario.supply.shortage import shortage_of
from tests.support import shelves

PAID = "BookableNonFreePrepaymentRequired"


class Nothing:
    """A restraint that withholds nothing, or all, for want of a setting."""

    def __init__(self, remedy=""):
        self._remedy = remedy

    def remedy(self, _):
        return self._remedy


def shortage(*wanted, serving=(), shelved=(), remedy=""):
    return shortage_of(wanted, lambda _: serving, {shelves.KIND: shelved}, Nothing(remedy))


def test_it_says_how_many_more_are_needed():
    there = [shelves.shelved(shelves.session("one"))]
    found = shortage(*[shelves.wanted()] * 3, serving=there, shelved=there)
    assert (found.more, found.lack) == (2, Lack.BEYOND), "nobody need publish more for a run"
    assert "show 1; 3 are needed at a time" in str(found)
    assert "Publish 2 more" in found.remedy


def test_where_nothing_is_sold_there_is_nothing_to_judge():
    assert shortage(shelves.wanted(), shelved=[shelves.shelved(shelves.session("one"))]).lack is Lack.NEEDED


def test_what_is_particular_need_not_be_shown_where_anything_is_sold():
    there = [shelves.shelved(shelves.session("one"))]
    asked, paid = shelves.wanted(PAID), []
    found = shortage_of([asked], lambda each: paid if each == asked else there, {shelves.KIND: there}, Nothing())
    assert (found.lack, found.more) == (Lack.BEYOND, 1)


def test_what_a_setting_withholds_is_beyond_the_run_but_for_what_every_verdict_rests_on():
    held = "Set allow_paid."
    assert shortage(shelves.wanted(PAID), remedy=held).lack is Lack.BEYOND
    plain = shortage(shelves.wanted(), remedy=held)
    assert (plain.lack, plain.remedy) == (Lack.NEEDED, held)


def test_what_need_not_be_sold_is_no_lack():
    sold = [shelves.shelved(shelves.session("one"))]
    found = shortage(shelves.wanted("BookableNotCancellable"), shelved=sold)
    assert (found.more, found.lack) == (0, Lack.NONE)


@pytest.mark.parametrize(("criterion", "denied"), [(PAID, True), ("Bookable", False)])
def test_what_is_asked_for_since_another_feature_is_declared_can_be_denied(criterion, denied):
    assert ("declare prepayment-required = false" in shortage(shelves.wanted(criterion)).remedy) is denied
