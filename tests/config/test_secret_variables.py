"""Each secret has a variable: the one that the configuration reads it from, else one named after its place."""

from booking_conformance.config.loading import load
from booking_conformance.config.secrets import secret_variables

DATA = {
    "target": {"dataset_site": "http://127.0.0.1:9/openactive"},
    "booking_partners": {
        "primary": {"headers": {"Authorization": "env:OUR_KEY", "X-Api-Key": "literal", "X-Id": "file:id.txt"}},
        "secondary": {"token_url": "https://x/token", "client_id": "us", "client_secret": "literal"},
    },
    "sellers": {"primary": {"id": "env:SELLER_ID", "headers": {"X-Seller": "literal"}}},
}


def test_each_secret_has_a_variable():
    assert secret_variables(DATA) == {
        ("booking_partners", "primary", "headers", "Authorization"): "OUR_KEY",
        ("booking_partners", "primary", "headers", "X-Api-Key"): "PRIMARY_X_API_KEY",
        ("booking_partners", "primary", "headers", "X-Id"): "PRIMARY_X_ID",
        ("booking_partners", "secondary", "client_secret"): "SECONDARY_CLIENT_SECRET",
        ("sellers", "primary", "headers", "X-Seller"): "SELLER_PRIMARY_X_SELLER",
    }


def test_a_loaded_configuration_knows_them():
    assert load(data=DATA, environment={}, with_secrets=False).variables == secret_variables(DATA)
