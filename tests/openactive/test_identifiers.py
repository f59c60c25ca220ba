import pytest

from booking_conformance.openactive.identifiers import is_uuid


@pytest.mark.parametrize("text", ["e11429ea-467f-4270-ab62-e47368996fe8", "E11429EA-467F-4270-AB62-E47368996FE8"])
def test_a_uuid_is_known_in_either_case(text):
    assert is_uuid(text)


@pytest.mark.parametrize(
    "text", ["", "1", "e11429ea467f4270ab62e47368996fe8", "{e11429ea-467f-4270-ab62-e47368996fe8}"]
)
def test_what_is_written_otherwise_is_none(text):
    assert not is_uuid(text)
