from pathlib import Path

import pytest

from booking_conformance.config.loading import load
from booking_conformance.config.model import Configuration
from booking_conformance.errors import ConfigurationError

OAUTH = """
[booking_partners.primary]
client_id = "me"
client_secret = "env:SECRET"
token_url = "{}"
"""
MINIMAL = '[target]\ndataset_site = "https://example.org/openactive"\n'


def loaded(tmp_path: Path, text: str, overrides=None, **environment: str) -> Configuration:
    file = tmp_path / "conformance.toml"
    file.write_text(text)
    return load(file, overrides, environment=environment).configuration


def complaint(tmp_path: Path, text: str, **environment: str) -> str:
    with pytest.raises(ConfigurationError) as raised:
        loaded(tmp_path, text, **environment)
    return str(raised.value)


def test_defaults_stand_where_nothing_is_given(tmp_path):
    assert loaded(tmp_path, MINIMAL).network.feed_timeout == 90


def test_the_file_overrules_the_default(tmp_path):
    assert loaded(tmp_path, MINIMAL + "[network]\nfeed_timeout = 60").network.feed_timeout == 60


def test_the_environment_overrules_the_file(tmp_path):
    text = MINIMAL + "[network]\nfeed_timeout = 60\nlease_wait = 5"
    network = loaded(tmp_path, text, BOOKING_CONFORMANCE_NETWORK__FEED_TIMEOUT="30").network
    assert (network.feed_timeout, network.lease_wait) == (30, 5)


def test_a_flag_overrules_the_environment(tmp_path):
    configuration = loaded(tmp_path, MINIMAL, {"seed": 3}, BOOKING_CONFORMANCE_SEED="2")
    assert configuration.seed == 3


def test_a_flag_overrules_one_key_and_leaves_its_table(tmp_path):
    configuration = loaded(tmp_path, MINIMAL + 'name = "N"', {"target": {"dataset_site": "http://localhost/"}})
    assert (configuration.target.name, configuration.target.dataset_site) == ("N", "http://localhost/")


def test_the_environment_names_the_target():
    environment = {"BOOKING_CONFORMANCE_TARGET": "http://localhost:1/", "PATH": "/bin"}
    assert load(environment=environment).configuration.target.dataset_site == "http://localhost:1/"


@pytest.mark.parametrize("text", ["ScheduledSession,Slot", '["ScheduledSession", "Slot"]', " ScheduledSession , Slot "])
def test_a_list_in_the_environment(tmp_path, text):
    types = loaded(tmp_path, MINIMAL, BOOKING_CONFORMANCE_OPPORTUNITIES__TYPES=text).opportunities.types
    assert types == ("ScheduledSession", "Slot")


def test_a_dashed_name_in_the_environment(tmp_path):
    configuration = loaded(tmp_path, MINIMAL, BOOKING_CONFORMANCE_FEATURES__ORDER_STATUS="true")
    assert configuration.features == {"order-status": True}


def test_options_in_the_environment_are_no_settings(tmp_path):
    loaded(tmp_path, MINIMAL, BOOKING_CONFORMANCE_CONFIG="x.toml", BOOKING_CONFORMANCE_REPORT="there")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[netwrk]\n", 'netwrk: unknown key; did you mean "network"?'),
        ("[network]\nfeed_timout = 1", 'network.feed_timout: unknown key; did you mean "feed_timeout"?'),
        ("[booking_partners.third]\n", "booking_partners: unknown name 'third': the names are primary and secondary"),
        (
            "[booking_partners.primary]\nheader = {}",
            'booking_partners.primary.header: unknown key; did you mean "headers"',
        ),
        ("[checkout]\nbase_ur = 'x'", 'checkout.base_ur: unknown key; did you mean "base_url"?'),
        ("[features]\nnamed-leesing = true", 'features.named-leesing: unknown feature; did you mean "named-leasing"?'),
        ("[features]\norder_status = true", 'features.order_status: unknown feature; did you mean "order-status"?'),
        ("[features]\napproval = true", "features.approval: is declared by flows.approval = true, not here"),
        ("[features]\nleasing = true", "features.leasing: is ambiguous"),
    ],
)
def test_an_unknown_key_is_named_with_a_suggestion(tmp_path, text, said):
    assert said in complaint(tmp_path, MINIMAL + text)


