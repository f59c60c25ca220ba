"""Reading a checkout's response: a session with its target, or a refusal without one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from booking_conformance.check import fail, not_testable, outcome, require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from booking_conformance.recording import Document, Exchange

    RowOf = Callable[[Exchange], str]


def answered_at_all(exchange: Exchange) -> None:
    """Leave the check not-testable when no response came."""
    if exchange.response is None:
        not_testable("No response came.", at=exchange)


def accepted(exchange: Exchange, message: str) -> None:
    """Fail unless the request was accepted."""
    answered_at_all(exchange)
    if crashed(exchange):
        fail(f"{message} It returned a server error.", at=exchange, expected="a 2xx", got=outcome(exchange))
    require(exchange.succeeded, message, at=exchange, expected="a 2xx", got=outcome(exchange))


def not_accepted(exchange: Exchange, message: str) -> None:
    """Fail unless the request was refused: no status is stated, so any 4xx will do."""
    answered_at_all(exchange)
    if crashed(exchange):
        fail(
            f"{message} It returned a server error instead of refusing.",
            at=exchange,
            expected="a 4xx",
            got=outcome(exchange),
        )
    require(400 <= exchange.status < 500, message, at=exchange, expected="a 4xx", got=outcome(exchange))


def not_taken(exchanges: Sequence[Exchange], message: str) -> None:
    """Fail when one of the requests was accepted; another check judges whether a refusal is a crash."""
    for exchange in exchanges:
        answered_at_all(exchange)
        require(exchange.status >= 400, message, at=exchange, expected="a 4xx", got=outcome(exchange))
    _not_all_crashed(exchanges)


def _not_all_crashed(exchanges: Sequence[Exchange]) -> None:
    if all(crashed(exchange) for exchange in exchanges):
        not_testable("The checkout returned only server errors, which another check reports.", at=exchanges[0])


def crashed(exchange: Exchange) -> bool:
    """Return whether the response is a 5xx."""
    return exchange.status >= 500


def none_crashed(exchanges: Iterable[Exchange], row: RowOf = lambda _: "") -> None:
    """Fail when one of the requests was answered by a 5xx; ``row`` says which row wants a refusal of each."""
    for exchange in exchanges:
        if crashed(exchange):
            fail(
                "The checkout returned a server error instead of refusing.",
                at=exchange,
                expected="a 4xx",
                got=outcome(exchange),
                requirement=row(exchange),
            )


def leaves_no_session(exchanges: Iterable[Exchange], row: RowOf = lambda _: "") -> None:
    """Fail when a refusal has Location or potentialAction; not-testable when none was refused.

    ``row`` says which row wants a refusal of each.
    """
    refusals = [exchange for exchange in exchanges if exchange.refused]
    if not refusals:
        not_testable("None of these requests was refused.")
    for refusal in refusals:
        location = refusal.response_header("Location")
        message = "The request was refused, but a session was created."
        require(location is None, message, at=refusal, expected="no Location", got=location, requirement=row(refusal))
        action = refusal.answer["potentialAction"]
        require(action.plain() in (None, []), message, at=action, expected="nothing", requirement=row(refusal))
    _not_all_crashed(refusals)


def target_of(exchange: Exchange) -> Document:
    """Return the location of potentialAction[0].target, which may be missing."""
    actions = exchange.answer["potentialAction"].each()
    return actions[0]["target"] if actions else exchange.answer["potentialAction"]["target"]


def is_absolute(url: str | None) -> bool:
    """Return whether a text is an absolute http(s) URL."""
    try:
        parts = urlsplit(url or "")
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def has_target(exchange: Exchange) -> None:
    """Fail unless the response has a target that the booker can be sent to."""
    target = target_of(exchange)
    message = "The response does not say where the Checkout page is: potentialAction[0].target."
    require(is_absolute(target.text), message, at=target, expected="an absolute http(s) URL")


def host(url: str) -> str:
    """Return the host of a URL, "" when it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
