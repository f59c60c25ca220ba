"""Standalone Checkout: the session for an available opportunity."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from booking_conformance.check import answered, check, equal, inform, not_testable, outcome, require
from booking_conformance.results import Level
from booking_conformance.suites.authenticated_checkout.repeated import no_empty_members, sessions_apart
from booking_conformance.suites.authenticated_checkout.sessions import answered_at_all, has_target
from booking_conformance.suites.standalone_checkout.reflection import reflects

if TYPE_CHECKING:
    from booking_conformance.recording import Exchange, Reading

STANDALONE = "checkout-standalone"
_PATH = "/checkout-sessions/"


def _sessions(conversation: Reading) -> list[Exchange]:
    found = conversation.steps("available")
    made = [exchange for exchange in found if exchange.succeeded]
    if not made:
        not_testable("No session was created.", at=found[0])
    return made


@check("standalone-checkout.answers-201", cites=("sc-001",), scenario=STANDALONE)
def test_answers_201(conversation: Reading) -> None:
    """A request for an available ScheduledSession returns 201.

    Pass: it does, for each generated request. Fail: any other status. Not testable: no response.
    """
    for exchange in conversation.steps("available"):
        answered_at_all(exchange)
        answered(exchange, {201}, "A session must be created for an available opportunity.")


@check("standalone-checkout.has-location", cites=("sc-002",), scenario=STANDALONE)
def test_has_location(conversation: Reading) -> None:
    """The response has a Location below /checkout-sessions/, relative or absolute.

    Pass: it does. Warn: it does not, or has another path; only a sample shows it. Not testable: no session was
    created.
    """
    for exchange in _sessions(conversation):
        location = exchange.response_header("Location")
        _, found, rest = _path(exchange, location).partition(_PATH)
        message = "Location should be the path of the session."
        require(bool(found and rest.strip("/")), message, at=exchange, expected=f"{_PATH}…", got=location or "nothing")


def _path(exchange: Exchange, location: str | None) -> str:
    try:
        return urlsplit(urljoin(exchange.request.url, location or "")).path if location else ""
    except ValueError:
        return ""


@check("standalone-checkout.sessions-are-distinct", cites=("sc-002",), scenario=STANDALONE)
def test_sessions_are_distinct(conversation: Reading) -> None:
    """Each session has its own Location.

    Pass: no two are equal. Warn: two are; the rule is inferred. Not testable: fewer than two sessions have one.
    """
    seen: dict[str, str] = {}
    for exchange in _sessions(conversation):
        location = exchange.response_header("Location")
        if location:
            require(location not in seen, "Two sessions have the same Location.", at=exchange, got=location)
            seen[location] = exchange.id
    if len(seen) < 2:
        not_testable("Fewer than two sessions have a Location.")


@check("standalone-checkout.targets-are-distinct", cites=("sc-004",), level=Level.SHOULD, scenario=STANDALONE)
def test_targets_are_distinct(conversation: Reading) -> None:
    """Sessions for different opportunities have different targets.

    Pass: they do. Warn: two have the same; the rule is inferred. Not applicable: there are no sessions for two
    opportunities.
    """
    sessions_apart(_sessions(conversation))


@check("standalone-checkout.no-empty-members", cites=("sc-010",), scenario=STANDALONE)
def test_no_empty_members(conversation: Reading) -> None:
    """No member of the response is null or an empty array.

    Pass: none is. Warn: one is. Not testable: no session was created. Not applicable: the responses have no members.
    """
    no_empty_members(_sessions(conversation))


@check("standalone-checkout.reflects-request", cites=("sc-003",), scenario=STANDALONE)
def test_reflects_request(conversation: Reading) -> None:
    """The response echoes every member of the request.

    Pass: it does, in whatever order; it may have further members. Fail: one is missing, or has another value. Not
    testable: no session was created.
    """
    for exchange in _sessions(conversation):
        reflects(exchange.sent, exchange.answer)


@check("standalone-checkout.has-target", cites=("sc-004",), scenario=STANDALONE)
def test_has_target(conversation: Reading) -> None:
    """The target of the first potentialAction is an absolute http(s) URL.

    Pass: it is. Fail: the target is missing, empty or relative. Not testable: no session was created.
    """
    for exchange in _sessions(conversation):
        has_target(exchange)


@check("standalone-checkout.action-is-order-action", cites=("sc-004",), level=Level.SHOULD, scenario=STANDALONE)
def test_action_is_order_action(conversation: Reading) -> None:
    """The first potentialAction is an OrderAction named Checkout.

    Pass: it is. Warn: it has another type or name; only a sample shows them. Not testable: no session was created,
    or it has none.
    """
    for exchange in _sessions(conversation):
        actions = exchange.answer["potentialAction"].each()
        if not actions:
            not_testable("The response has no potentialAction.", at=exchange)
        equal(actions[0]["type"], "OrderAction", "The type of the action should be OrderAction.")
        equal(actions[0]["name"], "Checkout", "The name of the action should be Checkout.")


@check("standalone-checkout.put", cites=("sc-009",), scenario=STANDALONE)
def test_put(conversation: Reading) -> None:
    """Reports how PUT is handled: the documentation names both POST and PUT.

    Pass: never. Info: always.
    """
    exchange = conversation.step("PUT")
    inform("The response to a PUT instead of a POST.", at=exchange, got=outcome(exchange))
