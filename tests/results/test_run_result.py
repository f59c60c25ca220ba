"""A target is called by its name, or where nothing gave one, by its address."""

import pytest

from booking_conformance.results.run_result import Target

SITE, BASE = "https://booking.example.org/openactive", "https://booking.example.org/api"


@pytest.mark.parametrize(
    ("name", "base", "title"), [("Riverside", BASE, "Riverside"), ("", BASE, BASE), ("", "", SITE)]
)
def test_a_target_has_a_title(name, base, title):
    assert Target(name, "1.0", SITE, base, (), (), ()).title == title
