"""A message that does not fit its schema breaks certain rows, not all that the schema stands for."""

import pytest

from booking_conformance.check.registry import all_checks
from booking_conformance.specification.data_files import read_yaml
from booking_conformance.specification.messages.message_schemas import message_names, violations
from booking_conformance.specification.messages.schema_rows import rows_broken
from booking_conformance.specification.messages.violation import Violation
from tests.support.documents import DOCUMENTS

TABLE = read_yaml("schema_rows.yaml")
NAMED = {row for rule in TABLE["rules"] for row in rule["rows"]} | set(TABLE["otherwise"].values())


def test_the_table_names_the_rows_that_the_check_cites():
    assert set(all_checks()["messages.schema"].requirements) == NAMED


def test_the_table_names_messages_that_exist():
    named = {name for rule in TABLE["rules"] for name in rule.get("messages", ())}
    assert named <= {*TABLE["groups"], *message_names()}


@pytest.mark.parametrize(
    ("message", "pointer", "rows"),
    [
        ("order-quote", "/@type", ("mdl-003",)),
        ("order", "/seller/taxMode", ("mdl-017", "c1-017", "tax-005")),
        ("order-proposal", "/seller/name", ("mdl-017", "p-017")),
        ("order-quote", "/totalPaymentDue", ("mdl-010", "c1-003")),
        ("orders-feed-page", "/items/3/data/totalPaymentDue", ("of-013",)),
        ("orders-feed-page", "/items/3/data/orderedItem/0/@id", ("of-024", "mdl-025")),
        ("order", "/orderedItem/0/orderedItem/startDate", ("opp-003", "ext-005")),
        ("order", "/seller/termsOfService/0/url", ("terms-002",)),
        ("error", "/@type", ("err-003", "err-002")),
        ("order", "/orderNumber", ("med-006",)),
    ],
)
def test_rows_follow_from_the_place(message, pointer, rows):
    assert rows_broken(message, [Violation(pointer, "something", "something else")]) == rows


def test_a_missing_property_of_no_rule_of_its_own_is_one_of_those_required():
    assert rows_broken("order", [Violation("/brokerRole", "the property brokerRole", "nothing")]) == ("mdl-001",)


def test_a_real_violation_leads_to_its_row():
    document = {**DOCUMENTS["order-quote"], "@type": "Offer"}
    assert rows_broken("order-quote", violations("order-quote", document)) == ("mdl-003",)
