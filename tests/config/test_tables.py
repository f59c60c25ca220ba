"""A table of a configuration is not changed after loading, and takes nothing that it does not know."""

import pytest
from pydantic import ValidationError

from booking_conformance.config.tables import BookingPartner, Checkout, Flows, Opportunities, Payment, Table


@pytest.mark.parametrize("table", [BookingPartner, Flows, Opportunities, Payment])
def test_it_takes_no_unknown_key(table):
    assert issubclass(table, Table)
    with pytest.raises(ValidationError, match="Extra inputs"):
        table(unknown=True)


def test_it_is_not_changed():
    checkout = Checkout(base_url="https://checkout.example.com")
    with pytest.raises(ValidationError, match="frozen"):
        checkout.allow_live_checkout = True


def test_a_type_has_the_name_of_the_specification_however_it_is_written():
    assert Opportunities(types=["FacilityUseSlot"]).types == ("Slot",)
    with pytest.raises(ValidationError, match="allowed is"):
        Opportunities(types=["Match"])
