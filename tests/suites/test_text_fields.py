"""A text field of an intake form may ask for more than any text, if an error says what."""

import json

import pytest

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import Conversation
from booking_conformance.results import Verdict
from tests.support.makings import an_exchange

SHORT, CHOICE = "https://x/fields/short", "https://x/fields/choice"
FORM = [
    {"@type": "ShortAnswerFormFieldSpecification", "@id": SHORT},
    {"@type": "DropdownFormFieldSpecification", "@id": CHOICE},
]


def invalid(field, description="It is a number of six digits."):
    return {"@type": "InvalidIntakeFormError", "instance": field, "description": description}


def answered(step, status, *errors, **more):
    item = {"@type": "OrderItem", "position": 1, **({"error": list(errors)} if errors else {}), **more}
    body = {"@type": "OrderQuote", "orderedItem": [{"@type": "OrderItem", "position": 0}, item]}
    return an_exchange(identifier=step, step=step, call=step[:2], status=status, body=json.dumps(body))


def verdict_of(check, *exchanges):
    quote = answered("C1", 200, orderItemIntakeForm=FORM)
    facts = {"wrong fields": [CHOICE]}
    talk = Conversation("additional-details", "additional-details", {}, (quote, *exchanges), (), facts)
    return judge_conversation(all_checks()[check], talk, check).verdict


@pytest.mark.parametrize(
    ("errors", "verdict"),
    [
        ([invalid(SHORT)], Verdict.NOT_TESTABLE),
        ([invalid(SHORT, "")], Verdict.FAIL),
        ([invalid(CHOICE)], Verdict.FAIL),
        ([invalid(SHORT), invalid(CHOICE)], Verdict.FAIL),
        ([{"@type": "IncompleteIntakeFormError", "instance": SHORT}], Verdict.FAIL),
        ([], Verdict.FAIL),
    ],
)
def test_what_it_asks_for_cannot_be_known(errors, verdict):
    refused = answered("C2", 409, *errors)
    assert verdict_of("details-capture.form-as-asked-suffices", refused) is verdict


@pytest.mark.parametrize(
    ("errors", "verdict"),
    [
        ([invalid(CHOICE)], Verdict.PASS),
        ([invalid(CHOICE), invalid(SHORT)], Verdict.PASS),
        ([invalid(SHORT)], Verdict.FAIL),
        ([invalid(CHOICE), invalid("https://x/fields/other")], Verdict.FAIL),
    ],
)
def test_nor_may_a_text_field_not_be_wrong_besides(errors, verdict):
    refused = answered("C2 with wrong details", 409, *errors)
    assert verdict_of("details-capture.wrong-response-reported", refused) is verdict
