"""The open feeds, read page by page from the beginning."""

from booking_conformance.check import check, verify
from booking_conformance.openactive.opportunities.opportunity_types import is_of
from booking_conformance.openactive.opportunities.published_pages import latest, pages, with_parts
from booking_conformance.openactive.rpde import id_of, items_of, same_page
from booking_conformance.recording import Exchange, Reading
from booking_conformance.specification import opportunity_types
from booking_conformance.suites.opportunity_feeds.reading import SCENARIO

_OVERLOADED = 503


@check("opportunity-feeds.first-page", cites=("rpde-004", "rpde-026"), scenario=SCENARIO)
def test_first_page(conversation: Reading) -> None:
    """The feed of a declared type returns its first page at its advertised URL.

    Pass: it returns 200 with a page. Fail: any other response. Not testable: it is overloaded (503).
    """
    kind = conversation.values["type"]
    first = conversation.step(f"{kind} page 1")
    if first.status == _OVERLOADED:
        verify.not_testable("The feed is overloaded", at=first)
    verify.answered(first, {200}, "The feed does not respond to a request without a position.", requirement="rpde-004")
    items, message = first.answer["items"], "The response is not a feed page."
    paged = isinstance(items.value, list)
    verify.require(paged, message, at=items, expected="a list of items", requirement="rpde-026")


@check("opportunity-feeds.availability", cites=("rpde-026",), scenario=SCENARIO)
def test_availability(conversation: Reading) -> None:
    """The feed of a declared type publishes opportunities with their remaining spaces.

    Pass: an opportunity states remainingAttendeeCapacity or remainingUses, and none fewer than 0. Fail: none of
    those read does, or one has fewer than 0; or the whole feed has none, although the configuration says that
    opportunities are taken from it. Not applicable: none of those read states its spaces, as its type need not. Not
    testable: none was found in the pages read, or a Test Interface has to create them.
    """
    kind = conversation.values["type"]
    read = conversation.steps(f"{kind} page ")
    found = [data for data in with_parts(latest(pages(conversation, kind))) if is_of(kind, data, ())]
    if not found:
        _no_opportunity(conversation, kind, read[-1])
    stated = (place for data in found for place in (data["remainingAttendeeCapacity"], data["remainingUses"]))
    known = [place for place in stated if place.plain() is not None]
    if not known and opportunity_types()[kind].capacity_optional:
        verify.not_applicable(f"No {kind} that was read states how many spaces are left, as it need not.")
    message = f"None of the {len(found)} opportunities read states how many spaces are left."
    verify.require(bool(known), message, at=found[0], expected="remainingAttendeeCapacity or remainingUses")
    for place in known:
        right = place.integer is None or place.integer >= 0
        verify.require(right, "Fewer than no spaces cannot be left.", at=place, expected="0 or more")


def _no_opportunity(conversation: Reading, kind: str, page: Exchange) -> None:
    ended = conversation.fact("read to the end").get(kind) is True
    if ended and conversation.fact("mode") == "random":
        verify.fail(f"The feed has no {kind}.", at=page, expected="an updated item")
    verify.not_testable(f"No {kind} was found in the pages read", at=page, remedy=f"Publish a {kind}.")


@check("opportunity-feeds.shows-what-was-made", cites=("tst-008",), scenario=SCENARIO, feature="test-interface")
def test_shows_what_was_made(conversation: Reading) -> None:
    """A reader of the whole open feed finds what the Test Interface has created.

    Pass: a page shows it. Fail: no page does, as when the feed ends before its last items. Not applicable: the Test
    Interface created nothing for this reading, or the feed is too long to be read to its end here.
    """
    kind = conversation.values["type"]
    read = conversation.steps(f"{kind} page ")
    mine = (each for each in conversation.everything if each.scenario == conversation.id and each.succeeded)
    identifiers = [made.answer["@id"].text for made in mine if made.call == "test-opportunity" and made.answer["@id"]]
    shown = {data.id for data in with_parts(latest(pages(conversation, kind)))}
    for identifier in verify.each(identifiers, "The Test Interface created nothing for this reading."):
        if identifier not in shown and conversation.fact("read to the end").get(kind) is not True:
            verify.not_applicable("The feed was not read to its end.")
        message = "The feed ended without what was created before."
        verify.require(identifier in shown, message, at=read[-1], expected=identifier)


@check("opportunity-feeds.pages-lead-onward", cites=("rpde-002", "rpde-018"), scenario=SCENARIO)
def test_pages_lead_onward(conversation: Reading) -> None:
    """Following next leads through the feed without repetition.

    Pass: no page repeats an item of an earlier page, unless it changed in between. Fail: one does, or a page with
    items has itself as next, so that nobody can read on. Not testable: no second page, or no item, could be read.
    """
    kind = conversation.values["type"]
    read = conversation.steps(f"{kind} page ")
    seen: set[tuple[str | None, str, str]] = set()
    for page in read:
        at, message = page.answer["next"], "Paging cannot continue past this page."
        verify.require(not _stuck(page), message, at=at, expected="the next page", requirement="rpde-018")
        known = (item for item in items_of(page) if id_of(item) and item["modified"])
        keys = {_version(item["kind"].text, id_of(item).value, item["modified"].value): item for item in known}
        again = next((item for key, item in keys.items() if key in seen), None)
        if again is not None:
            message = "The item was on an earlier page, and has not changed."
            verify.fail(message, at=again, expected="once", requirement="rpde-002")
        seen |= keys.keys()
    if len(read) == 1 or not seen:
        verify.not_testable("No second page with items could be read", at=read[-1])


def _version(kind: str | None, identifier: object, modified: object) -> tuple[str | None, str, str]:
    return kind, str(identifier), str(modified)


def _stuck(page: Exchange) -> bool:
    following = page.answer["next"].text
    return bool(items_of(page)) and following is not None and same_page(following, page.request.url)
