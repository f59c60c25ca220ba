"""Origins decide where requests and credentials go."""

import pytest

from booking_conformance.urls import host_of, is_as_near, origin


@pytest.mark.parametrize(
    ("url", "home", "near"),
    [
        ("https://x.example/api", "https://X.example/openactive", True),
        ("https://x.example:443/api", "https://x.example/", True),
        ("https://x.example/api", "http://x.example:8080/", True),
        ("http://x.example/api", "http://x.example/", True),
        ("http://x.example/api", "https://x.example/", False),
        ("https://x.example:9001/api", "https://x.example/", False),
        ("https://api.x.example/", "https://x.example/", False),
        ("https://x.example@evil.example/", "https://x.example/", False),
        ("http://localhost:9001/", "http://localhost:9000/", False),
        ("https://[2001:db8::1]/api", "http://[2001:db8::1]:8080/", True),
        ("/api", "https://x.example/", False),
        ("", "", False),
    ],
)
def test_what_is_as_near_as_home(url, home, near):
    assert is_as_near(url, home) is near


def test_a_host_is_the_same_in_either_spelling():
    assert origin("https://bücher.example/a") == origin("https://XN--bcher-kva.example:443/")
    assert host_of("https://Bücher.example/") == "xn--bcher-kva.example"
    assert origin("https://a..ü/") == "https://a..ü:443"
