"""Every row of the catalogue is examined by a check, or says why not."""

from booking_conformance.check.registry import all_checks
from booking_conformance.specification import requirements
from booking_conformance.specification.unexamined import NO_CHECK, why_unexamined

CITED = {row for check in all_checks().values() for row in check.requirements}


def test_each_row_is_examined_or_has_a_reason():
    unexamined = [row for identifier, row in requirements().items() if identifier not in CITED]
    assert [row.id for row in unexamined if why_unexamined(row) == NO_CHECK] == []


def test_what_a_row_says_of_itself_is_its_reason():
    assert why_unexamined(requirements()["pre-002"]) == "It binds the Broker, not the booking system."
    assert why_unexamined(requirements()["of-036"]) == "Either way is conformant; see orders-feed-elsewhere."
    assert why_unexamined(requirements()["v10-004"]) == "It belongs to version 1.0 of the specification."
