"""Text files as editors and shells of other systems write them."""

import pytest

from booking_conformance.text_files import text_of


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_text(coding):
    assert text_of("geheim-ü".encode(coding)) == "geheim-ü"
    assert text_of(b"\xfe\xff" + "geheim-ü".encode("utf-16-be")) == "geheim-ü"


@pytest.mark.parametrize("data", ["ü".encode("latin-1"), bytes(range(256)), b"\xff\xfea"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnicodeDecodeError):
        text_of(data)
