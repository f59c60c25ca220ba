"""Admission restrictions: what a customer needs to know before booking, beyond age and gender."""

from booking_conformance.check import check, require
from booking_conformance.check.verify import each
from booking_conformance.recording import Document, Reading
from booking_conformance.suites.opportunity_feeds.reading import SCENARIO, opportunities

_NAME = "additionalAdmissionRestriction"


@check("opportunity-feeds.admission-restrictions", cites=("bkb-010",), scenario=SCENARIO,
       feature="booking-restrictions")  # fmt: skip
def test_admission_restrictions(conversation: Reading) -> None:
    """Further admission restrictions are published as an array of texts.

    Pass: additionalAdmissionRestriction of every bookable opportunity that has or inherits it is an array of texts.
    Fail: it is something else.
    """
    values = [opportunity.value(_NAME) for opportunity, _ in opportunities(conversation)]
    stated = [value for value in values if value]
    for restrictions in each(stated, "No bookable opportunity states an admission restriction."):
        message = "The admission restrictions are not an array of texts."
        require(_are_texts(restrictions), message, at=restrictions, expected="an array of texts")


def _are_texts(restrictions: Document) -> bool:
    return isinstance(restrictions.value, list) and all(entry.text for entry in restrictions.each())
