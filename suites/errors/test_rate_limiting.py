"""Too many requests: judged where the booking system says so by itself. A run never provokes it."""

from booking_conformance.check import beyond, check, equal, require
from booking_conformance.recording import Exchange, Reading
from booking_conformance.suites.errors.test_error_model import CALLS

_TOO_MANY = 429
_OF_API = frozenset(CALLS) - {"open-feed"}
_SHOW_ONE = "Run again with a higher rate under [limits], or audit recorded traffic that has such a response."


@check("errors.rate-limited", cites=("err-058",), scenario="shown-features", feature="rate-limiting")
def test_rate_limited(conversation: Reading) -> None:
    """A response with status 429 contains a TooManyRequestsError and a Retry-After header in seconds.

    Pass: every such response of the API in the run does. Warn: one lacks either. Not run: the API never answered 429;
    a run does not provoke it. Open feeds, the dataset site and what is no call of the API, such as a token endpoint,
    are not judged: they may be served by others.
    """
    conversation.steps("")
    said = (exchange for exchange in conversation.everything if exchange.call in _OF_API)
    refusals = [exchange for exchange in said if exchange.status == _TOO_MANY]
    if not refusals:
        beyond("The booking system never answered 429.", remedy=_SHOW_ONE)
    for refusal in refusals:
        _judge(refusal)


def _judge(refusal: Exchange) -> None:
    equal(refusal.answer["@type"], "TooManyRequestsError", "The response states another error.")
    wait = refusal.response_header("Retry-After") or ""
    require(wait.isdecimal(), "The response has no Retry-After in seconds.", at=refusal, expected="seconds", got=wait)
