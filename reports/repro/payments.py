"""The payment at P and B: a fresh opportunity may have to be paid where that of the run was free, and the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.recording.json_text import encode

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange
    from booking_conformance.reports.repro.names import Names

_CALLS = frozenset({"P", "B"})
_ANY = '{"@type": "Payment", "identifier": "conformance-payment"}'


class ScriptPayments:
    """Puts a payment into messages that have one exactly where the total is to be paid."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def of(self, step: Exchange) -> tuple[str, str] | None:
        """Return the body with a text that stands for the payment, and the line that defines its variable.

        None for a message without a total that an answer gave, or one that is wrong about its payment on purpose.
        """
        body, sent = step.request.body, step.sent
        total = sent["totalPaymentDue"]
        if step.call not in _CALLS or not body or not total or not self._names.known(encode(total.plain())):
            return None
        payment = sent["payment"]
        if bool(payment) is not is_to_be_paid(total):
            return None
        stated = f', "payment": {encode(payment.plain())}' if payment else ""
        due = f'"totalPaymentDue": {encode(total.plain())}'
        if f"{due}{stated}" not in body:
            return None
        mark = f"«payment {step.id}»"
        name = self._names.name(mark, "PAYMENT")
        variable = self._names.variable(encode(total.plain()))
        any_payment = encode(payment.plain()) if payment else _ANY
        line = f'{name}=$(payment "${{{variable}}}" {self._names.quoted(any_payment)})'
        return body.replace(f"{due}{stated}", f"{due}{mark}"), line


def is_to_be_paid(total: Document) -> bool:
    """Return whether P and B go with a payment: something is due, and prepayment is not unavailable."""
    prepayment = (total["openBookingPrepayment"] or total["prepayment"]).text or ""
    return (total["price"].decimal or 0) > 0 and not prepayment.endswith("Unavailable")
