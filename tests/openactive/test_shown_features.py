"""What feeds, dataset site and answers show of the features of a booking system."""

import json
from dataclasses import replace

import pytest

from booking_conformance.openactive.shown_features import shown_features
from booking_conformance.openactive.vocabulary import OPENACTIVE
from tests.support.makings import an_exchange


def page(*opportunities):
    items = [{"state": "updated", "kind": "X", "id": n, "data": data} for n, data in enumerate(opportunities)]
    return an_exchange(call="open-feed", body=json.dumps({"items": items}))


OPEN = {"@id": "https://s.example/1", "isOpenBookingAllowed": True}


def offered(seller=OPEN, **offer):
    return page({"organizer": seller, "offers": [{"@type": "Offer", "price": 0, **offer}]})


def answer(call, **body):
    return an_exchange(call=call, body=json.dumps(body))


@pytest.mark.parametrize(
    ("feature", "exchange"),
    [
        ("free", offered()),
        ("paid", offered(price="5.00")),
        ("prepayment-required", offered(price=5)),
        ("prepayment-optional", offered(price=5, openBookingPrepayment=f"{OPENACTIVE}Optional")),
        ("prepayment-unavailable", offered(price=5, openBookingPrepayment=f"{OPENACTIVE}Unavailable")),
        ("cancellation-window", offered(latestCancellationBeforeStartDate="P1D")),
        ("booking-window", offered(validFromBeforeStartDate="P7D")),
        ("approval", offered(openBookingFlowRequirement=[f"{OPENACTIVE}OpenBookingApproval"])),
        ("terms-of-service", page({"organizer": {"@id": "1", "termsOfService": [{"url": "https://x/"}]}})),
        ("anonymous-leasing", answer("C1", lease={"leaseExpires": "2026-01-01T00:00:00Z"})),
        ("named-leasing", answer("C2", lease={"leaseExpires": "2026-01-01T00:00:00Z"})),
        ("approval", answer("C1", orderRequiresApproval=True)),
        ("additional-details", answer("C1", orderedItem=[{"orderItemIntakeForm": [{"@id": "1"}]}])),
        ("access-code", answer("B", orderedItem=[{"accessCode": [{"description": "1"}]}])),
        ("order-status", answer("order-status", orderedItem=[])),
        ("explicit-consent", page({"organizer": {"@id": "1", "termsOfService": [{"requiresExplicitConsent": True}]}})),
        ("terms-of-service-of-booking-system", answer("C1", bookingService={"termsOfService": [{"url": "x"}]})),
    ],
)
def test_shown(feature, exchange):
    assert shown_features([exchange])[feature].exchange == "x0001"


def test_a_dataset_site_that_names_an_openid_provider():
    dataset = {"@type": "Dataset", "accessService": {"authenticationAuthority": "https://id.example/"}}
    html = f'<script type="application/ld+json">{json.dumps(dataset)}</script>'
    assert "oidc" in shown_features([an_exchange(call="dataset-site", body=html)])


def test_two_sellers_that_can_be_booked_of_are_several():
    one, two = ({"organizer": {"@id": name, "isOpenBookingAllowed": True}} for name in "12")
    closed = {"organizer": {"@id": "3", "isOpenBookingAllowed": False}}
    assert "multiple-sellers" in shown_features([page(one, two)])
    assert "multiple-sellers" not in shown_features([page(one, one, closed)])


SIGNED = {"openBookingInAdvance": f"{OPENACTIVE}Optional"}


@pytest.mark.parametrize(
    ("seller", "offer", "shown"),
    [
        (OPEN, {}, True),
        ({"@id": "1"}, {}, False),
        ({"@id": "1"}, SIGNED, True),
        ({"@id": "1", "isOpenBookingAllowed": False}, SIGNED, False),
    ],
)
def test_an_offer_that_nobody_says_can_be_booked_shows_nothing(seller, offer, shown):
    assert ("free" in shown_features([offered(seller, **offer)])) is shown


def test_a_seller_may_be_described_elsewhere_than_where_the_offers_are():
    assert "free" in shown_features(
        [page({"offers": [{"price": 0}]}), page({"provider": {"@id": OPEN["@id"]}}, {"provider": OPEN})]
    )
    closed = {**OPEN, "isOpenBookingAllowed": False}
    assert "free" not in shown_features(
        [page({"superEvent": {"organizer": closed}, "offers": [{"price": 0, **SIGNED}]})]
    )


def test_the_first_place_counts_where_others_follow():
    shown = [answer("C1", orderRequiresApproval=approval) for approval in (False, True, True)]
    found = shown_features([replace(each, id=f"x{number}") for number, each in enumerate(shown)])
    assert found["approval"].exchange == "x1"


def test_a_name_that_is_written_with_escapes_shows_as_any_other():
    escaped = an_exchange(call="C1", body=r'{"order\u0052equiresApproval": true}')
    assert set(shown_features([escaped])) == {"approval"}


def test_a_lease_of_c1_that_goes_on_at_c2_is_no_named_one():
    lease = {"leaseExpires": "2026-01-01T00:00:00Z"}
    assert set(shown_features([answer("C2", lease=lease), answer("C1", lease=lease)])) == {"anonymous-leasing"}


@pytest.mark.parametrize(
    "exchange",
    [
        offered(openBookingInAdvance=f"{OPENACTIVE}Unavailable"),
        an_exchange(call="open-feed", status=500, body="{}"),
        an_exchange(call="open-feed", body="nonsense"),
        an_exchange(call="dataset-site", body="[]"),
        answer("C1", lease=None, orderedItem="x", bookingService=[]),
    ],
)
def test_nothing_is_shown_by_what_cannot_be_booked_or_read(exchange):
    assert not shown_features([exchange])


def quoted(call="C1", price=2, **said):
    seller = {"@type": "Organization", "@id": f"{OPENACTIVE}s", "taxMode": f"{OPENACTIVE}TaxGross"}
    return answer(call, **{"seller": seller, "totalPaymentTax": [{"price": price}], **said})


@pytest.mark.parametrize(
    ("exchange", "shown"),
    [
        (quoted(), {"b2c-tax-gross"}),
        (quoted("C2", customer={"@type": "Organization"}), {"b2b-tax-gross"}),
        (quoted(price=0), set()),
        (quoted(totalPaymentTax=None), set()),
    ],
)
def test_tax_that_is_stated_shows_and_the_mode_of_a_seller_without_tax_does_not(exchange, shown):
    assert set(shown_features([exchange])) == shown
