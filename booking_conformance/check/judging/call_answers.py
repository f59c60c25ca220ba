"""How the calls of one kind were answered: where no answer says anything about a rule, this may say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange

# Success of a cancellation is only recommended: being refused so is a proper answer.
_PROPER_REFUSALS = {"CancellationNotPermittedError"}
_NOT_FOUND = {404, 405, 410}
_MAY_BE_ELSEWHERE = {"order-status", "customer-account"}
_OF_SPECIFICATION = '"test:'


class CallAnswers:
    """What a call was answered with in a run.

    ``seen`` is how many answers there were, ``refusal`` the first that refused what nothing seems to be wrong with, and
    ``answered`` whether any did not.
    """

    def __init__(self) -> None:
        self.seen = 0
        self.refusal: Exchange | None = None
        self.answered = False

    def note(self, exchange: Exchange) -> None:
        """Take in an exchange."""
        self.seen += 1
        if exchange.intent == "ordinary" and not _may_be_refused(exchange):
            self.answered |= exchange.succeeded or exchange.shown_type in _PROPER_REFUSALS
            self.refusal = self.refusal or exchange


def _may_be_refused(exchange: Exchange) -> bool:
    """Return whether no system has to let a message succeed.

    Order Status need not find what is a quote, a proposal or deleted (open reading 37), accounts of customers may be
    made elsewhere than at a checkout, and a Test Interface need not know actions that are none of the specification.
    """
    if exchange.call in _MAY_BE_ELSEWHERE:
        return exchange.status in _NOT_FOUND
    return exchange.call == "test-action" and _OF_SPECIFICATION not in (exchange.request.body or "")
