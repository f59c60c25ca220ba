import pytest

from booking_conformance.specification.formats import conforms

HOLD = {
    "uri": ["https://a.example/x?y=1#/z", "HTTP://localhost:5001/a", "urn:uuid:1", "https://a.example/ü", "mailto:a@b"],
    "date-time": [
        "2026-01-31T10:00:00Z",
        "2026-01-31T10:00Z",
        "2026-01-31T10:00:00.123456789+01:00",
        "2026-12-31T23:59:60Z",
        "2024-02-29T10:00:00+0100",
    ],
    "date-or-date-time": ["2026-01-31", "2026-01-31T10:00:00Z"],
    "duration": ["P1D", "PT1H30M", "P1W", "P1Y2M3DT4H5M6.7S", "PT0S"],
    "email": ["a@b", "Conformance.Test+1@example.com"],
    "decimal": ["5", "5.00", "-1.5", "0", 5, 5.5],
    "currency": ["GBP", "EUR", "JPY"],
    "country": ["GB", "IE"],
    "uuid": ["3b0f6a3e-6a1d-4f0e-9d6c-0d1f6f2b7a10", "3B0F6A3E-6A1D-4F0E-9D6C-0D1F6F2B7A10"],
}
FAIL = {
    "uri": ["", "a", "/a", "https:", "https://", "https:///a", "https:a", "https://a b", "https://a\n", "1a:b", ":a"],
    "date-time": [
        "2026-01-31",
        "2026-01-31T10:00:00",
        "2026-01-31 10:00:00Z",
        "2026-02-30T10:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T10:00:00+24:00",
        "٢٠٢٦-01-31T10:00:00Z",
        "2026-01-31T10:00:00Z\n",
    ],
    "date-or-date-time": ["2026-13-01", "31/01/2026", "20260131"],
    "duration": ["", "P", "PT", "P1DT", "1D", "P1S", "P-1D", "P1W2D"],
    "email": ["", "a", "@", "a@", "@b", "a b@c", "a@b\n"],
    "decimal": ["", "5,00", "£5", "1e3", "NaN", " 5", ".5", "5.", float("nan"), float("inf")],
    "currency": ["", "gbp", "GB", "POUND", "£"],
    "country": ["UK", "gb", "GBR", "United Kingdom"],
    "uuid": ["", "3b0f6a3e6a1d4f0e9d6c0d1f6f2b7a10", "3b0f6a3e-6a1d-4f0e-9d6c-0d1f6f2b7a1g"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in HOLD.items() for value in values])
def test_format_holds(name, value):
    assert conforms(name, value)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in FAIL.items() for value in values])
def test_format_fails(name, value):
    assert not conforms(name, value)


@pytest.mark.parametrize("name", HOLD)
def test_long_text_has_no_format(name):
    assert not conforms(name, "1" * 5000)


@pytest.mark.parametrize(
    ("price", "zero"), [(0, True), ("0.00", True), (5, False), ("0.01", False), (None, True), ("x", True)]
)
def test_zero_price_needs_no_currency(price, zero):
    assert conforms("zero-price", price) is zero
