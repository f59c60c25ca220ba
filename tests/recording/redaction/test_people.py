"""The texts of people are replaced where they stand in a message; the rest of it stays as it was written."""

import json

import pytest

from booking_conformance.recording.redaction.people import names_people, with_people_as


def hidden(body):
    return with_people_as(body, lambda text: f"«{text[:1]}»")


def test_all_but_the_people_stays_as_it_was_written():
    body = '{ "price":10.00,"customer" : {"@type":"Person","email":"ada@example.com"},\n "name":"Ada" }'
    assert hidden(body) == '{ "price":10.00,"customer" : {"@type": "Person", "email": "«a»"},\n "name":"Ada" }'


def test_who_is_to_stay_stays_as_written():
    body = '{"customer":{"email":"ada@example.com"},"attendee":{"email":"ben@example.com"}}'
    told = {"ada@example.com": "ada@example.com"}
    assert with_people_as(body, lambda text: told.get(text, "?")) == (
        '{"customer":{"email":"ada@example.com"},"attendee":{"email": "?"}}'
    )


@pytest.mark.parametrize(
    "body",
    [
        '{"orderedItem": [{"accessPass": [{"text": "secret"}]}, {"accessCode": [{"description": "secret"}]}]}',
        '{"customer": {"customer": {"email": "secret"}}}',
        '{"customer": {"email": "secret"}, "customer": {"email": "secret"}}',
        '{"accessCode": "secret"}',
        r'{"\u0063ustomer": {"email": "secret"}, "attendee": {"email": "secret"}}',
        '{"name": "\\"customer\\": 1", "customer": {"email": "secret"}}',
        '{"name": "customer", "of": "customer", "customer": {"email": "secret"}}',
    ],
)
def test_people_are_found_wherever_they_stand(body):
    assert names_people(body)
    assert "secret" not in hidden(body)
    assert json.loads(hidden(body)).keys() == json.loads(body).keys()


@pytest.mark.parametrize("body", ["", "customer", '{"of": "customer"}', '["customer"]', r'{"name": "\"customer\": 1"}'])
def test_where_nobody_is_named_nothing_changes(body):
    assert hidden(body) == body


@pytest.mark.parametrize("body", ['{"customer": ', '{"customer": {"email": "ada', '"customer": ' + "[" * 100_000])
def test_what_breaks_off_is_returned_as_it_is(body):
    assert hidden(body) == body


def test_a_long_text_of_names_is_read_once():
    body = '{"customer": ' * 200_000
    assert hidden(body) == body
