import pytest

from booking_conformance.errors import UsageError
from booking_conformance.results.baseline import read_baseline, with_known_failures, write_baseline
from booking_conformance.results.verdict import Scope
from tests.support.results import check, result


def test_comments_and_empty_lines_are_no_entries(tmp_path):
    file = tmp_path / "baseline.txt"
    file.write_text("# known\nc1.omits-customer   # ticket 12\n\n  b.atomic\r\n")
    assert read_baseline(file) == {"c1.omits-customer", "b.atomic"}


def test_a_missing_file_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_baseline(tmp_path / "nowhere")


FOUND = result(check("b", "not-testable"), check("a", "fail"), check("c", "pass"), check("d", "warn"))


def test_what_is_written_is_read_again_and_names_what_fails(tmp_path):
    write_baseline(FOUND, tmp_path / "known.txt")
    assert read_baseline(tmp_path / "known.txt") == {"a", "b"}
    assert "a  # fail: a reason" in (tmp_path / "known.txt").read_text(encoding="utf-8")


def test_what_the_scope_does_not_grant_is_no_failure(tmp_path):
    write_baseline(result(check("a", "fail", scope=Scope.FULL), scope=Scope.READ), tmp_path / "known.txt")
    assert read_baseline(tmp_path / "known.txt") == frozenset()


def test_a_file_that_cannot_be_written_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        write_baseline(FOUND, tmp_path / "nowhere" / "known.txt")


def test_only_what_fails_is_a_known_failure():
    assert with_known_failures(FOUND, {"a", "c", "x"}).run.known_failures == ("a",)
