"""What the Orders feed shows of a changed Order, compared with B."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booking_conformance.check import check, each, fail, not_applicable, not_testable, present, require
from booking_conformance.openactive.personal_data import OF_CUSTOMERS, Search
from booking_conformance.recording import show
from booking_conformance.specification import names_of
from booking_conformance.suites.order_cancellation.items import (
    ACCESS,
    CANCELLED,
    CONFIRMED,
    SNAPSHOT,
    items,
    require_same,
    status,
)
from booking_conformance.suites.orders_feed.feed import booked, changed_data

if TYPE_CHECKING:
    from booking_conformance.recording import Document, Exchange, Reading

FEED = "orders-feed"
# What may come up in an Order after B, by what its Seller does.
_NEW = frozenset({"cancellationMessage", "customerNotice", *ACCESS, "additionalProperty", "orderSellerNote"})
# The Order UUID: a response may leave it out, the feed may not (mdl-004).
_OF_ORDER = _NEW | {"identifier"}
_TAXES = ("totalPaymentTax", "unitTaxSpecification")
_NESTED = ("totalPaymentDue", "totalPaymentTax")
_OF_PRICES = {"priceCurrency", "prepayment"}  # not of a price of 0 (mdl-040, pay-017)


@check("orders-feed.has-all-items", cites=("of-016", "of-024", "of-033"), scenario=FEED)
def test_has_all_items(conversation: Reading) -> None:
    """The feed lists every OrderItem of an Order with the @id from B, cancelled or not, and no others.

    Pass: the @ids are those from B. Fail: one is missing or new. Not testable: no change appeared in the feed.
    """
    expected = sorted(items(booked(conversation)))
    data = changed_data(conversation)
    found = sorted(item["@id"].text or "" for item in data["orderedItem"].each())
    require(
        found == expected,
        "The OrderItems are not those from B.",
        at=data["orderedItem"],
        expected=", ".join(expected),
        got=", ".join(found),
        requirement="of-024" if len(found) == len(expected) else ("of-016", "of-033"),
    )


@check("orders-feed.states-excluded-tax", cites=("of-025",), scenario="reseller-broker", feature="reseller-broker")
def test_states_excluded_tax(conversation: Reading) -> None:
    """The feed states that tax is excluded of an Order of which B did.

    Pass: taxCalculationExcluded is true. Fail: it is missing, or has another value. Not applicable: B did not state it,
    or all items are cancelled. Not testable: B failed, or no change appeared in the feed.
    """
    order = booked(conversation, "")
    if not order["taxCalculationExcluded"].boolean:
        not_applicable("B did not state that tax is excluded.")
    data = changed_data(conversation, "feed")
    if all(status(item) in CANCELLED for item in items(data).values()):
        not_applicable("All items are cancelled.")
    place, message = data["taxCalculationExcluded"], "The feed must state that tax is excluded."
    require(place.boolean is True, message, at=place or data, expected="true")


@check("orders-feed.has-status-of-items", cites=("of-017", "of-009"), scenario=FEED)
def test_has_status_of_items(conversation: Reading) -> None:
    """The feed gives the current orderItemStatus of every OrderItem, changed or not.

    Pass: the unchanged item is OrderItemConfirmed, and every item has a status. Fail: one does not.
    Not testable: no change appeared in the feed, or its Seller cancelled all items.
    """
    data = changed_data(conversation)
    found = items(data)
    confirmed = names_of(conversation.profile).own(CONFIRMED)
    touched = conversation.step("changed first change")
    listed = {place["@id"].text for place in touched.sent["orderedItem"].each()} if touched.succeeded else set()
    for identifier, item in found.items():
        shown = item["orderItemStatus"]
        present(shown, "An OrderItem has no orderItemStatus.", requirement="of-017")
        if listed and identifier not in listed:
            message = "An unchanged item has a different status."
            require(status(item) == confirmed, message, at=shown, expected=confirmed, requirement="of-009")
    if not found:
        not_testable("The feed contains no OrderItems, which another check reports.")


@check("orders-feed.has-access-data", cites=("of-017",), scenario=FEED)
def test_has_access_data(conversation: Reading) -> None:
    """The feed repeats the access data and additionalProperty of every confirmed OrderItem.

    Pass: what B returned is there, and the access data are unchanged; additionalProperty may change. Fail: some is
    missing, or access data are different. Not testable: no change appeared in the feed.
    """
    before = items(booked(conversation))
    found = items(changed_data(conversation))
    message = "{name} differs from B, so a Broker must assume that it was removed or changed."
    own = names_of(conversation.profile).own(CONFIRMED)
    confirmed = [i for i, item in found.items() if status(item) == own and i in before]
    judged = sum(require_same(before[i], found[i], ACCESS, message) for i in confirmed)
    judged += sum(_keeps_additional_property(before[i], found[i]) for i in confirmed)
    if not judged:
        not_applicable("No confirmed OrderItem had access data in B.")


def _keeps_additional_property(before: Document, found: Document) -> bool:
    """Return whether B had additionalProperty; its values may change without anybody's asking (notif-016)."""
    if before["additionalProperty"]:
        message = "additionalProperty is missing, so a Broker must assume that it was removed."
        present(found["additionalProperty"], message)
    return bool(before["additionalProperty"])


