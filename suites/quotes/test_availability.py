"""Quotes report the items that cannot be booked, and only those."""

from collections.abc import Collection

from booking_conformance.check import (
    absent,
    answered,
    check,
    inform,
    not_applicable,
    not_shown,
    not_testable,
    refused,
    require,
)
from booking_conformance.check.comparison import bought, items
from booking_conformance.openactive.opportunity_types import capacity_of
from booking_conformance.recording import Document, Exchange, Reading
from booking_conformance.specification import names_of

_LACKING = frozenset(
    {"OpportunityIsFullError", "OpportunityHasInsufficientCapacityError", "OpportunityOfferPairNotBookableError"}
)
_IN_EXCESS = _LACKING - {"OpportunityIsFullError"}
_NOT_BOOKABLE = frozenset({"OpportunityOfferPairNotBookableError"})


def _quotes(conversation: Reading) -> list[Exchange]:
    return [conversation.step("C1"), conversation.step("C2")]


def _of(exchange: Exchange, opportunity: str) -> list[Document]:
    return [item for item in items(exchange) if bought(item)[0] == opportunity]


def _error_types(item: Document) -> set[str]:
    return {error.type or "" for error in item["error"].each()}


def _flagged(
    conversation: Reading, types: Collection[str], rows: tuple[str, ...] = (), kinds: tuple[str, ...] = ()
) -> None:
    """Fail, for ``rows``, when a quote is not answered with 409; for ``kinds``, when the item lacks a fitting error."""
    types = names_of(conversation.profile).of_types(types)
    for exchange in _quotes(conversation):
        answered(exchange, {409}, f"{exchange.step} must return 409 when an item cannot be booked.", requirement=rows)
        guilty = _of(exchange, conversation.fact("guilty"))
        require(bool(guilty), "The unbookable item is not listed.", at=exchange.answer["orderedItem"])
        for item in guilty:
            require(
                bool(_error_types(item) & types),
                "The unbookable item must have an error that says why.",
                at=item["error"],
                expected=" or ".join(sorted(types)),
                requirement=kinds,
            )


@check("quotes.flag-full", cites=("err-038", "err-007", "bkb-005"), scenario="unavailable", only={"case": ("full",)})
def test_quotes_flag_full(conversation: Reading) -> None:
    """C1 and C2 report an item with no spaces left as full.

    Pass: 409, and the item has OpportunityIsFullError, OpportunityHasInsufficientCapacityError or
    OpportunityOfferPairNotBookableError (open reading 18). Fail: it has none of them, or there is no 409.
    """
    _flagged(conversation, _LACKING, ("err-007", "bkb-005"), ("err-038", "bkb-005"))


@check(
    "quotes.flag-excess-only",
    cites=("err-038", "err-039", "err-007", "bkb-005"),
    scenario="unavailable",
    only={"case": ("too-many",)},
)
def test_quotes_flag_excess_only(conversation: Reading) -> None:
    """If more spaces are requested than exist, C1 and C2 put errors only on the excess items.

    Pass: of seven items for five spaces, two have OpportunityHasInsufficientCapacityError or
    OpportunityOfferPairNotBookableError (open reading 18). Fail: more or fewer do, or one has OpportunityIsFullError,
    which says that there are no spaces at all.
    """
    guilty = conversation.fact("guilty")
    known = conversation.fact("opportunities")[guilty]
    places = capacity_of(known["type"], known["data"])
    in_excess = names_of(conversation.profile).of_types(_IN_EXCESS)
    for exchange in _quotes(conversation):
        message = f"{exchange.step} must return 409 when there are too few spaces."
        answered(exchange, {409}, message, requirement=("err-007", "bkb-005"))
        listed = _of(exchange, guilty)
        _none_is_full(listed, in_excess)
        flagged = sum(bool(_error_types(item) & in_excess) for item in listed)
        asked = sum(bought(item)[0] == guilty for item in exchange.sent["orderedItem"].each())
        beyond = asked - (places or 0)
        if flagged != beyond and not known["exclusive"]:
            inform(f"{flagged} items have an error instead of {beyond}, but others may have booked.", at=exchange)
        require(
            flagged == beyond,
            "Exactly the items in excess of the capacity must have an error.",
            at=exchange.answer["orderedItem"],
            expected=f"{beyond} errors",
            got=f"{flagged} errors",
            requirement=("err-039", "bkb-005"),
        )


