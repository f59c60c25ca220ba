"""On a real server a run leaves alone what is soon and, unless a setting allows it, what costs or is the last."""

from datetime import UTC, datetime, timedelta

import pytest

from booking_conformance.config import Opportunities
from booking_conformance.openactive.opportunities.published import PublishedOpportunity
from booking_conformance.openactive.opportunities.published_offer import PublishedOffer
from booking_conformance.scenario.supply.restraint import Restraint
from tests.support.shelves import KIND, session, wanted

NOW = datetime.now(UTC)
SOON = {"startDate": (NOW + timedelta(hours=23)).isoformat()}
UNAVAILABLE = {"openBookingPrepayment": "https://openactive.io/Unavailable"}


def offered(kind=KIND, **settings):
    data = session("a", **settings) | {"@type": kind}
    published = PublishedOpportunity.of(kind, data)
    return PublishedOffer(published, published.offers[0], NOW)


def restraint(*allowed, near=False):
    return Restraint(near, Opportunities(mode="random", **dict.fromkeys(allowed, True)))


def unpaid_at_first():
    offer = session("a", price=5)["offers"][0]
    return offered(offers=[offer | UNAVAILABLE])


@pytest.mark.parametrize(
    ("offer", "allowed", "may_use"),
    [
        (offered(), (), True),
        (offered(spaces=1), (), False),
        (offered(spaces=1), ("allow_paid",), False),
        (offered(spaces=1), ("allow_last_space",), True),
        (offered(price=5), (), False),
        (offered(price=5), ("allow_last_space",), False),
        (offered(price=5), ("allow_paid",), True),
        (offered(price=5, spaces=1), ("allow_paid", "allow_last_space"), True),
        (unpaid_at_first(), (), True),
        (offered(**SOON), ("allow_paid", "allow_last_space"), False),
        (offered("OnDemandEvent", startDate=None), (), True),
    ],
)
def test_what_is_left_alone(offer, allowed, may_use):
    assert restraint(*allowed).may_use(offer) is may_use
    assert restraint(near=True).may_use(offer)


@pytest.mark.parametrize(("allowed", "spared"), [((), 1), (("allow_paid",), 1), (("allow_last_space",), 0)])
def test_a_space_of_each_is_spared(allowed, spared):
    assert restraint(*allowed).spared == spared
    assert restraint(near=True).spared == 0


def test_the_remedy_names_each_setting_that_is_missing():
    found = restraint()
    found.count(offered(price=5, spaces=1), "primary")
    assert found.remedy(wanted("BookableNonFree")) == (
        "Set opportunities.allow_last_space = true and opportunities.allow_paid = true in a test environment: "
        "what would serve has one space left and costs something."
    )
    assert found.remedy(wanted("BookableFree")) == ""
    assert found.remedy(wanted(flow="approval")) == ""


@pytest.mark.parametrize("offer", [offered(), offered(**SOON)])
def test_what_is_used_or_soon_has_no_remedy(offer):
    found = restraint()
    found.count(offer, "primary")
    assert found.remedy(wanted()) == ""


def test_of_several_remedies_the_one_that_gives_most_is_named():
    found = restraint()
    for offer in (offered(spaces=1), offered(price=5), offered(price=5)):
        found.count(offer, "primary")
    assert "allow_paid" in found.remedy(wanted())
