"""Supplied data is echoed as it was supplied, and nothing else is."""

from collections.abc import Callable

from booking_conformance.check import check, verify
from booking_conformance.check.comparison import difference
from booking_conformance.check.verify import Rows
from booking_conformance.openactive.answers import Kind, by_position, is_proper, kind_of, orders_in, original_request
from booking_conformance.recording import Document, Exchange, History, show

_STEPS = ("C1", "C2", "P", "B")
_WITH_CUSTOMER = ("C2", "P", "B", "order-status")
_BROKER = (
    *("@type", "name", "legalName", "description", "email", "url", "logo", "identifier"),
    *("telephone", "address", "termsOfService"),
)
# What the specification defines of whoever is echoed whole.
_DEFINED = {*_BROKER, "@id", "givenName", "familyName", "jobTitle", "vatID", "sameAs", "emergencyContact"}
_NO_BROKER = "https://openactive.io/NoBroker"
_PAYMENT = ("@type", "identifier")
_OPTIONAL = ("/givenName", "/familyName", "/telephone", "/email")
_MISSING_CUSTOMER = {"C2": ("mdl-007", "c2-006"), "P": ("mdl-007",), "B": ("mdl-007",)}
_PEOPLE = frozenset({"customer", "attendee"})
_RESERVED_HOST = "https://example.com/"


@check("messages.reflects-broker", cites=("c1-008", "b-014", "p-014", "brk-002"), calls=_STEPS)
def test_reflects_broker(exchange: Exchange, history: History) -> None:
    """The response echoes brokerRole and broker as they were sent.

    Pass: the role and each property of the broker that the specification defines are as they were sent (for B after
    approval, as sent to P). Fail: one is missing or differs. Deliberately wrong requests are not judged.
    """
    sent = _request_of(exchange, history)
    got = exchange.answer
    _came_back(sent, got, ("brokerRole",))
    if sent["broker"] and sent["brokerRole"].text != _NO_BROKER:
        _came_back(sent["broker"], got["broker"], _BROKER)


@check("messages.reflects-payment", cites=("b-014", "p-014", "pay-022", "mdl-013", "pay-007"), calls=("P", "B"),
       feature="paid")  # fmt: skip
def test_reflects_payment(exchange: Exchange, history: History) -> None:
    """The response echoes the payment as it was sent.

    Pass: `payment` has the @type and the identifier of the request. Fail: it is missing or differs. A system may
    omit further properties of a payment that it does not know. What is repeated with another payment is not judged:
    which of the two it is then paid with is left open (open reading 6).
    """
    _request_of(exchange, history)
    if not exchange.sent["payment"] or kind_of(exchange) is not Kind.SUCCESS:
        verify.not_applicable("No payment was supplied.")
    sent, got = exchange.sent["payment"], exchange.answer["payment"]
    before = history.last_success(exchange, exchange.call)
    if before is not None and before.sent["payment"].plain() != sent.plain():
        verify.not_applicable("It was paid in another way before.")
    verify.present(got, "The response has no payment.", requirement="mdl-013")
    _came_back(sent, got, _PAYMENT, ("pay-022", "pay-007", "p-014" if exchange.call == "P" else "b-014"))


@check("messages.customer-as-supplied", cites=("priv-001", "priv-002", "mdl-007", "c2-006", "det-001", "p-034"),
       calls=_WITH_CUSTOMER, examples=("booking[approval]", "other-content", "organization-customer"))  # fmt: skip
def test_customer_as_supplied(exchange: Exchange, history: History) -> None:
    """The response echoes the customer exactly: nothing omitted, altered or added.

    Pass: `customer` equals that of the request (after approval that sent to P; at Order Status that of the Order).
    Fail: it is missing or differs anywhere, or is there though none was supplied. Properties that are namespaced, or
    that the specification does not define, may be left out.
    """
    sent = _request_of(exchange, history)
    got = exchange.answer["customer"]
    if sent["orderedItem"] and not sent["customer"]:
        verify.absent(got, "No customer was supplied for this Order.", requirement="priv-001")
    if not sent["customer"] or exchange.answer.type == "OrderQuote" != exchange.sent.type:
        verify.not_applicable("No customer was supplied for this Order.")
    if not got and exchange.call in _MISSING_CUSTOMER:
        verify.fail("The response has no customer.", at=got, requirement=_MISSING_CUSTOMER[exchange.call])
    _exactly(sent["customer"], got, lambda place: _rows_of_customer(exchange, sent["customer"], place))


def _rows_of_customer(exchange: Exchange, sent: Document, place: Document) -> tuple[str, ...]:
    """Return the rows that are broken where a customer came back otherwise at a place in it."""
    found = ["priv-002" if sent.type == "Organization" else "priv-001"]
    if exchange.call != "order-status" and place.pointer.endswith(_OPTIONAL):
        found.append("det-001")
    if exchange.sent["orderProposalVersion"]:
        found.append("p-034")
    return tuple(found)