def _none_is_full(listed: list[Document], in_excess: Collection[str]) -> None:
    for item in listed:
        full = "OpportunityIsFullError" in _error_types(item)
        message = "An opportunity with spaces left is not full."
        require(not full, message, at=item["error"], expected=" or ".join(sorted(in_excess)), requirement="err-038")


@check("quotes.flag-past", cites=("bkb-003", "err-035"), scenario="unavailable", only={"case": ("past",)})
def test_quotes_flag_past(conversation: Reading) -> None:
    """A past opportunity cannot be booked.

    Pass: C1 and C2 return 409 with OpportunityOfferPairNotBookableError on its item. Fail: they do not.
    """
    _flagged(conversation, _NOT_BOOKABLE)


@check("quotes.under-way-is-bookable", cites=("bkb-003",), scenario="under-way")
def test_quotes_under_way_is_bookable(conversation: Reading) -> None:
    """An opportunity that has started, but not ended, still can be booked.

    Pass: neither C1 nor C2 reports OpportunityOfferPairNotBookableError on its item. Fail: one does. Not run: the open
    feeds show no such opportunity, and the Test Interface creates none.
    """
    [barring] = names_of(conversation.profile).of_types(_NOT_BOOKABLE)
    for exchange in _quotes(conversation):
        asked = _of(exchange, conversation.fact("started"))
        if not asked:
            not_testable(f"{exchange.step} returned no such item.", at=exchange)
        for item in asked:
            message = "What has started, but not ended, must stay bookable."
            barred = barring in _error_types(item)
            require(not barred, message, at=item["error"], expected=f"no {barring}")


@check("quotes.flag-called-off", cites=("bkb-004",), scenario="called-off")
def test_quotes_flag_called_off(conversation: Reading) -> None:
    """An event that was cancelled or postponed cannot be booked.

    Pass: C1 and C2 refuse it, or report an error on its item. Fail: one of them returns a quote without an error. Not
    run: the open feeds show no such event, and the Test Interface creates none.
    """
    _not_offered(conversation, "an event that does not take place")


@check("quotes.flag-withdrawn", cites=("err-033",), scenario="opportunity-withdrawn")
def test_quotes_flag_withdrawn(conversation: Reading) -> None:
    """An opportunity that the open feed marks as deleted cannot be booked.

    Pass: C1 and C2 refuse it, or report an error on its item. Fail: one of them returns a quote without an error. Not
    testable: the feed did not mark it as deleted. Not run: the Test Interface cannot withdraw opportunities, which is
    an extension.
    """
    conversation.success("withdrawal")
    seen = conversation.observation("withdrawn")
    if not seen.seen:
        not_shown("The open feed did not mark the opportunity as deleted.", at=seen.item["state"])
    _not_offered(conversation, "an opportunity that was withdrawn")


def _not_offered(conversation: Reading, what: str) -> None:
    """Fail unless each quote is refused, or has an error on the item that cannot be booked."""
    for exchange in _quotes(conversation):
        message = f"{exchange.step} must not offer {what}."
        if exchange.answer.type != "OrderQuote":
            refused(exchange, message=message)
            continue
        guilty = _of(exchange, conversation.fact("guilty"))
        require(bool(guilty), "The unbookable item is not listed.", at=exchange.answer["orderedItem"])
        for item in guilty:
            require(bool(_error_types(item)), message, at=item["error"], expected="an error")


