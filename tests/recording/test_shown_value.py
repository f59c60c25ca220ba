"""Evidence shows a long value by the names of all that it has."""

from booking_conformance.recording.shown_value import show


def test_long_values_are_shortened():
    assert len(show("x" * 5_000)) < 400


def test_a_long_object_or_list_shows_all_its_members_before_what_they_contain():
    offer = {"@type": "Offer", "price": 5}
    item = {"@id": "https://example.org/" + "x" * 300, "acceptedOffer": offer, "orderedItem": [1], "position": 7}
    shown = show(item)
    assert shown.startswith('{"@id": "https://example.org/xxx')
    assert shown.endswith('…", "acceptedOffer": {"Offer", …}, "orderedItem": [1 item], "position": 7}')
    assert show([offer, "x" * 400, {}, []]).startswith('[{"Offer", …}, "xxx')