@check("messages.attendee-as-supplied", cites=("priv-001", "det-011", "c2-006"), calls=("C2", "P", "B"),
       feature="attendee-details")  # fmt: skip
def test_attendee_as_supplied(exchange: Exchange, history: History) -> None:
    """The response echoes the attendee of an OrderItem exactly.

    Pass: `attendee` equals that of the request at the position. Fail: it is missing or differs, or an item has one for
    which none was supplied.
    """
    missing = ("c2-006",) if exchange.call == "C2" else ()
    _items_came_back(exchange, history, "attendee", ("priv-001", "det-011"), missing)


@check("messages.intake-form-response-as-supplied", cites=("c2-006", "c1-008", "p-014", "b-014"),
       calls=("C2", "P", "B"), feature="additional-details")  # fmt: skip
def test_intake_form_response_as_supplied(exchange: Exchange, history: History) -> None:
    """The response echoes the responses to the intake form.

    Pass: `orderItemIntakeFormResponse` equals that of the request at the position. Fail: it is missing or differs, or
    an item has one for which none was supplied.
    """
    _items_came_back(exchange, history, "orderItemIntakeFormResponse")


@check("messages.extensions-not-echoed", cites=("c1-009", "b-015"), calls=_STEPS, examples=("unknown-properties",))
def test_extensions_not_echoed(exchange: Exchange, history: History) -> None:
    """Properties from a namespace that the booking system cannot know are not echoed.

    Pass: none of those sent under a namespace at example.com is in the response. Fail: one is. Namespaces that the
    system may support are not judged, nor are customers and attendees, who are echoed exactly as they were supplied.
    """
    prefixes = _invented_prefixes(exchange.sent["@context"])
    objects = exchange.sent.objects() if prefixes else ()
    names = {name for place in objects for name, _ in place.properties()}
    probes = {name for name in names if name.partition(":")[0] in prefixes}
    if not probes or not any(order.properties() for order in orders_in(exchange)):
        verify.not_applicable("The request has no property of an invented namespace, or the response no Order.")
    for name in sorted(probes):
        for place in exchange.answer.named(name, _PEOPLE):
            verify.absent(place, "The response echoes a property that no system can know.")


def _invented_prefixes(context: Document) -> set[str]:
    places = [context, *context.each()]
    rows = [row for place in places for row in place.properties()]
    return {prefix for prefix, url in rows if (url.text or "").startswith(_RESERVED_HOST)}


def _request_of(exchange: Exchange, history: History) -> Document:
    tolerated = kind_of(exchange) is Kind.ITEM_ERRORS and exchange.call in {"P", "B"}
    if not orders_in(exchange) or tolerated or not is_proper(exchange):
        verify.not_applicable("The request was not valid, or there was no response.")
    return original_request(exchange, history)


def _came_back(sent: Document, got: Document, names: tuple[str, ...], rows: Rows = ()) -> None:
    for name in names:
        if sent[name]:
            _exactly(sent[name], got[name], _always(rows))


def _always(rows: Rows) -> Callable[[Document], Rows]:
    return lambda _: rows


def _undefined(sent: Document, got: Document) -> set[str]:
    """Return the properties of a person or an organization that no specification defines and that did not come back."""
    names = (name for name, _ in sent.properties() if sent.type in {"Person", "Organization"})
    return {name for name in names if name not in _DEFINED and not got[name]}


def _exactly(sent: Document, got: Document, rows: Callable[[Document], Rows]) -> None:
    """Fail where something came back otherwise; ``rows`` says which rows that breaks at a place."""
    found = difference(sent, got, _undefined(sent, got), as_written=True)
    if found is not None:
        supplied, returned = found
        message, expected = "The response does not echo what was supplied.", show(supplied.value)
        verify.fail(message, at=returned, expected=expected, got=show(returned.value), requirement=rows(returned))


def _items_came_back(exchange: Exchange, history: History, name: str, rows: Rows = (), missing: Rows = ()) -> None:
    """Fail where a property of an item came back otherwise, unasked or not at all; the latter breaks ``missing``."""
    sent, got = by_position(_request_of(exchange, history)), by_position(exchange.answer)
    for position in (position for position in got if position in sent and not sent[position][name]):
        verify.absent(got[position][name], f"No {name} was supplied for this item.", requirement=rows)
    supplied = [position for position in sent if sent[position][name] and position in got]
    if not supplied:
        verify.not_applicable(f"No item was sent with {name}, or none was returned at its position.")
    for position in supplied:
        place = got[position][name]
        _exactly(sent[position][name], place, _always(rows if place else missing or rows))
