"""Unusual but valid messages are accepted, and make no difference to the response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import absent, check, each, equal, fail, not_applicable, not_testable, outcome, require
from booking_conformance.openactive.answers import by_position
from booking_conformance.openactive.unknown_properties import NAMESPACED_UNKNOWN, UNKNOWN
from booking_conformance.suites.generated_payloads.sent import Sent, messages, plain, smallest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from booking_conformance.recording import Document, Reading

_SCENARIO = "generated-strange"
_ANOTHER = "OrderAlreadyExistsError"
_NAMES = (UNKNOWN, NAMESPACED_UNKNOWN)
_SHOWN_BACK = "customer"
_REFERENCES = ("acceptedOffer", "orderedItem")


def _accepted(conversation: Reading, kind: str, rule: str, rows: tuple[str, ...] = ()) -> list[Sent]:
    """Return the messages of a kind, which all succeeded; fail with the smallest that did not.

    A repeat of P or B that differs in what no rule names may count as another Order (open reading 6).
    """
    plain(conversation)
    found = [sent for sent in messages(conversation, kind=kind) if not _is_another_order(sent)]
    if not found:
        not_applicable("The booking system compares a repeat as it is written (open reading 6).")
    for sent in found:
        if not sent.exchange.succeeded:
            least = smallest(conversation, sent)
            message = f"{rule} Sent: {sent.description}."
            fail(message, at=least, expected="a success", got=outcome(least), requirement=rows)
    return found


def _is_another_order(sent: Sent) -> bool:
    return bool(sent.known.get("may_differ")) and sent.exchange.error_type == _ANOTHER


def _same_total(conversation: Reading, found: list[Sent]) -> None:
    for sent in found:
        due = plain(conversation, sent.exchange).answer["totalPaymentDue"]["price"]
        expected = due.decimal
        if expected is None:
            not_testable("The response to the ordinary message has no total.", at=due)
        total = sent.exchange.answer["totalPaymentDue"]["price"]
        message = f"The total must be that of the ordinary message. Sent: {sent.description}."
        require(total.decimal == expected, message, at=total, expected=expected)


@check("generated-payloads.unknown-properties-ignored", cites=("med-011", "ext-002", "u-012"), scenario=_SCENARIO)
def test_unknown_properties_ignored(conversation: Reading) -> None:
    """Unknown properties are ignored, wherever they appear and whatever they contain.

    Plain and namespaced properties (at Order Cancellation only namespaced ones) are sent in the Order, its parties,
    its items and what these refer to, with texts, numbers, lists and objects. Pass: each message succeeds. Fail:
    one is refused; the smallest such is shown. A repeat of P or B that is refused with OrderAlreadyExistsError is
    not judged, since it may be compared as it is written (open reading 6).
    """
    cancelling = conversation.values["call"] == "PATCH"
    rows = ("u-012",) if cancelling else ("med-011", "ext-002")
    _accepted(conversation, "unknown", "Unknown properties must be ignored.", rows)


@check("generated-payloads.unknown-properties-lost", cites=("c1-009", "b-015", "med-011"), scenario=_SCENARIO,
       only={"call": ("C1", "C2", "P", "B")})  # fmt: skip
def test_unknown_properties_lost(conversation: Reading) -> None:
    """Unknown properties are not echoed.

    Pass: the responses contain none of them. Fail: one does. The customer, which must be echoed exactly as
    supplied, is not searched. Not testable: no such message was answered with an Order or OrderQuote.
    """
    taken = [sent for sent in messages(conversation, kind="unknown") if sent.exchange.succeeded]
    found = [sent for sent in taken if sent.exchange.answer.find("orderedItem[*].orderedItem")]
    if not found:
        not_testable("No message with such a property was accepted", at=plain(conversation))
    for sent in found:
        for name, part in sent.exchange.answer.properties():
            for place in part.walk() if name != _SHOWN_BACK else ():
                for probe in _NAMES:
                    absent(place[probe], "The response echoes a property that no system can know.")
        for probe in _NAMES:
            absent(sent.exchange.answer[probe], "The response echoes a property that no system can know.")


@check("generated-payloads.context-forms-accepted", cites=("med-006",), scenario=_SCENARIO)
def test_context_forms_accepted(conversation: Reading) -> None:
    """The @context is accepted as text, in a list, and next to others.

    Pass: each message succeeds whose `@context` is https://openactive.io/ or a list that has it, alone or before
    further contexts. Fail: one is refused.
    """
    _accepted(conversation, "context", "Every valid form of the @context must be accepted.")


@check("generated-payloads.references-equivalent", cites=("med-006", "opp-007"), scenario=_SCENARIO,
       only={"call": ("C1", "C2", "P", "B")})  # fmt: skip
def test_references_equivalent(conversation: Reading) -> None:
    """Offers, opportunities and the Seller can be referenced by @id or by an object with that @id.

    Pass: each message succeeds, with the same total and items as the one with objects. Fail: one is refused, or
    returns another total, offer or opportunity.
    """
    rule = "A reference by @id must be accepted as well as one by object."
    found = _accepted(conversation, "references", rule, ("med-006",))
    _same_total(conversation, found)
    for sent, here, there in each(_references(conversation, found), "No response has a reference at a position."):
        message = f"The item must be the same as with objects. Sent: {sent.description}."
        equal(here["@id"], there.id, message, requirement="opp-007")


def _references(conversation: Reading, found: list[Sent]) -> Iterator[tuple[Sent, Document, Document]]:
    """Yield each reference that was answered to a message, and that of the message without anything strange."""
    for sent in found:
        expected, got = by_position(plain(conversation, sent.exchange).answer), by_position(sent.exchange.answer)
        both = [(got[p][name], expected[p][name]) for p in sorted(expected.keys() & got.keys()) for name in _REFERENCES]
        yield from ((sent, here, there) for here, there in both if there.id)


@check("generated-payloads.price-forms-accepted", cites=("b-001", "p-008", "mdl-040"), scenario=_SCENARIO,
       only={"call": ("P", "B")})  # fmt: skip
def test_price_forms_accepted(conversation: Reading) -> None:
    """The total can be written as a number or as text, with or without pence.

    Pass: each message succeeds, since amounts are compared and not their spelling (open reading 33). Fail: one is
    refused.
    """
    _same_total(conversation, _accepted(conversation, "price", "A price must be accepted as a number and as text."))


@check("generated-payloads.upper-case-uuid-is-the-same", cites=("ds-010", "b-010", "b-013"), scenario=_SCENARIO)
def test_upper_case_uuid_is_the_same(conversation: Reading) -> None:
    """An Order UUID in capital letters is the same Order UUID.

    Pass: each message succeeds; P and B return the same proposal or Order. Fail: one is refused, or leads to
    another Order.
    """
    found = _accepted(conversation, "uuid", "A UUID in capital letters must be accepted.")
    if conversation.values["call"] == "B":
        _same_items(conversation, found)


@check("generated-payloads.repeats-give-the-same-order", cites=("b-010", "med-012"), scenario=_SCENARIO,
       only={"call": ("B",)})  # fmt: skip
def test_repeats_give_the_same_order(conversation: Reading) -> None:
    """A repeated B returns the same Order, however the repeat is written.

    Pass: the responses to shuffled items, unknown properties, other forms of context, reference and price have the
    same @id for each OrderItem. Fail: one has different ones. Not testable: no repeat succeeded.
    """
    repeats = [sent for sent in messages(conversation) if sent.known["kind"] != "uuid"]
    if repeats and all(_is_another_order(sent) for sent in repeats):
        not_applicable("The booking system compares a repeat as it is written (open reading 6).")
    found = [sent for sent in repeats if sent.exchange.succeeded]
    if not found:
        not_testable("No repeat was accepted", at=plain(conversation))
    _same_items(conversation, found)


def _same_items(conversation: Reading, found: list[Sent]) -> None:
    booked = plain(conversation).answer["orderedItem"]
    expected = sorted(filter(None, (item["@id"].text for item in booked.each())))
    if not expected:
        not_testable("The response to the ordinary message has no @ids of items.", at=booked)
    for sent in found:
        items = sent.exchange.answer["orderedItem"]
        got = sorted(item["@id"].text or "" for item in items.each())
        require(
            got == expected,
            f"The repeat must return the same Order. Sent: {sent.description}.",
            at=items,
            expected=expected,
        )


@check("generated-payloads.shuffled-items-accepted", cites=("mdl-029", "b-010"), scenario=_SCENARIO,
       only={"call": ("P", "B")})  # fmt: skip
def test_shuffled_items_accepted(conversation: Reading) -> None:
    """The order of the items in the list does not matter: position identifies each.

    Pass: a repeat with the items in another order succeeds. Fail: it is refused.
    """
    _accepted(conversation, "shuffled", "Items must be accepted in any order.")


@check("generated-payloads.positions-kept", cites=("mdl-029",), scenario=_SCENARIO, only={"call": ("C1", "C2")})
def test_positions_kept(conversation: Reading) -> None:
    """Positions may have gaps and come in any order, and are echoed as sent.

    Pass: each message succeeds and its response has the same positions. Fail: one is refused, or has different
    ones.
    """
    for sent in _accepted(conversation, "positions", "Positions with gaps must be accepted."):
        items = sent.exchange.answer["orderedItem"]
        got = [item["position"].integer for item in items.each()]
        expected = [item["position"].integer for item in sent.exchange.sent["orderedItem"].each()]
        require(
            sorted(filter(None, got)) == sorted(filter(None, expected)) and len(got) == len(expected),
            "The positions must be those that were sent.",
            at=items,
            expected=expected,
            got=got,
        )


@check("generated-payloads.cancellation-subsets-accepted", cites=("u-004", "med-012"), scenario=_SCENARIO,
       only={"call": ("PATCH",)})  # fmt: skip
def test_cancellation_subsets_accepted(conversation: Reading) -> None:
    """Any subset of the cancelled items can be cancelled again, in any order.

    Pass: each repeat for some of them succeeds. Fail: one is refused.
    """
    _accepted(conversation, "subset", "It must be possible to cancel again what is already cancelled.")


@check("generated-payloads.strange-cancellations-spare-others", cites=("u-003", "med-012"), scenario=_SCENARIO,
       only={"call": ("PATCH",)}, feature="order-status")  # fmt: skip
def test_strange_cancellations_spare_others(conversation: Reading) -> None:
    """Repeated cancellations leave unlisted items alone, however they are written.

    Pass: Order Status then shows exactly one item that is not cancelled. Fail: it shows none, or more. Not
    applicable: nothing may be cancelled (open reading 38).
    """
    messages(conversation)
    status = conversation.success("status afterwards")
    items = status.answer["orderedItem"]
    left = [item for item in items.each() if not (item["orderItemStatus"].text or "").endswith("Cancelled")]
    require(
        len(left) == 1,
        "Exactly the one item that was not listed must remain uncancelled.",
        at=items,
        expected=1,
        got=len(left),
    )
