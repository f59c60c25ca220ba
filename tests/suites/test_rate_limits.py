"""Only the API says in its own words that there were too many requests."""

import pytest

from booking_conformance.check.judging.evaluation import judge_conversation
from booking_conformance.check.registry import all_checks
from booking_conformance.recording import Conversation
from booking_conformance.results import Verdict
from tests.support.makings import an_exchange


@pytest.mark.parametrize(
    ("call", "verdict"),
    [("C1", Verdict.WARN), ("orders-feed", Verdict.WARN), ("open-feed", Verdict.NOT_RUN), ("", Verdict.NOT_RUN)],
)
def test_a_token_endpoint_or_a_store_of_open_data_has_words_of_its_own(call, verdict):
    page, refused = an_exchange(call="open-feed"), an_exchange(call=call, status=429, body="")
    talk = Conversation("shown-features", "shown-features", {}, (page,), (), {})
    check = all_checks()["errors.rate-limited"]
    assert judge_conversation(check, talk, check.id, (page, refused)).verdict is verdict
