"""How an offer is paid, under either name of the property."""

import pytest

from booking_conformance.openactive.feature_signs import OFFER_SIGNS
from booking_conformance.openactive.opportunities.opportunity import prepayment_of
from booking_conformance.openactive.vocabulary import OPENACTIVE
from booking_conformance.recording import Document


@pytest.mark.parametrize(
    ("offer", "prepayment"),
    [
        ({"price": 5}, "Required"),
        ({"price": "5.00", "openBookingPrepayment": f"{OPENACTIVE}Optional"}, "Optional"),
        ({"price": 5, "prepayment": f"{OPENACTIVE}Unavailable"}, "Unavailable"),
        ({"price": 0, "openBookingPrepayment": f"{OPENACTIVE}Required"}, ""),
        ({"openBookingPrepayment": f"{OPENACTIVE}Required"}, ""),
    ],
)
def test_prepayment(offer, prepayment):
    assert prepayment_of(Document(offer)) == prepayment
    signs = [name for name in OFFER_SIGNS if name.startswith("prepayment-") and OFFER_SIGNS[name](Document(offer))]
    assert signs == ([f"prepayment-{prepayment.lower()}"] if prepayment else [])