def test_an_unknown_key_in_the_environment_is_named(tmp_path):
    said = complaint(tmp_path, MINIMAL, BOOKING_CONFORMANCE_NETWORK__FEED_TIMOUT="1")
    assert 'network.feed_timout: unknown key; did you mean "feed_timeout"?' in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('scope = "ful"\n' + MINIMAL, "scope: allowed is 'read', 'book' or 'full', not 'ful'"),
        (MINIMAL + "[limits]\nconcurrency = 0", "limits.concurrency: has to be greater than or equal to 1, not 0"),
        (MINIMAL + "[limits]\nrate = 'fast'", "limits.rate: has to be a valid number, not 'fast'"),
        (MINIMAL + "[opportunities]\ntypes = ['Slots']", "opportunities.types.0: allowed is"),
        (MINIMAL + "[sellers.primary]\n", "sellers.primary.id: is required"),
        ("flows = 3\n" + MINIMAL, "flows: has to be a table, not 3"),
        (MINIMAL + "base_uri = 'ftp://x'", "target.base_uri: must be an http(s) URL, not 'ftp://x'"),
        ("[target]\ndataset_site = 'there'", "target.dataset_site: must be an http(s) URL, not 'there'"),
        (MINIMAL + "origins = ['x.example']", "target.origins[0]: must be an http(s) URL, not 'x.example'"),
        (
            MINIMAL + OAUTH.format("/token").replace("env:", ""),
            "booking_partners.primary.token_url: must be an http(s) URL",
        ),
        ("[target]\ndataset_site = 'https://me:key@x.example/'", "must not contain a user name or password"),
        ("", "target.dataset_site: is required"),
        ("[target", "is not TOML"),
    ],
)
def test_a_rejected_value_is_one_clear_line(tmp_path, text, said):
    told = complaint(tmp_path, text)
    assert said in told
    assert "pydantic" not in told


@pytest.mark.parametrize(
    ("url", "warnings"), [("https://x.example/token", 0), ("http://127.0.0.1/token", 0), ("http://x.example/token", 1)]
)
def test_a_client_secret_that_others_can_read_is_warned_of(tmp_path, url, warnings):
    (tmp_path / "c.toml").write_text(MINIMAL + OAUTH.format(url))
    assert len(load(tmp_path / "c.toml", environment={"SECRET": "x"}).warnings) == warnings


def test_every_mistake_is_told(tmp_path):
    told = complaint(tmp_path, MINIMAL + "[limits]\nrate = 'fast'\nbookigs = 1\n[flows]\nsimpel = true")
    assert len(told.splitlines()) == 3


def test_a_rejected_secret_is_not_shown(tmp_path):
    told = complaint(tmp_path, MINIMAL + "[booking_partners.primary]\nheaders = { X-Key = 1234567 }")
    assert "1234567" not in told


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"nowhere\.toml does not exist"):
        load(tmp_path / "nowhere.toml", environment={})


@pytest.mark.parametrize(
    "line",
    [
        "[network]\ntimeout = 0",
        "[network]\ntimeout = inf",
        "[network]\nfeed_timeout = -1",
        "[network]\nlease_wait = nan",
        '[network]\nuser_agent = "a\\nb"',
        "[limits]\nbookings = -1",
        "[limits]\nconsecutive_failures = 0",
        "[limits]\nresponse_bytes = 0",
        "[limits]\nfeed_pages = 0",
        "[opportunities]\ntypes = []",
        '[sellers.primary]\nid = ""',
    ],
)
def test_a_value_that_no_run_can_use_is_named(tmp_path, line):
    key = line.partition("\n")[2].partition(" ")[0]
    assert f"{key}: has to" in complaint(tmp_path, MINIMAL + line)


def test_a_file_that_windows_wrote_is_read(tmp_path):
    file = tmp_path / "conformance.toml"
    file.write_bytes(MINIMAL.replace("\n", "\r\n").encode("utf-16"))
    assert load(file, environment={}).configuration.target.dataset_site == "https://example.org/openactive"
