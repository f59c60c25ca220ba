"""Traffic of the OpenActive Reference Implementation: what the exchange checks find in it is true, and is all known."""

import pytest

from booking_conformance.results import Verdict
from tests.support.judged import findings, traffic

BASE_PATH = "/api/openbooking"
BASE_URI = "https://localhost:5001/api/openbooking"

LOGO_LOST = "broker.logo is not echoed (c1-008, b-014, p-014)"
ATTENDEE_AT_C1 = "C1 echoes the attendee that was wrongly sent to it (c1-011)"
BROKER_ECHOED = "a broker that was wrongly sent with NoBroker is echoed (brk-011)"
ORGANIZATION_CUT = "an Organization as customer loses url, logo, identifier and address (priv-002)"
PAYMENT_OF_P = "B after approval does not answer the payment that it was sent (pay-022)"
MADE_UP = "B after approval answers a made-up customer and loses payment and tax (p-034, pay-022, mdl-012)"
NO_EMAIL = "the Seller has no email (mdl-018)"
PLURAL_ID = "the @id of an OrderItem has orderedItems instead of orderedItem (mdl-027)"
NO_OFFER_NAME = "an acceptedOffer has neither name nor ageRestriction (mdl-035)"
NO_INSTANCE = "an error lacks description or instance (err-005)"
R1 = "IncompleteAttendeeDetailsError has no instance (det-010)"
R2 = "the total leaves out items that only lack details (c2-008)"

REFUSING = ("C1", "C2", "B", "cancellation", "order-deletion")
RECOMMENDED = {
    **{("messages.describes-seller", call): NO_EMAIL for call in ("C1", "C2", "P", "B")},
    **{("messages.offer-has-recommended", call): NO_OFFER_NAME for call in ("C1", "C2", "P", "B")},
    **{("errors.describes-occurrence", call): NO_INSTANCE for call in REFUSING},
    ("messages.item-id-form", "B"): PLURAL_ID,
}
OF_2022 = {
    **RECOMMENDED,
    ("errors.describes-occurrence", "P"): NO_INSTANCE,
    ("c1.omits-attendee", "C1"): ATTENDEE_AT_C1,
    **{("messages.reflects-broker", call): LOGO_LOST for call in ("C1", "C2", "P", "B")},
    **{("messages.no-broker-without-broker", call): BROKER_ECHOED for call in ("C1", "C2", "P", "B")},
    **{("messages.customer-as-supplied", call): ORGANIZATION_CUT for call in ("C2", "P", "B")},
    ("messages.reflects-payment", "B"): PAYMENT_OF_P,
    ("errors.attendee-error-names-property", "C2"): R1,
    ("money.total-with-item-errors", "C2"): R2,
}
OF_2020 = {
    **RECOMMENDED,
    **{("messages.reflects-broker", call): LOGO_LOST for call in ("C1", "C2", "P", "B")},
    ("messages.customer-as-supplied", "B"): MADE_UP,
    ("messages.reflects-payment", "B"): MADE_UP,
    ("money.tax-total", "B"): MADE_UP,
}
CAPTURES = {
    "reference-implementation-2022-07-22-controlled": (OF_2022, 6, 12),
    "reference-implementation-2022-07-22-random": (OF_2022, 6, 5),
    "reference-implementation-2020-10-07-controlled": (OF_2020, 0, 0),
    "reference-implementation-2020-10-07-random": (OF_2020, 0, 0),
}


@pytest.mark.parametrize("name", CAPTURES)
def test_what_is_found_is_true_and_known(shared, name):
    known, without_instance, with_wrong_total = CAPTURES[name]
    found = list(findings(traffic(shared / "captures" / f"{name}.har.gz", BASE_PATH), BASE_URI))
    assert {(finding.check, finding.call) for finding in found} == set(known)
    warned = {(finding.check, finding.call) for finding in found if finding.verdict is Verdict.WARN}
    assert {finding.verdict for finding in found} == {Verdict.FAIL, Verdict.WARN}
    assert warned == {which for which, reason in known.items() if reason in RECOMMENDED.values()}
    reasons = [known[finding.check, finding.call] for finding in found]
    assert (reasons.count(R1), reasons.count(R2)) == (without_instance, with_wrong_total)
    cut = [each.exchange.answer for each in found if known[each.check, each.call] == ORGANIZATION_CUT]
    assert {answer["customer"].type for answer in cut} <= {"Organization"}
