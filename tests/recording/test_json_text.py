"""JSON is written with the digits that it was read with, however it is nested."""

from decimal import Decimal
from types import MappingProxyType

import pytest

from booking_conformance.recording.json_text import _spelt_out, encode


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": Decimal("5.00"), "b": [Decimal("-0.10"), 1, 1.5, True, None, "é"]},
         '{"a": 5.00, "b": [-0.10, 1, 1.5, true, null, "é"]}'),
        (Decimal("1E+2"), "1E+2"),
        (Decimal("NaN"), '"NaN"'),
        (MappingProxyType({"a": (MappingProxyType({}), [], {})}), '{"a": [{}, [], {}]}'),
        ({1: "one", "quoted": '"5.00"', "line": "\n"}, '{"1": "one", "quoted": "\\"5.00\\"", "line": "\\n"}'),
        ({Decimal("1.0"): 1}, '{"1.0": 1}'),
    ],
)  # fmt: skip
def test_both_ways_of_writing_agree(value, text):
    assert encode(value) == _spelt_out(value) == text


def test_what_is_nested_too_deeply_for_one_way_is_written_by_the_other():
    value = []
    for _ in range(100_000):
        value = [value]
    assert encode(value) == "[" * 100_001 + "]" * 100_001
