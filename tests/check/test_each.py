"""A check that loops over what it judges does not pass where there is nothing of the kind."""

import json

import pytest

from booking_conformance.check.verify import Failed, NotApplicable, each
from booking_conformance.recording import Conversation, History, Reading
from booking_conformance.suites.opportunity_feeds import test_offers as offers
from booking_conformance.suites.rpde import test_data_values as values
from tests.support.makings import an_exchange

_OF_OFFERS = (offers.test_free_offer_prepayment, offers.test_offer_choices, offers.test_flow_requirement)
_OF_DATA = (values.test_data_dates, values.test_data_urls, values.test_data_integers)


def a_page(data):
    item = {"state": "updated", "kind": "ScheduledSession", "id": "1", "modified": 1, "data": data}
    return an_exchange(call="open-feed", step="ScheduledSession page 1", body=json.dumps({"items": [item]}))


def judge_offer(check, offer):
    page = a_page({"@type": "ScheduledSession", "@id": "https://example.com/1", "offers": [offer]})
    check(Reading(Conversation("open-feeds", "open-feeds", {"type": "ScheduledSession"}, (page,))))


def judge_data(check, data):
    check(a_page(data), History("https://example.com"))


def test_each_yields_everything():
    assert list(each([1, 2], "none")) == [1, 2]


def test_each_of_nothing_is_not_applicable_with_the_reason():
    with pytest.raises(NotApplicable, match="Nothing of the kind"):
        list(each([], "Nothing of the kind."))


@pytest.mark.parametrize("check", _OF_OFFERS)
def test_a_check_of_offers_does_not_pass_where_no_offer_has_what_it_is_about(check):
    with pytest.raises(NotApplicable):
        judge_offer(check, {"@type": "Offer", "price": 5})


@pytest.mark.parametrize(
    ("check", "wrong"),
    list(
        zip(
            _OF_OFFERS,
            (
                {"price": 0, "openBookingPrepayment": "https://openactive.io/Required"},
                {"price": 5, "openBookingInAdvance": "Sometimes"},
                {"price": 5, "openBookingFlowRequirement": []},
            ),
            strict=True,
        )
    ),
)
def test_a_check_of_offers_still_fails_what_is_wrong(check, wrong):
    with pytest.raises(Failed):
        judge_offer(check, {"@type": "Offer", **wrong})


@pytest.mark.parametrize("check", _OF_DATA)
def test_a_check_of_values_does_not_pass_where_the_data_have_none(check):
    with pytest.raises(NotApplicable):
        judge_data(check, {"@type": "ScheduledSession", "name": "Yoga"})


@pytest.mark.parametrize(
    ("check", "wrong"),
    list(zip(_OF_DATA, ({"startDate": "soon"}, {"url": "/1"}, {"maximumUses": "3"}), strict=True)),
)
def test_a_check_of_values_still_fails_what_is_wrong(check, wrong):
    with pytest.raises(Failed):
        judge_data(check, {"@type": "ScheduledSession", **wrong})
