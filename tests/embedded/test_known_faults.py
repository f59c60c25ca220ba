"""Faults and variants are known by id, and a mistyped one gets a suggestion."""

import pytest

from booking_conformance.embedded.forked import forked_system
from booking_conformance.embedded.known_faults import known_faults, known_variants, refuse_unknown_defects
from booking_conformance.errors import UsageError


def test_ids_are_distinct():
    assert len(set(known_faults())) == len(known_faults()) > 400
    assert len(set(known_variants())) == len(known_variants()) > 50


@pytest.mark.parametrize(("faults", "variants"), [(["b-ignores-totl"], []), ([], ["prices-as-txt"])])
def test_a_mistyped_id_gets_a_suggestion(faults, variants):
    with pytest.raises(UsageError) as raised:
        refuse_unknown_defects(faults, variants)
    assert "Did you mean" in raised.value.hint


def test_for_an_id_like_no_other_it_is_said_where_they_are_listed():
    with pytest.raises(UsageError) as raised:
        refuse_unknown_defects(["zzz"], [])
    assert "serve --list" in raised.value.hint


def test_a_forked_system_says_where_it_is():
    with forked_system() as data:
        assert data["target"]["dataset_site"].startswith("http://127.0.0.1:")
