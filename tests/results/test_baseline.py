import pytest

from booking_conformance.errors import UsageError
from booking_conformance.results.baseline import read_baseline


def test_comments_and_empty_lines_are_no_entries(tmp_path):
    file = tmp_path / "baseline.txt"
    file.write_text("# known\nc1.omits-customer   # ticket 12\n\n  b.atomic\r\n")
    assert read_baseline(file) == {"c1.omits-customer", "b.atomic"}


def test_a_missing_file_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_baseline(tmp_path / "nowhere")