@check("orders-feed.is-subset-of-b", cites=("of-012",), scenario=FEED)
def test_is_subset_of_b(conversation: Reading) -> None:
    """The feed contains nothing about an Order that B did not return.

    Pass: B has every property of the Order, of its items, and of the amounts in both that the feed has; notices,
    messages and access data may be added later, B need not state the identifier, taxes of 0 say no more than none
    (open reading 12), and namespaced properties are ignored. Fail: the feed has another property. Not testable: no
    change appeared in the feed.
    """
    data, order = changed_data(conversation), booked(conversation)
    _known(data, order, _OF_ORDER)
    before = items(order)
    shared = [(item, before[identifier]) for identifier, item in items(data).items() if identifier in before]
    if not shared:
        not_testable("The Orders feed and B have no OrderItem in common.", at=data["orderedItem"])
    pairs = [(data[name], order[name]) for name in _NESTED]
    for item, earlier in shared:
        _known(item, earlier, _NEW)
        pairs += [(item[name], earlier[name]) for name in SNAPSHOT]
    for place, earlier in pairs:
        added = sorted(filter(_is_of_model, _names(place) - _names(earlier))) if place and earlier else []
        require(not added, f"The feed has {', '.join(added)}, which B did not return.", at=place, expected="nothing")


def _known(place: Document, before: Document, new: frozenset[str]) -> None:
    for name, child in place.properties():
        if _is_of_model(name) and name not in new:
            known = bool(before[name]) or (name in _TAXES and _is_no_tax(child))
            require(known, f"The feed contains {name}, which B did not return.", at=child, expected="nothing")


def _is_of_model(name: str) -> bool:
    return ":" not in name and name != "@context"


def _is_no_tax(taxes: Document) -> bool:
    """Return whether these are taxes of nothing, which say no more than none (open reading 12)."""
    return bool(taxes.each()) and _is_free(taxes)


@check("orders-feed.repeats-nested-properties", cites=("of-026", "of-030"), scenario=FEED)
def test_repeats_nested_properties(conversation: Reading) -> None:
    """An object that the feed includes has all the properties that it had in B.

    Pass: totalPaymentDue, totalPaymentTax, acceptedOffer and unitTaxSpecification, where the feed has them, lack
    nothing that B returned; a price of 0 needs no currency and no prepayment. Fail: one does. Not testable: no change
    appeared in the feed. Not applicable: the feed contains none of them.
    """
    data, order = changed_data(conversation), booked(conversation)
    pairs = [(data[name], order[name]) for name in _NESTED]
    before = items(order)
    pairs += [(item[n], before[i][n]) for i, item in items(data).items() if i in before for n in SNAPSHOT]
    shared = ((place, earlier) for place, earlier in pairs if place and earlier)
    for place, earlier in each(shared, "The feed contains no object that B returned."):
        rows = ("of-030", "of-026") if place.pointer.endswith("/acceptedOffer") else "of-026"
        for name in sorted(_names(earlier) - _names(place) - (_OF_PRICES if _is_free(place) else set())):
            fail(f"{name} is missing, although B returned it.", at=place, expected=name, requirement=rows)


def _is_free(place: Document) -> bool:
    return all(member["price"].decimal == 0 for member in place.each() or [place])


def _names(place: Document) -> set[str]:
    members = place.each() or [place]
    return {name for member in members for name, _ in member.properties() if name != "openBookingPrepayment"}


