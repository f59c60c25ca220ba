"""A baseline is looked at before anything is sent."""

import pytest

from booking_conformance.check.planning.known_failures import read_known_failures
from booking_conformance.check.renames import renamed
from booking_conformance.errors import UsageError


def test_ids_of_every_version_count(tmp_path):
    old, new = next(iter(renamed().items()))
    (tmp_path / "known.txt").write_text(f"{old}\nb.takes-capacity\n", encoding="utf-8")
    assert read_known_failures(tmp_path / "known.txt") == {new, "b.takes-capacity"}


def test_every_id_of_no_check_is_named_at_once(tmp_path):
    (tmp_path / "known.txt").write_text("b.take-capacity\nnothing-like-it\nb.succeeds\n", encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        read_known_failures(tmp_path / "known.txt")
    assert 'did you mean "b.takes-capacity"?' in raised.value.message
    assert "nothing-like-it is in the baseline" in raised.value.message
    assert "b.succeeds" not in raised.value.message


def test_without_a_file_nothing_is_known():
    assert read_known_failures(None) == frozenset()
