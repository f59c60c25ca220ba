"""Who has to say everything, and who only repeats or takes up what was said before."""

import pytest

from booking_conformance.check.anew import asks_anew
from booking_conformance.recording import History, NotRecorded
from tests.support.makings import an_exchange


def asked(call="B", sent='{"@type": "Order"}', status=201, **changes):
    return an_exchange(call=call, sent=sent, status=status, **changes)


@pytest.mark.parametrize(
    ("before", "sent", "anew"),
    [
        (None, '{"@type": "Order"}', True),
        (asked("C2", status=200, identifier="e0"), '{"@type": "Order"}', True),
        (asked(status=409, identifier="e0"), '{"@type": "Order"}', True),
        (asked(identifier="e0"), '{"@type": "Order"}', False),
        (asked("P", identifier="e0"), '{"@type": "Order"}', False),
        (None, '{"@type": "Order", "orderProposalVersion": "x"}', False),
        (None, "[]", False),
        (None, None, False),
    ],
)
def test_who_has_to_say_everything(before, sent, anew):
    history = History("https://example.com/api")
    if before is not None:
        history.add(before)
    assert asks_anew(asked(sent=sent, identifier="e1"), history) is anew


def test_what_was_not_recorded_is_not_guessed():
    exchange = asked()
    object.__setattr__(exchange.request, "body_lost", True)
    with pytest.raises(NotRecorded):
        asks_anew(exchange, History("https://example.com/api"))
