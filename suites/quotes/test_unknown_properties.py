"""Unknown properties; that they are not echoed is judged for every exchange."""

from booking_conformance.check import check, require
from booking_conformance.recording import Exchange, Reading

_QUOTES = ("C1 with unknown properties", "C2 with unknown properties")
_B = "B with unknown properties"


def _ignores(exchange: Exchange) -> None:
    require(
        exchange.succeeded,
        "Unknown properties must be ignored, not refused.",
        at=exchange,
        expected="a success",
    )


@check("quotes.ignore-unknown-properties", cites=("med-011", "ext-002", "ext-004"), scenario="unknown-properties")
def test_quotes_ignore_unknown_properties(conversation: Reading) -> None:
    """C1 and C2 ignore unknown properties.

    Pass: they succeed although the request has unknown properties, plain and namespaced. Fail: they refuse it.
    """
    conversation.success("C2")
    for step in _QUOTES:
        _ignores(conversation.step(step))


@check("quotes.b-ignores-unknown-properties", cites=("med-011", "ext-002", "ext-004"), scenario="unknown-properties")
def test_b_ignores_unknown_properties(conversation: Reading) -> None:
    """B ignores unknown properties.

    Pass: it succeeds although the request has unknown properties, plain and namespaced. Fail: it refuses it.
    """
    _ignores(conversation.step(_B))
