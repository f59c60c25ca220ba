"""Pages of feeds: their members, and where next leads."""

import re

from booking_conformance.check import check, outcome, verify
from booking_conformance.openactive.rpde import (
    CHANGE_NUMBER,
    MODES,
    TIMESTAMP,
    Place,
    follows,
    items_of,
    place_of,
    position_of,
    same_page,
)
from booking_conformance.recording import FEEDS, Document, Exchange, History
from booking_conformance.specification.formats import is_date_time, is_uri
from booking_conformance.urls import origin

# The row of each strategy of paging, by the parameter that carries modified.
STRATEGY = {TIMESTAMP: "rpde-007", CHANGE_NUMBER: "rpde-009"}
_TO_BE_ENCODED = re.compile(r"[^!-~]|[\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
_NO_SUCH_POSITION = frozenset({400, 404, 409, 410, 422})


def judged_page(exchange: Exchange) -> None:
    """Do not judge what is not a page: only a 200 returns one (rpde-019)."""
    if exchange.response is None or exchange.status != 200:
        verify.not_applicable("No page was returned.")


def next_of(exchange: Exchange) -> str:
    """Return the next of a page; a page without one is reported by rpde.next-and-items alone."""
    judged_page(exchange)
    following = exchange.answer["next"].text
    if following is None:
        verify.not_applicable("The page has no next.")
    return following


@check("rpde.next-and-items", cites=("rpde-010",), calls=FEEDS)
def test_next_and_items(exchange: Exchange, history: History) -> None:
    """A page has next and items.

    Pass: next is text and items a list, which may be empty. Fail: one is missing, or something else.
    """
    judged_page(exchange)
    page = exchange.answer
    if not page.properties():
        verify.fail("The page is not a JSON object.", at=exchange, expected="a page with next and items")
    verify.require(page["next"].text is not None, "The page has no next.", at=page["next"], expected="a URL")
    verify.require(isinstance(page["items"].value, list), "The page has no items.", at=page["items"], expected="a list")


@check("rpde.position-outlasts-its-item", cites=("rpde-005",), calls=FEEDS)
def test_position_outlasts_its_item(exchange: Exchange, history: History) -> None:
    """A page can be requested from any position, whatever has become of the item that it came from.

    Pass: a request for a position that a page named is answered with 200, or for want of time or credentials with no
    page. Fail: the position is refused or not found. Not applicable: no page named it.
    """
    if exchange.intent != "ordinary" or not history.was_named(exchange.request.url):
        verify.not_applicable("No page named the position as its next.")
    if exchange.status not in _NO_SUCH_POSITION | {200}:
        judged_page(exchange)
    message = "A position must be taken even if its item has changed since."
    verify.require(exchange.status == 200, message, at=exchange, expected="200", got=outcome(exchange))


@check("rpde.license", cites=("rpde-011",), calls=("open-feed",))
def test_license(exchange: Exchange, history: History) -> None:
    """A page of an open feed states its licence.

    Pass: license is a URL. Fail: it is missing, or not a URL. The Orders feed may omit it (open reading 26).
    """
    judged_page(exchange)
    licence = exchange.answer["license"]
    verify.require(is_uri(licence.text or ""), "The page names no licence.", at=licence, expected="a URL")


@check("rpde.next-absolute", cites=("rpde-012", "rpde-008"), calls=FEEDS)
def test_next_absolute(exchange: Exchange, history: History) -> None:
    """next is an absolute URL.

    Pass: it has a scheme and a host, and its parameters are encoded. Fail: it is relative, or not a URL, or the offset
    of a time in it has a bare +, which is read as a space.
    """
    text, at = next_of(exchange), exchange.answer["next"]
    bare, message = _TO_BE_ENCODED.search(text), "next has a character that must be encoded."
    verify.require(bare is None, message, at=at, expected="only characters of URLs", requirement="rpde-008")
    place = place_of(text)
    lost = place is not None and " " in place.text and is_date_time(place.text.replace(" ", "+"))
    verify.require(not lost, message, at=at, expected="%2B for +", requirement="rpde-008")
    right = is_uri(text) and bool(origin(text))
    verify.require(right, "next is not an absolute URL.", at=at, expected="an absolute URL", requirement="rpde-012")


@check("rpde.next-from-last-item", cites=("rpde-012", "rpde-007", "rpde-009"), calls=FEEDS)
def test_next_from_last_item(exchange: Exchange, history: History) -> None:
    """next continues after the last item of the page.

    Pass: its afterTimestamp and afterId, or its afterChangeNumber, are those of the last item or later, since items
    may be filtered out. Fail: they are earlier, so that items come twice, or one of them is missing.
    """
    following = next_of(exchange)
    items = items_of(exchange)
    if not items:
        verify.not_applicable("The page has no items.")
    place = place_of(following)
    at = exchange.answer["next"]
    if place is None:
        verify.fail("next has no position.", at=at, expected=MODES, requirement="rpde-012")
    whole = place.parameter != TIMESTAMP or place.position.id is not None
    message, rows = "next has afterTimestamp, but no afterId.", ("rpde-012", "rpde-007")
    verify.require(whole, message, at=at, expected=MODES, requirement=rows)
    last = position_of(items[-1])
    same = place.position.modified == last.modified
    if not same and follows(last, place.position) is None:
        verify.not_applicable("next and the last item cannot be compared.")
    back = follows(last, place.position) is True or (same and _earlier(place, items))
    message, rows = "next points to a position before the last item.", ("rpde-012", STRATEGY[place.parameter])
    verify.require(not back, message, at=at, expected=f"a position from {last} on", requirement=rows)


def _earlier(place: Place, items: list[Document]) -> bool:
    """Return whether a position names an item before the last one."""
    *before, last = [str(position_of(item).id) for item in items]
    wanted = str(place.position.id)
    return wanted in before and wanted != last


@check("rpde.last-page", cites=("rpde-018", "rpde-012"), calls=FEEDS)
def test_last_page(exchange: Exchange, history: History) -> None:
    """Only the last page, which has no items, has its own URL as next.

    Pass: the next of a page with items is another page; that of a page without items is its own URL (parameters in
    any order), or a later position, which means that there is more. Fail: a page with items has itself as next, or
    one without items has another URL for the same or an earlier position.
    """
    following = next_of(exchange)
    at, own = exchange.answer["next"], exchange.request.url
    if items_of(exchange):
        message = "The page has items, but its next is the page itself."
        verify.require(not same_page(following, own), message, at=at, expected="the next page", requirement="rpde-012")
    elif exchange.answer["items"].value == [] and not same_page(following, own):
        _leads_on(following, exchange)


def _leads_on(following: str, exchange: Exchange) -> None:
    there, here = place_of(following), place_of(exchange.request.url)
    at, expected = exchange.answer["next"], f"{exchange.request.url}, the URL of the page"
    verify.require(there is not None, "The page has no items, but its next is another page.", at=at, expected=expected)
    if there is None or here is None:
        return
    stays = there.parameter == here.parameter and there.text == here.text and there.position == here.position
    back = follows(here.position, there.position) is True
    message = "The page has no items, but its next is another URL."
    verify.require(not stays and not back, message, at=at, expected=expected)
