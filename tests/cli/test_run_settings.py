"""Flags become settings only where they were given."""

import pytest

from booking_conformance.cli.run_settings import overrides_of, resumed, selected_checks
from booking_conformance.errors import UsageError
from booking_conformance.runner.run import RunOptions

GIVEN = dict.fromkeys(("allow_bookings", "concurrency", "rate", "profile", "scope", "seed", "effort"))


def test_what_no_flag_was_given_for_is_left_to_the_configuration():
    assert overrides_of(None, **GIVEN) == {}


def test_what_was_given_is_nested_as_in_the_configuration():
    given = {**GIVEN, "rate": 2.0, "scope": "read", "allow_bookings": ("a.example",)}
    assert overrides_of("https://t.example", **given) == {
        "target": {"dataset_site": "https://t.example"},
        "limits": {"rate": 2.0},
        "network": {"allow_bookings": ["a.example"]},
        "scope": "read",
    }


def test_a_selection_is_refused_before_anything_is_sent(tmp_path):
    assert selected_checks(("c1",), None, tmp_path) == (("c1",), frozenset())
    with pytest.raises(UsageError, match="matches no check"):
        selected_checks(("no-such-check",), None, tmp_path)
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        selected_checks(("c1",), None, tmp_path)


def test_where_nothing_was_cut_off_nothing_is_resumed(tmp_path):
    with pytest.raises(UsageError, match="holds no run that was cut off"):
        resumed(tmp_path, RunOptions(report=tmp_path), {})
