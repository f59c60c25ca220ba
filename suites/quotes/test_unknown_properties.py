"""Properties that the booking system does not know."""

from booking_conformance.check import check
from booking_conformance.conversation import Conversation
from booking_conformance.exchange import Exchange
from booking_conformance.verify import absent, require

_PROBES = ("conformanceProbe", "ext:probe")
_QUOTES = ("C1 with unknown properties", "C2 with unknown properties")
_B = "B with unknown properties"


def _ignores(exchange: Exchange) -> None:
    require(exchange.succeeded, "Properties that are not known must be ignored, not refused.", at=exchange,
            expected="a success")


def _is_silent(exchange: Exchange) -> None:
    places = [exchange.answer, *exchange.answer["orderedItem"].each()]
    for place in places:
        for probe in _PROBES:
            absent(place[probe], "A property that is not known must not be echoed.")


@check("quotes.ignore-unknown-properties", cites=("med-011", "ext-002"), scenario="unknown-properties")
def test_quotes_ignore_unknown_properties(conversation: Conversation) -> None:
    """C1 and C2 ignore properties that they do not know.

    Pass: they succeed though the request has an unknown property, plain and of a namespace. Fail: they refuse it.
    """
    conversation.success("C2")
    for step in _QUOTES:
        _ignores(conversation.step(step))


@check("quotes.echo-no-unknown-properties", cites=("c1-009",), scenario="unknown-properties")
def test_quotes_echo_no_unknown_properties(conversation: Conversation) -> None:
    """C1 and C2 do not echo properties that they do not know.

    Pass: the answers have none of the invented properties. Fail: they have one.
    """
    for step in _QUOTES:
        _is_silent(conversation.success(step))


@check("b.ignores-unknown-properties", cites=("med-011", "ext-002"), scenario="unknown-properties")
def test_b_ignores_unknown_properties(conversation: Conversation) -> None:
    """B ignores properties that it does not know.

    Pass: it succeeds though the request has an unknown property, plain and of a namespace. Fail: it refuses it.
    """
    _ignores(conversation.step(_B))


@check("b.echoes-no-unknown-properties", cites=("b-015",), scenario="unknown-properties")
def test_b_echoes_no_unknown_properties(conversation: Conversation) -> None:
    """B does not echo properties that it does not know.

    Pass: the answer has none of the invented properties. Fail: it has one.
    """
    _is_silent(conversation.success(_B))