@check("orders-feed.no-personal-data", cites=("of-027", "priv-008"), scenario=FEED)
def test_no_personal_data(conversation: Reading) -> None:
    """No trace of the customer's personal data is found in the Orders feed.

    Pass: no page of the Orders feed read in this run contains name, e-mail, telephone or identifier of the changed
    Order's customer, as they are, in lower case, percent-, base64- or JSON-escaped. Fail: one does. Not testable: no
    change appeared in the feed.
    """
    booked(conversation)
    changed_data(conversation)
    customer = conversation.fact("customer")
    values = {name: str(customer[name]) for name in OF_CUSTOMERS if customer.get(name)}
    if not values:
        not_applicable("No customer was given.")
    search, pages = Search(values), (page for page in conversation.everything if page.call == "orders-feed")
    for trace in search.traces(pages):
        at, message = _place_of(trace.exchange, search), "The Orders feed contains personal data of the customer."
        fail(message, at=at, expected="nothing", got=f"{trace.name} ({trace.writing})")


def _place_of(page: Exchange, search: Search) -> Document | Exchange:
    return next((place for place in page.answer.walk() if search.in_text(place.text or "")), page)


@check("orders-feed.total-falls", cites=("of-013", "of-031"), scenario=FEED)
def test_total_falls(conversation: Reading) -> None:
    """Every state of an Order in the feed has a totalPaymentDue, which never increases.

    Pass: from B to the first and second change, the total stays or falls. Fail: it rises, or is missing from the
    feed. Not testable: no change appeared in the feed.
    """
    last = booked(conversation)["totalPaymentDue"]["price"]
    for name in ("changed first change in feed", "changed second change in feed"):
        if name.endswith("second change in feed") and not any(
            o.name == name and o.seen for o in conversation.observations
        ):
            continue
        due = changed_data(conversation, name)["totalPaymentDue"]["price"]
        present(due, "totalPaymentDue has no price in the Orders feed.", requirement="of-013")
        if last.decimal is None or due.decimal is None:
            not_testable("A total cannot be read.", at=due)
        most = f"at most {last.decimal}"
        require(due.decimal <= last.decimal, "The total has increased.", at=due, expected=most, requirement="of-031")
        last = due


@check("orders-feed.has-item-trio", cites=("of-018",), scenario=FEED, feature="replacement")
def test_item_trio(conversation: Reading) -> None:
    """Where a Seller can replace opportunities, the feed includes offer, tax and opportunity of every OrderItem.

    Pass: each item of a changed Order has `acceptedOffer` and `orderedItem`, and `unitTaxSpecification` if B returned
    it. Fail: one is missing. Not testable: the change did not appear in the feed.
    """
    before = items(booked(conversation))
    for identifier, item in each(items(changed_data(conversation)).items(), "The feed shows no OrderItem."):
        taxed = identifier in before and before[identifier]["unitTaxSpecification"].each()
        for name in ("acceptedOffer", "orderedItem", *(["unitTaxSpecification"] if taxed else [])):
            present(item[name], f"The Orders feed must include the {name} of the item.")


@check("orders-feed.agrees-with-order-status", cites=("of-009",), scenario=FEED, feature="order-status")
def test_agrees_with_order_status(conversation: Reading) -> None:
    """The feed shows an Order as Order Status does.

    Pass: after the last change, status, access data and total are the same in both. Fail: one differs.
    Not testable: the last change did not appear in the feed.
    """
    data = changed_data(conversation, "changed second change in feed")
    order = conversation.success("changed status at the end").answer
    now = items(order)
    shared = [(item, now[identifier]) for identifier, item in items(data).items() if identifier in now]
    if not shared:
        not_testable("The Orders feed and Order Status have no OrderItem in common.", at=data["orderedItem"])
    for here, there in shared:
        _same_item(here, there)
    due, said = data["totalPaymentDue"]["price"], order["totalPaymentDue"]["price"]
    if said.decimal is None:
        not_testable("The total that Order Status returned cannot be read.", at=said)
    message = "Order Status returned a different total."
    require(due.decimal == said.decimal, message, at=due, expected=show(said.value))


def _same_item(here: Document, there: Document) -> None:
    expected = status(there)
    if not expected:
        not_testable("Order Status returned an item without orderItemStatus.", at=there)
    message = "Order Status returned a different status for the item."
    require(status(here) == expected, message, at=here["orderItemStatus"], expected=expected)
    require_same(here, there, ACCESS, "Order Status returned a different {name} than the feed.")
    require_same(there, here, ACCESS, "The feed shows a different {name} than Order Status.")
