"""Identifiers of nothing keep the form of those they are made from."""

import re

import pytest

from booking_conformance.fixtures.scenarios.errors.errors_in_items import unknown_id

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
KEPT = "0c0e5a6e-9b1c-4f0e-8a53-111111111111"


@pytest.mark.parametrize(
    ("identifier", "form"),
    [
        ("https://b.example/sessions/12/events/345", r"https://b\.example/sessions/12/events/2000000011"),
        ("https://b.example/sessions/12#/offers/0", r"https://b\.example/sessions/2000000011#/offers/0"),
        (f"https://b.example/{KEPT}/events/{KEPT}", rf"https://b\.example/{KEPT}/events/{UUID}"),
        ("https://b.example/events/{KEPT}/7/x", r"https://b\.example/events/\{KEPT\}/2000000011/x"),
        ("https://b.example:8443/things#session-345", r"https://b\.example:8443/things#session-2000000011"),
        ("https://b1.example/?type=session&id=345", r"https://b1\.example/\?type=session&id=2000000011"),
        ("https://b1.example/swim", r"https://b1\.example/swim-conformance-test-unknown"),
        ("urn:events:swim", "urn:events:swim-conformance-test-unknown"),
    ],
)
def test_form_is_kept(identifier: str, form: str) -> None:
    """Only the last UUID or number changes, in the fragment only where there is none before it."""
    made = unknown_id(identifier)
    assert made != identifier
    assert re.fullmatch(form, made)
