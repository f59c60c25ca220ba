"""What a request lacks that its broker role requires, in whatever recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, not_applicable, outcome, require
from booking_conformance.check.anew import asks_anew

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, History

_CALLS = ("C1", "C2", "P", "B")
# Which rows say so, by what is lacking and the role in which it is.
_ROWS = {
    ("broker", "AgentBroker"): ("brk-007", "err-010"),
    ("broker", "ResellerBroker"): ("brk-009", "err-010"),
    ("customer", "AgentBroker"): ("brk-006", "err-009"),
    ("customer", "NoBroker"): ("brk-010", "err-009"),
}
_DETAIL = {"broker": ("Organization", "name"), "customer": ("Person", "email")}
_EXPECTED = {"broker": "IncompleteBrokerDetailsError", "customer": "IncompleteCustomerDetailsError"}
# By one of these a party may be known from elsewhere.
_KNOWN_BY = ("@id", "id")


@check("broker-roles.incomplete-never-succeeds", calls=_CALLS, examples=("agent-broker",),
       cites=("brk-006", "brk-007", "brk-009", "brk-010", "err-009", "err-010"))  # fmt: skip
def test_incomplete_never_succeeds(exchange: Exchange, history: History) -> None:
    """No request succeeds that lacks the broker or the customer which its broker role requires.

    A broker is required in the roles AgentBroker and ResellerBroker, as an Organization with a name, a customer at C2,
    P and B in the roles AgentBroker and NoBroker, as a Person with an email. Pass: a request without them is refused.
    Fail: it succeeds. Not applicable: nothing is lacking, or the request repeats or takes up what was made before.
    """
    sent = exchange.sent
    lacking = _lacking(exchange.call, sent)
    if not lacking or not asks_anew(exchange, history):
        not_applicable("The request lacks nothing that its broker role requires.")
    if not exchange.succeeded and not exchange.error_type:
        not_applicable("The refusal does not say what it is.")
    for party, rows in lacking.items():
        message = f"{exchange.call} succeeded without the {party} details that its broker role requires."
        expected, got = _EXPECTED[party], outcome(exchange)
        require(not exchange.succeeded, message, at=exchange, expected=expected, got=got, requirement=rows)


def _lacking(call: str, sent: Document) -> dict[str, tuple[str, ...]]:
    role = (sent["brokerRole"].text or "").rpartition("/")[2]
    rows = {party: _ROWS.get((party, role)) for party in ("broker", "customer") if party != "customer" or call != "C1"}
    return {party: found for party, found in rows.items() if found and _is_incomplete(sent[party], *_DETAIL[party])}


def _is_incomplete(party: Document, kind: str, detail: str) -> bool:
    """Return whether a party is missing, or is described without the detail; a reference describes nothing."""
    if not party:
        return True
    described = isinstance(party.value, dict) and not any(party[name] for name in _KNOWN_BY)
    return described and party.type == kind and not party[detail].text
