"""The names of a version of the specification, and the tables and schemas that have them."""

from __future__ import annotations

import pytest

from booking_conformance.specification import error_types, names_of
from booking_conformance.specification.messages.message_schemas import violations
from booking_conformance.specification.names import profiles_with_names
from booking_conformance.specification.profile import profile

_HOST = "https://openactive.io/"


def _wrong_status(status: str, spoken: str) -> bool:
    order = {"@type": "Order", "orderedItem": [{"@type": "OrderItem", "orderItemStatus": _HOST + status}]}
    return "/orderedItem/0/orderItemStatus" in {each.pointer for each in violations("order", order, spoken)}


@pytest.mark.parametrize("spoken", ["", "1.0-cr3"])
def test_the_current_version_has_the_names_of_the_checks(spoken: str) -> None:
    names = names_of(spoken)
    assert names.own("OrderItemConfirmed") == "OrderItemConfirmed"
    assert names.of_types({"UnexpectedOrderTypeError"}) == {"UnexpectedOrderTypeError"}
    assert error_types(spoken) == error_types()


def test_every_profile_with_names_can_be_chosen() -> None:
    assert [profile(key).name for key in profiles_with_names()] == ["Open Booking API 1.0"]


@pytest.mark.parametrize(
    ("status", "spoken", "wrong"),
    [
        ("OrderItemConfirmed", "", False),
        ("OrderConfirmed", "", True),
        ("OrderConfirmed", "1.0", False),
        ("OrderItemConfirmed", "1.0", True),
        ("CustomerCancelled", "1.0", False),
    ],
)
def test_a_status_is_valid_under_the_profile_that_names_it_so(status: str, spoken: str, *, wrong: bool) -> None:
    assert _wrong_status(status, spoken) is wrong


def test_a_type_stands_under_its_own_name_alone() -> None:
    earlier = error_types("1.0")
    assert earlier["UnavailableOpportunityError"].requirement == "err-035"
    assert earlier["MethodNotAllowed"].statuses == {405}
    unknown = {"OpportunityOfferPairNotBookableError", "MethodNotAllowedError", "UnexpectedOrderTypeError"}
    assert not unknown & earlier.keys()


def test_a_name_that_stands_for_two_things_is_what_it_is_in_cr3() -> None:
    assert error_types("1.0")["IncompletePaymentDetailsError"].requirement == "err-013"


def test_a_refusal_without_a_name_may_be_of_any_type() -> None:
    assert names_of("1.0").of_types({"OrderItemIdInvalidError", "UnknownOrderError"}) == frozenset()
    assert names_of("1.0").of_types({"UnknownOpportunityError"}) == {"UnknownOpportunityDetailsError"}


def test_every_name_is_one_of_cr3() -> None:
    statuses = {"OrderItemConfirmed", "OrderItemProposed"}
    for spoken in profiles_with_names():
        names = names_of(spoken)
        assert (names.renamed.keys() | names.lacking) - statuses <= error_types().keys()


def test_names_in_a_text_are_whole_words() -> None:
    spelt = names_of("1.0").spelt("orderedItem[*][orderItemStatus!=https://openactive.io/OrderItemConfirmed|Other]")
    assert spelt == "orderedItem[*][orderItemStatus!=https://openactive.io/OrderConfirmed|Other]"
