"""What a recorder masked is nobody's: neither that it is no address nor that it is not what was sent."""

import pytest

from booking_conformance.audit.masks import Unmasker
from tests.support import hars
from tests.support.auditing import audited
from tests.support.documents import BASE, DOCUMENTS, UUID
from tests.support.makings import an_exchange

CUSTOMER = {"@type": "Person", "email": "ada@example.com", "givenName": "Ada"}
ATTENDEES = "messages.attendee-as-supplied"


def booked(sent, got, items_sent=(), items_got=()):
    """Return the traffic of a C2 with these customers, and these attendees by position."""
    asked, answer = DOCUMENTS["c2-request"], {**DOCUMENTS["order-quote"], "customer": got}
    asked = {**asked, "customer": sent, "orderedItem": _with(asked, items_sent)}
    answer["orderedItem"] = _with(answer, items_got)
    return hars.entry("PUT", f"{BASE}/order-quotes/{UUID}", 200, answer, asked)


def _with(order, attendees):
    (item,) = order["orderedItem"]
    named = [{"position": at, "attendee": {"@type": "Person", "givenName": name}} for at, name in attendees]
    return [{**item, **each} for each in named or [{}]]


def masked(mask):
    return {**CUSTOMER, "email": mask, "givenName": mask}


def places_blamed(auditor):
    tallies = (tally for tallies in auditor.tallies.values() for tally in tallies)
    found = [evidence for tally in tallies for evidence in tally.instance().evidence]
    return {evidence.pointer for evidence in found if (evidence.pointer or "").startswith("/customer")}


@pytest.mark.parametrize(
    "mask",
    [
        "***",
        "xxxxx",
        "xxx@xxxxx.xxx",
        "[REDACTED]",
        "a****@e******.com",
        "•••••",
        "<masked>",
        "Redacted",
        "####",
        "{{Hidden}}",
    ],
)
@pytest.mark.parametrize("sides", [(True, True), (True, False), (False, True)])
def test_a_masked_value_is_not_judged(tmp_path, mask, sides):
    sent, got = (masked(mask) if side else CUSTOMER for side in sides)
    assert places_blamed(audited(hars.written(tmp_path / "x.har", [booked(sent, got)]))) == set()


def test_what_stands_beside_a_mask_is(tmp_path):
    entry = booked(masked("***"), {**masked("***"), "telephone": "1"})
    assert places_blamed(audited(hars.written(tmp_path / "x.har", [entry]))) == {"/customer/telephone"}


@pytest.mark.parametrize("mail", ["", "x", "maxx", "hidden"])
def test_what_is_no_mask_stays_the_answer_of_the_server(tmp_path, mail):
    entry = booked(CUSTOMER, {**CUSTOMER, "email": mail})
    assert "/customer/email" in places_blamed(audited(hars.written(tmp_path / "x.har", [entry])))


def test_the_items_are_told_apart_by_their_position(tmp_path):
    sent = [(0, "Ada"), (1, "Bob")]
    masks, swapped = [(1, "***"), (0, "***")], [(1, "Ada"), (0, "Bob")]
    for got, blamed in ((masks, False), (swapped, True)):
        entry = booked(CUSTOMER, CUSTOMER, sent, got)
        assert (ATTENDEES in audited(hars.written(tmp_path / "x.har", [entry])).broken()) is blamed


def _named(name, **more):
    return an_exchange(call="B", sent=f'{{"customer": {{"givenName": "{name}"}}}}', **more)


def test_what_an_order_was_made_with_is_known_afterwards_of_it_alone():
    masks, body = Unmasker(), '{"customer": {"givenName": "***"}}'
    masks.unmask(_named("Ada", uuid="one"))
    seen = [masks.unmask(an_exchange(call="order-status", sent=None, body=body, uuid=uuid)) for uuid in ("one", "two")]
    assert [exchange.answer["customer"]["givenName"].text for exchange in seen] == ["Ada", "«masked»"]


def test_amounts_beside_a_mask_keep_their_digits():
    unmasked = Unmasker().unmask(an_exchange(body='{"email": "***", "price": 12.50}')).response.body
    assert '"price": 12.50' in unmasked


def test_what_has_no_mask_is_left_as_it_is():
    exchange = _named("Ada", body='{"customer": {"givenName": "Ada" }}')
    assert Unmasker().unmask(exchange) is exchange


@pytest.mark.parametrize("order", [("***", "Ada", "Ada"), ("Ada", "***", "Ada"), ("***", "Ada", "***")])
def test_what_an_order_hid_once_stays_as_it_was_known_then(order):
    masks = Unmasker()
    seen = [masks.unmask(_named(name, body=None)) for name in order]
    assert len({exchange.sent["customer"]["givenName"].text for exchange in seen}) == 1


def test_a_masked_identifier_is_the_one_that_its_address_ends_with():
    body = '{"@id": "https://a.example/orders/one", "identifier": "***", "seller": {"identifier": "***"}}'
    found = Unmasker().unmask(an_exchange(call="order-status", sent=None, body=body)).answer
    assert (found["identifier"].text, found["seller"]["identifier"].text) == ("one", "«masked»")
