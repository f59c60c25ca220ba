"""A configuration of the OpenActive Test Suite becomes one of this suite, and what is left out is stated."""

import json
import tomllib

import pytest

from booking_conformance.cli.drafting.peer_credentials import take_credentials
from booking_conformance.cli.drafting.peer_settings import read_peer_settings, translate, translated
from booking_conformance.config.loading import load
from booking_conformance.errors import UsageError

CLIENT = "X-OpenActive-Test-Client-Id"
SELLER = "X-OpenActive-Test-Seller-Id"
SETTINGS = {
    "ci": True,
    "broker": {
        "datasetSiteUrl": "http://localhost:4455/openactive",
        "bookingPartners": {
            "primary": {"authentication": {"ordersFeedRequestHeaders": {CLIENT: "s3cret"}}},
            "secondary": {"authentication": {"clientCredentials": {"clientId": "a", "clientSecret": "s3cret"}}},
        },
    },
    "integrationTests": {
        "useRandomOpportunities": False,
        "bookableOpportunityTypesInScope": {"ScheduledSession": True, "FacilityUseSlot": True, "Event": False},
        "bookingFlowsInScope": {"OpenBookingSimpleFlow": True, "OpenBookingApprovalFlow": True},
        "implementedFeatures": {
            "dataset-site": True,
            "minimal-proposal": True,
            "non-free-opportunities": True,
            "access-pass-image": True,
            "access-pass-barcode-seller-provided": False,
            "past-opportunities": False,
            "offer-overrides": None,
            "telepathy": True,
        },
    },
    "sellers": {
        "primary": {
            "@id": "http://localhost:4455/sellers/1",
            "authentication": {"requestHeaders": {CLIENT: "s3cret", SELLER: "s3cret"}},
            "paymentReconciliationDetails": {"name": "Points", "accountId": "SN1593"},
        },
        "secondary": {"@id": "http://localhost:4455/sellers/2", "taxMode": "https://openactive.io/TaxNet"},
    },
}


def test_the_whole_of_it_is_a_configuration():
    data = tomllib.loads(translated(SETTINGS, "test.json"))
    names = [f"{name}" for name in translate(SETTINGS).variables]
    found = load(data=data, environment={**dict.fromkeys(names, "s"), "SECONDARY_TOKEN_URL": "https://t"}).configuration
    assert found.target.dataset_site == "http://localhost:4455/openactive"
    assert found.opportunities.types == ("ScheduledSession", "Slot")
    assert found.opportunities.mode == "controlled"
    assert found.flow_names == ("simple", "approval")
    assert found.features == {"access-pass": True, "paid": True, "past-opportunities": False}
    assert (found.payment.name, found.payment.account_id) == ("Points", "SN1593")
    assert {name: seller.id[-1] for name, seller in found.sellers.items()} == {"primary": "1", "secondary": "2"}


def test_secrets_are_named_and_not_copied():
    text = translated(SETTINGS, "test.json")
    assert "s3cret" not in text
    data = tomllib.loads(text)
    assert data["booking_partners"]["primary"]["headers"] == {CLIENT: "env:PRIMARY_X_OPEN_ACTIVE_TEST_CLIENT_ID"}
    assert data["booking_partners"]["secondary"]["client_secret"] == "env:SECONDARY_CLIENT_SECRET"
    path = "broker.bookingPartners.secondary.authentication.clientCredentials.clientSecret"
    assert f"SECONDARY_CLIENT_SECRET: {path}" in text


def test_the_headers_of_a_seller_do_not_name_the_booking_partner():
    assert list(translate(SETTINGS).data["sellers"]["primary"]["headers"]) == [SELLER]


def test_what_has_no_counterpart_is_stated_with_the_reason():
    left_out = translate(SETTINGS).left_out
    assert left_out.keys() == {
        "ci",
        "integrationTests.implementedFeatures.offer-overrides",
        "integrationTests.implementedFeatures.telepathy",
        "sellers.secondary.taxMode",
    }
    assert "no feature has this name" in left_out["integrationTests.implementedFeatures.telepathy"]
    assert "#   sellers.secondary.taxMode: the open feeds state it" in translated(SETTINGS, "test.json")


def test_a_client_without_a_secret_is_no_client():
    leaves = {"broker.bookingPartners.primary.authentication.clientCredentials.clientId": "a"}
    assert take_credentials(leaves) == ({}, {})
    assert leaves


@pytest.mark.parametrize("text", ["[]", "{", "{}", '{"broker": {"datasetSiteUrl": 7}}'])
def test_another_file_is_refused(tmp_path, text):
    file = tmp_path / "test.json"
    file.write_text(text)
    with pytest.raises(UsageError, match=r"test\.json"):
        read_peer_settings(file)


def test_a_configuration_is_read(tmp_path):
    file = tmp_path / "test.json"
    file.write_text("\ufeff" + json.dumps(SETTINGS))
    assert read_peer_settings(file) == SETTINGS