@check(
    "quotes.flag-too-early",
    cites=("bkb-006", "err-035"),
    scenario="unavailable",
    only={"case": ("too-early",)},
    feature="booking-window",
)
def test_quotes_flag_too_early(conversation: Reading) -> None:
    """An offer whose booking window has not opened cannot be booked.

    Pass: C1 and C2 return 409 with OpportunityOfferPairNotBookableError on its item. Fail: they do not.
    """
    _flagged(conversation, _NOT_BOOKABLE)


@check("quotes.within-booking-window", cites=("bkb-006",), scenario="open-window", feature="booking-window")
def test_quotes_within_booking_window(conversation: Reading) -> None:
    """An offer whose booking window has opened can be booked.

    Pass: C1 and C2 return 200. Fail: they do not.
    """
    for exchange in _quotes(conversation):
        answered(exchange, {200}, f"{exchange.step} must quote an offer within its booking window.")


def _control_is_clean(conversation: Reading, step: str) -> None:
    exchange = conversation.step(step)
    if exchange.status != 409 or not exchange.answer["orderedItem"].each():
        not_testable(f"{step} reported no error on any item", at=exchange)
    control = _of(exchange, conversation.fact("control"))
    require(bool(control), "The bookable item is not listed.", at=exchange.answer["orderedItem"])
    for item in control:
        absent(item["error"], "A bookable item must not have an error.")


@check("quotes.c1-flags-only-guilty", cites=("c1-007",), scenario="unavailable")
def test_c1_flags_only_guilty(conversation: Reading) -> None:
    """In a 409 from C1, a bookable item has no error.

    Pass: the control item next to the unbookable one has no error. Fail: it does. Not testable: C1 reported no
    error on any item.
    """
    _control_is_clean(conversation, "C1")


@check("quotes.c2-flags-only-guilty", cites=("c2-004",), scenario="unavailable")
def test_c2_flags_only_guilty(conversation: Reading) -> None:
    """In a 409 from C2, a bookable item has no error.

    Pass: the control item next to the unbookable one has no error. Fail: it does. Not testable: C2 reported no
    error on any item.
    """
    _control_is_clean(conversation, "C2")


@check("quotes.show-remaining-capacity", cites=("c1-005",), scenario="booking")
def test_quotes_show_remaining_capacity(conversation: Reading) -> None:
    """A quote shows the same remaining spaces as the open feed; those it leases itself count as free.

    Pass: C1 and C2 state as many as the feed did. Fail: another number. Not testable: they or the feed state none.
    """
    judged = False
    for exchange in (conversation.success("C1"), conversation.success("C2")):
        for item in items(exchange):
            known = conversation.fact("opportunities").get(bought(item)[0], {})
            shown = capacity_of(known.get("type", ""), item["orderedItem"].plain())
            if shown is None or known.get("capacity") is None:
                continue
            if shown != known["capacity"] and not known["exclusive"]:
                inform(f"{shown} spaces are shown and the feed had {known['capacity']}, but others may have booked.")
            judged = True
            require(
                shown == known["capacity"],
                "A quote must show the spaces left.",
                at=item["orderedItem"],
                expected=f"{known['capacity']} spaces",
                got=f"{shown} spaces",
            )
    if not judged:
        not_applicable("Neither C1 nor C2 states the spaces left, which is only recommended.")


@check("quotes.evaluate-afresh", cites=("c1-016",), scenario="overtaken")
def test_quotes_evaluate_afresh(conversation: Reading) -> None:
    """C1 and C2 check availability anew each time.

    Pass: both report an error on an item whose last space another Order took after the first quote. Fail: one of
    them quotes it.
    """
    conversation.success("C2")
    conversation.success("rival B")
    for step in ("C1 when taken", "C2 when taken"):
        answered(conversation.step(step), {409}, "A space that another Order has booked must not be quoted again.")
