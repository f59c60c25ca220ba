"""Quotes know the spaces left: they report the items beyond them, and only those."""

from collections.abc import Collection

from booking_conformance.check import absent, answered, check, inform, not_applicable, not_testable, require
from booking_conformance.check.comparison import bought, items
from booking_conformance.openactive.opportunities.opportunity_types import capacity_of
from booking_conformance.recording import Document, Exchange, Reading
from booking_conformance.specification import names_of
from booking_conformance.suites.quotes.unbookable import both_quotes, error_types, flagged, items_of

_NOT_BOOKABLE = frozenset({"OpportunityOfferPairNotBookableError"})
_IN_EXCESS = _NOT_BOOKABLE | {"OpportunityHasInsufficientCapacityError"}
_LACKING = _IN_EXCESS | {"OpportunityIsFullError"}
_LEASED = frozenset({"OpportunityCapacityIsReservedByLeaseError"})
# The cases of what cannot be booked that others can end, by giving spaces back.
_OF_SPACES = frozenset({"full", "too-many"})


@check("quotes.flag-full", cites=("err-038", "err-007", "bkb-005"), scenario="unavailable", only={"case": ("full",)})
def test_quotes_flag_full(conversation: Reading) -> None:
    """C1 and C2 report an item with no spaces left as full.

    Pass: 409, and the item has OpportunityIsFullError, OpportunityHasInsufficientCapacityError or
    OpportunityOfferPairNotBookableError (open reading 18). Fail: it has none of them, or there is no 409. Info: the
    quote does not say that there are no spaces, and others may have given one back. What others may have leased may
    also have OpportunityCapacityIsReservedByLeaseError.
    """
    for exchange in both_quotes(conversation):
        _inform_if_given_back(conversation, exchange)
    leased = frozenset() if _is_exclusive(conversation) else _LEASED
    flagged(conversation, _LACKING | leased, ("err-007", "bkb-005"), ("err-038", "bkb-005"))


def _is_exclusive(conversation: Reading) -> bool:
    """Return whether nobody else books or leases the opportunity at fault."""
    return bool(conversation.fact("opportunities")[conversation.fact("guilty")]["exclusive"])


def _inform_if_given_back(conversation: Reading, exchange: Exchange) -> None:
    """Inform of a quote that may be right: others book that, too, and it does not say that there are too few spaces."""
    guilty = conversation.fact("guilty")
    known = conversation.fact("opportunities").get(guilty, {})
    listed = items_of(exchange, guilty)
    stated = [capacity_of(known.get("type", ""), item["orderedItem"].plain()) for item in listed]
    too_few = any(left is not None and left < len(listed) for left in stated)
    if exchange.succeeded and known.get("exclusive") is False and not too_few:
        inform("It was quoted, but others may have given a space back.", at=exchange)


@check(
    "quotes.flag-excess-only",
    cites=("err-038", "err-039", "err-007", "bkb-005"),
    scenario="unavailable",
    only={"case": ("too-many",)},
)
def test_quotes_flag_excess_only(conversation: Reading) -> None:
    """If more spaces are requested than exist, C1 and C2 put errors only on the excess items.

    Pass: of seven items for five spaces, two have OpportunityHasInsufficientCapacityError or
    OpportunityOfferPairNotBookableError, or all seven have the latter, since seven spaces of it cannot be booked (open
    reading 18). Fail: more or fewer do, or one has OpportunityIsFullError, which says that there are no spaces at all.
    Info: others may book, or have given spaces back.
    """
    guilty = conversation.fact("guilty")
    known = conversation.fact("opportunities")[guilty]
    places = capacity_of(known["type"], known["data"])
    in_excess, not_bookable = map(names_of(conversation.profile).of_types, (_IN_EXCESS, _NOT_BOOKABLE))
    for exchange in both_quotes(conversation):
        _inform_if_given_back(conversation, exchange)
        message = f"{exchange.step} must return 409 when there are too few spaces."
        answered(exchange, {409}, message, requirement=("err-007", "bkb-005"))
        listed = items_of(exchange, guilty)
        if known["exclusive"]:
            _none_is_full(listed, in_excess)
        asked = sum(bought(item)[0] == guilty for item in exchange.sent["orderedItem"].each())
        if sum(error_types(item) == not_bookable for item in listed) == asked:
            continue
        flagged = sum(bool(error_types(item) & in_excess) for item in listed)
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
        full = "OpportunityIsFullError" in error_types(item)
        message = "An opportunity with spaces left is not full."
        require(not full, message, at=item["error"], expected=" or ".join(sorted(in_excess)), requirement="err-038")


def _control_is_clean(conversation: Reading, step: str) -> None:
    exchange = conversation.step(step)
    if not conversation.fact("control"):
        not_applicable("The target takes one item in an Order, with nothing beside it.")
    if conversation.values.get("case") in _OF_SPACES:
        _inform_if_given_back(conversation, exchange)
    if exchange.status != 409 or not exchange.answer["orderedItem"].each():
        not_testable(f"{step} reported no error on any item", at=exchange)
    control = items_of(exchange, conversation.fact("control"))
    require(bool(control), "The bookable item is not listed.", at=exchange.answer["orderedItem"])
    for item in control:
        absent(item["error"], "A bookable item must not have an error.")


@check("quotes.c1-flags-only-guilty", cites=("c1-007",), scenario="unavailable")
def test_c1_flags_only_guilty(conversation: Reading) -> None:
    """In a 409 from C1, a bookable item has no error.

    Pass: the control item next to the unbookable one has no error. Fail: it does. Not testable: C1 reported no
    error on any item. Info: others may have given spaces back.
    """
    _control_is_clean(conversation, "C1")


@check("quotes.c2-flags-only-guilty", cites=("c2-004",), scenario="unavailable")
def test_c2_flags_only_guilty(conversation: Reading) -> None:
    """In a 409 from C2, a bookable item has no error.

    Pass: the control item next to the unbookable one has no error. Fail: it does. Not testable: C2 reported no
    error on any item. Info: others may have given spaces back.
    """
    _control_is_clean(conversation, "C2")


@check("quotes.show-remaining-capacity", cites=("c1-005",), scenario="booking")
def test_quotes_show_remaining_capacity(conversation: Reading) -> None:
    """A quote shows the same remaining spaces as the open feed; those it leases itself count as free.

    Pass: C1 and C2 state as many as the feed did. Fail: another number. Not applicable: they or the feed state
    none. Info: others may book.
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
    them quotes it. Info: others may have given a space back. Not testable: an answer does not list the item.
    """
    conversation.success("C2")
    conversation.success("rival B")
    last = conversation.fact("last")
    alone = conversation.fact("opportunities")[last]["exclusive"]
    for step in ("C1 when taken", "C2 when taken"):
        exchange = conversation.step(step)
        if exchange.succeeded and not alone:
            inform("It was quoted, but others may have given a space back.", at=exchange)
        message = "A space that another Order has booked must not be quoted again."
        answered(exchange, {409}, message)
        guilty = [item for item in exchange.answer["orderedItem"].each() if bought(item)[0] == last]
        if not guilty:
            not_testable(f"{step} does not list the item that was taken", at=exchange)
        for item in guilty:
            require(bool(error_types(item)), message, at=item, expected="an error")
