"""The table of attempts has a place for every endpoint, method and credential, and nothing is in two."""

from booking_conformance.scenario.declaration import all_scenarios
from booking_conformance.specification import calls
from booking_conformance.specification.access_attempts import METHODS, OWN, TRIED, access_attempts, methods_tried
from booking_conformance.specification.data_files import read_yaml

CREDENTIALS = {"none", "wrong", "other-partner", "other-seller", "expired"}
NOT_OF_A_PARTNER = ("advertised", "any other", "/test-interface", "/api/", "/checkout-sessions", "/customer-accounts")


def test_every_endpoint_method_and_credential_has_one_place():
    paths = {call.path for call in calls().values() if not call.path.startswith(NOT_OF_A_PARTNER)}
    assert set(access_attempts()) == CREDENTIALS
    for rows in read_yaml("access_attempts.yaml").values():
        assert set(rows) == paths
        for row in rows.values():
            assert sorted(method for methods in row.values() for method in methods) == sorted(METHODS)


def test_what_is_not_tried_is_acted_by_a_scenario_that_exists():
    acted = {who for paths in access_attempts().values() for row in paths.values() for who in row.values()}
    assert acted - {TRIED, OWN} <= set(all_scenarios())


def test_every_method_that_a_call_of_the_api_takes_is_acted_by_somebody():
    for call in calls().values():
        for paths in access_attempts().values():
            if call.path in paths:
                assert call.method in paths[call.path]


def test_methods_are_tried_in_the_order_of_the_table():
    assert methods_tried("none", "/orders/{uuid}") == ("HEAD", "OPTIONS")
    assert methods_tried("other-partner", "/orders-rpde") == ()
