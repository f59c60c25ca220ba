import tomllib

import pytest

from booking_conformance.config.loading import load
from booking_conformance.config.toml import write_toml
from booking_conformance.openactive.dataset_site import DatasetSite, Distribution
from booking_conformance.reports.draft import draft

CONFIGURATION = {
    "seed": 7,
    "target": {"dataset_site": "http://127.0.0.1:1/openactive", "name": 'A "quoted" \\ name\n\t\x00\x7f€😀'},
    "booking_partners": {"primary": {"headers": {"X-Key": "k", "strange key": "v"}}, "secondary": {}},
    "opportunities": {"types": ["ScheduledSession", "Slot"], "allow_paid": True},
    "limits": {"rate": 1.5, "bookings": 3},
    "checkout": {"base_url": "http://localhost/", "customers": []},
}


def test_what_is_written_is_read_back():
    assert tomllib.loads(write_toml(CONFIGURATION)) == CONFIGURATION


def test_none_is_left_out():
    assert tomllib.loads(write_toml({"target": {"name": None, "version": "1"}})) == {"target": {"version": "1"}}


@pytest.mark.parametrize("comment", ["one\ntwo", "a\rb = 1", "x\x0b[target]", "tab\tand \x00", "\u2028y = 2"])
def test_a_comment_cannot_become_a_setting(comment):
    assert tomllib.loads(write_toml({"a": {"b": 1}}, {("a",): comment, ("a", "b"): comment})) == {"a": {"b": 1}}


def test_a_draft_is_a_configuration():
    site = DatasetSite(
        {}, "https://a.example/api", (Distribution("Slot", "https://a.example/s", "", ""),), name="N\n[x]"
    )
    text = draft("https://a.example/openactive", site)
    environment = {"PRIMARY_AUTHORIZATION": "x", "SECONDARY_AUTHORIZATION": "y", "SELLER_ID": "https://a.example/1"}
    configuration = load(data=tomllib.loads(text), environment=environment).configuration
    assert configuration.opportunities.types == ("Slot",)
    assert configuration.sellers["primary"].id == "https://a.example/1"
    assert not configuration.may_book("a.example")
