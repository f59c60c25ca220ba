"""What is remembered of other partners' Orders, and of the people that other Orders are for."""

from booking_conformance.recording.others import Others, addresses_in
from tests.support.makings import an_exchange


def _remembering(*exchanges, kept=10):
    others = Others(kept)
    for exchange in exchanges:
        others.add(exchange)
    return others


def _naming(address, **more):
    sent = f'{{"customer": {{"email": "{address}"}}, "broker": {{"email": "broker@example.com"}}}}'
    return an_exchange(call="C2", sent=sent, **more)


def test_what_a_partner_never_tried_to_create_others_created_alone():
    others = _remembering(an_exchange(call="B", uuid="AB"))
    assert others.alone_created("secondary", "ab")
    assert not others.alone_created("primary", "ab")
    others.add(an_exchange(call="B", uuid="ab", partner="secondary", status=500))
    assert not others.alone_created("secondary", "ab")


def test_what_failed_and_what_was_only_quoted_nobody_created():
    others = _remembering(an_exchange(call="B", uuid="ab", status=500), an_exchange(call="C2", uuid="ab"))
    assert not others.alone_created("secondary", "ab")


def test_others_have_created_something_when_one_of_them_succeeded():
    others = _remembering(an_exchange(call="B"), an_exchange(call="B", partner="secondary", status=500))
    assert others.created_by_others("secondary")
    assert not others.created_by_others("primary")


def test_where_partners_are_known_by_credentials_alone_they_may_be_one():
    others = Others(10, told_apart=False)
    others.add(an_exchange(call="B", uuid="ab", partner="token of a Seller"))
    assert not others.alone_created("token of the partner", "ab")


def test_where_partners_are_known_by_credentials_alone_an_order_has_one_customer():
    others = Others(10, told_apart=False)
    others.add(_naming("one@example.com", uuid="one", partner="earlier token"))
    later = an_exchange(call="B", uuid="one", partner="later token", sent='{"broker": {"email": "b@example.com"}}')
    assert not others.strangers(later, {"one@example.com"})


def test_people_of_other_orders_are_strangers():
    others = _remembering(_naming("One@example.com", uuid="one"))
    said = {"one@example.com", "two@example.com", "seller@example.com", "broker@example.com"}
    assert others.strangers(_naming("two@example.com", uuid="two"), said) == {"one@example.com"}
    assert others.strangers(an_exchange(call="open-feed", uuid=None), said) == {"one@example.com"}


def test_nobody_is_a_stranger_to_the_order_that_named_him_or_that_nothing_is_known_of():
    others = _remembering(_naming("one@example.com", uuid="one"))
    assert not others.strangers(an_exchange(call="order-status", uuid="one"), {"one@example.com"})
    assert not others.strangers(an_exchange(call="order-status", uuid="two"), {"one@example.com"})


def test_a_broker_that_shares_an_address_with_a_customer_is_no_stranger_to_its_own_order():
    others = _remembering(_naming("broker@example.com", uuid="one"))
    assert not others.strangers(_naming("two@example.com", uuid="two"), {"broker@example.com"})


def test_the_oldest_are_forgotten():
    others = _remembering(*(_naming(f"{number}@example.com", uuid=str(number)) for number in range(3)), kept=2)
    assert others.strangers(_naming("x@example.com", uuid="x"), {"0@example.com", "2@example.com"}) == {"2@example.com"}


def test_addresses_are_found_in_any_text():
    assert addresses_in('for "Jo.Doe+x@Example.co.uk", or 3 @ 5') == {"jo.doe+x@example.co.uk"}
