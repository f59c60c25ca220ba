import pytest

from booking_conformance.certify.json_difference import NOTHING, differences


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, [("/a", 1, 2)]),
        ({"a": 1}, {}, [("/a", 1, NOTHING)]),
        ({"a": 1}, {"a": True}, [("/a", 1, True)]),
        ([1, 2], [1], [("/1", 2, NOTHING)]),
        ([{"id": "x", "v": 1}, {"id": "y"}], [{"id": "y"}, {"id": "x", "v": 2}], [("/x/v", 1, 2)]),
        ([{"id": "x"}, {"id": "x", "v": 1}], [{"id": "x"}, {"id": "x", "v": 2}], [("/1/v", 1, 2)]),
        ({"a": [1]}, {"a": {"0": 1}}, [("/a", [1], {"0": 1})]),
        ({"a": []}, {"a": {}}, [("/a", [], {})]),
        ({"a/b": 1}, {"a/b": 2}, [("/a~1b", 1, 2)]),
    ],
)
def test_every_difference_has_its_place(one, other, expected):
    assert list(differences(one, other)) == expected
