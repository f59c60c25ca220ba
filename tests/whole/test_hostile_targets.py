"""What a target can answer instead of being a booking system, each with a clear message and exit code 3."""

import json
import time
from xml.etree import ElementTree as ET

import pytest

from tests.support.commands import booking_conformance
from tests.support.hostile import servers

CONFIGURATION = """
[target]
dataset_site = "{url}"
[booking_partners.primary]
headers = {{ X-Api-Key = "env:KEY" }}
[sellers.primary]
id = "https://example.com/sellers/1"
[network]
timeout = {seconds}
feed_timeout = 3
"""

ANSWERS = {
    "HTML": (servers.HTML, "HTML"),
    "no booking service": (servers.NO_SERVICE, "endpointUrl"),
    "nonsense": (servers.nonsense, "cannot be reached"),
    "nothing": (servers.nothing, "cannot be reached"),
    "for ever": (servers.for_ever, "no complete answer within 3 s"),
    "a bomb": (servers.bomb, "exceeds the size limit"),
    "a redirect": (servers.REDIRECT, "redirects are not followed"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_target_that_is_none_is_told_in_one_message(name, tmp_path):
    answer, words = ANSWERS[name]
    started = time.monotonic()
    with servers.serving(answer) as (url, requests):
        settings = CONFIGURATION.format(url=url, seconds=3 if name == "for ever" else 20)
        (tmp_path / "c.toml").write_text(settings, encoding="utf-8")
        done = booking_conformance("run", "--config", "c.toml", cwd=tmp_path, KEY="a-secret-key")
    assert done.returncode == 3, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(requests) == 1
    assert time.monotonic() - started < 60


def test_a_host_that_does_not_answer(tmp_path):
    (tmp_path / "c.toml").write_text(CONFIGURATION.format(url="http://127.0.0.1:9/", seconds=20), encoding="utf-8")
    done = booking_conformance("run", "--config", "c.toml", cwd=tmp_path, KEY="a-secret-key")
    assert done.returncode == 3
    assert "http://127.0.0.1:9/ cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
    report = json.loads((tmp_path / "conformance-report" / "report.json").read_text(encoding="utf-8"))
    assert report["verdict"] == "inconclusive"
    assert not {"pass", "fail"} & {check["verdict"] for check in report["checks"]}
    assert "cannot be reached" in report["run"]["stopped"]
    junit = ET.parse(tmp_path / "conformance-report" / "junit.xml").getroot()
    assert (junit.get("errors"), junit.get("failures")) == ("1", "0")


@pytest.mark.parametrize("base_uri", ["https://elsewhere.example.net/api", "http://127.0.0.1:9001/api"])
def test_the_credentials_do_not_follow_what_the_dataset_site_says(base_uri, tmp_path):
    """A dataset site that names a Base URI elsewhere would get the booking partner's key sent there."""
    site = (
        '<script type="application/ld+json">{"@context":["https://schema.org/"],"@type":"Dataset","name":"x",'
        f'"accessService":{{"@type":"WebAPI","endpointUrl":"{base_uri}"}},"distribution":[]}}</script>'
    )
    with servers.serving(servers.fixed(site.encode(), "Content-Type: text/html")) as (url, requests):
        (tmp_path / "c.toml").write_text(CONFIGURATION.format(url=url, seconds=20), encoding="utf-8")
        done = booking_conformance("run", "--config", "c.toml", cwd=tmp_path, KEY="a-secret-key")
    assert done.returncode == 3
    assert "another origin" in done.stderr
    assert f'under [target]: base_uri = "{base_uri}"' in done.stderr
    assert all(b"a-secret-key" not in request for request in requests)
