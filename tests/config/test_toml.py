import re
import tomllib
from dataclasses import replace

import pytest

from booking_conformance.cli.drafting.draft import draft
from booking_conformance.config.loading import load
from booking_conformance.config.settings import fields
from booking_conformance.config.toml import write_toml
from booking_conformance.openactive.dataset_site import DatasetSite, Distribution

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


def test_a_draft_holds_every_key_set_or_in_a_comment():
    site = DatasetSite({}, "https://a.example/api", (), name="N")
    text = draft("https://a.example/openactive", site, {"free"}, {"https://a.example/1": 3, "https://a.example/2": 5})
    assert tomllib.loads(text)["sellers"] == {
        "primary": {"id": "https://a.example/2"},
        "secondary": {"id": "https://a.example/1"},
    }
    uncommented = re.sub(r"(?m)^# (\[\w+\]|[\w-]+ = (\"[^\"]*\"|\[\]|\{\}|[\d.]+|true|false))$", r"\1", text)
    found = tomllib.loads(uncommented)
    keys = {f"{table}.{name}" for table, of in found.items() if isinstance(of, dict) for name in of}
    named = {f"{place}.NAME.{name}" for place in ("booking_partners", "sellers") for name in found[place]["primary"]}
    assert {place for place in fields() if not place.startswith("features.")} <= keys | named | found.keys()
    assert {"free", "order-status"} <= found["features"].keys()


def test_a_draft_is_a_configuration():
    site = DatasetSite({}, "https://a.example/api", (Distribution("Slot", "https://a.example/s", ""),), name="N\n[x]")
    text = draft("https://a.example/openactive", site)
    environment = {"PRIMARY_AUTHORIZATION": "x", "SECONDARY_AUTHORIZATION": "y", "SELLER_ID": "https://a.example/1"}
    configuration = load(data=tomllib.loads(text), environment=environment).configuration
    assert configuration.opportunities.types == ("Slot",)
    assert configuration.sellers["primary"].id == "https://a.example/1"
    assert not configuration.may_book("a.example")


def test_a_draft_says_how_sellers_consent_where_there_is_an_openid_provider():
    site = DatasetSite({}, "https://a.example/api", (), name="N")
    named = draft("https://a.example/x", replace(site, authentication_authority="https://a.example/openid"))
    assert "OpenID provider: https://a.example/openid" in named
    lines = re.findall(r"(?m)^#   (\w+ = .*)$", named)
    settings = tomllib.loads("\n".join(lines))
    assert settings.keys() == {"token_url", "client_id", "client_secret", "token_file"}
    assert {f"booking_partners.NAME.{name}" for name in settings} <= fields().keys()
    assert "booking-conformance login" not in draft("https://a.example/x", site)
