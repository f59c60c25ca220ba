"""Whose an Order is, where a recording shows no credentials."""

import pytest

from booking_conformance.audit.partners import Partners
from tests.support import hars
from tests.support.auditing import audited
from tests.support.documents import BASE, DOCUMENTS, UUID
from tests.support.makings import an_exchange

URL = f"{BASE}/orders/{UUID}"
ECHO, DELETED = "messages.customer-as-supplied", "order-deletion.stays-deleted"
ONE, OTHER = ({"@type": "Person", "email": f"{name}@example.com"} for name in ("ada", "bob"))


def booked(customer):
    return hars.entry("PUT", URL, 201, *({**DOCUMENTS[it], "customer": customer} for it in ("order", "b-request")))


def seen(customer):
    return hars.entry("GET", URL, 200, {**DOCUMENTS["order"], "customer": customer})


DELETION = hars.entry("DELETE", URL, 204)


def broken(tmp_path, *entries, credentials=()):
    for second, (entry, credential) in enumerate(zip(entries, credentials or [""] * len(entries), strict=True)):
        headers = [{"name": "Content-Type", "value": hars.MEDIA_TYPE}]
        entry["request"]["headers"] = [*headers, *([{"name": "X-Api-Key", "value": credential}] if credential else [])]
        entry["startedDateTime"] = f"2026-03-02T09:15:{second:02}Z"
    return audited(hars.written(tmp_path / "x.har", entries)).broken()


def test_two_partners_may_book_under_one_uuid(tmp_path):
    found = broken(tmp_path, booked(ONE), booked(OTHER), seen(ONE), seen(OTHER), DELETION, seen(OTHER))
    assert not {ECHO, DELETED} & set(found)


def test_all_is_one_partners_until_then(tmp_path):
    found = broken(tmp_path, booked(ONE), seen(OTHER), DELETION, seen(OTHER))
    assert {ECHO, DELETED} <= set(found)


@pytest.mark.parametrize("hidden", ["[REDACTED]", "Bearer ***", "«secret:X-Api-Key»"])
def test_credentials_that_are_hidden_alike_tell_nothing(tmp_path, hidden):
    entries = booked(ONE), booked(OTHER), seen(ONE), seen(OTHER), DELETION, seen(OTHER)
    assert not {ECHO, DELETED} & set(broken(tmp_path, *entries, credentials=[hidden] * len(entries)))


@pytest.mark.parametrize("credentials", [("secret-one",) * 3, ("secret-one", "secret-two", "secret-one")])
def test_credentials_tell_partners_apart(tmp_path, credentials):
    found = broken(tmp_path, booked(ONE), booked(OTHER), seen(OTHER), credentials=credentials)
    assert found[ECHO] == 1


def test_where_there_are_no_credentials_all_is_one_partners_until_two_book_under_one_uuid():
    partners = Partners()
    first, second = (
        an_exchange(call="B", uuid="one", sent=f'{{"orderedItem": [{{"position": {place}}}]}}') for place in (0, 1)
    )
    assert [partners.name(each) for each in (first, an_exchange(uuid="two"), first)] == ["", "", ""]
    strangers = [partners.name(each) for each in (second, first, an_exchange(uuid="one"))]
    assert len(set(strangers)) == len(strangers)
    assert "" not in strangers
