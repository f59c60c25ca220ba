"""A configuration is drafted from a dataset site; what is none is told."""

import json
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

DATASET = {
    "@type": "Dataset",
    "accessService": {"endpointUrl": "https://a.example/api"},
    "distribution": [{"additionalType": "https://openactive.io/Slot", "contentUrl": "https://a.example/slots"}],
}

LOCATIONS = {
    "/to-other": "http://elsewhere.invalid/",
    "/to-self": "/",
    "/to-ever": "/to-ever",
    "/to-nowhere": "http://[nowhere/",
}


class Site(BaseHTTPRequestHandler):
    """Answers a dataset site at /, and what is none elsewhere."""

    def do_GET(self):
        location = LOCATIONS.get(self.path)
        self.send_response(302 if location else 200)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        html = f'<script type="application/ld+json">{json.dumps(DATASET)}</script>'
        self.wfile.write(html.encode() if self.path == "/" else b"<html>Hello</html>")

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_init_writes_a_configuration(ended, site, tmp_path):
    code, out, _ = ended("init", site)
    data = tomllib.loads((tmp_path / "conformance.toml").read_text())
    assert (code, data["target"]["dataset_site"], data["opportunities"]["types"]) == (0, site, ["Slot"])
    assert "doctor --config conformance.toml" in out


def test_init_overwrites_nothing(ended, site, tmp_path):
    (tmp_path / "conformance.toml").write_text("mine")
    assert ended("init", site)[0] == 2
    assert (tmp_path / "conformance.toml").read_text() == "mine"


def test_init_prints_a_configuration_with_the_address_that_answers(ended, site):
    data = tomllib.loads(ended("init", site + "/to-self", "-o", "-")[1])
    assert data["target"]["dataset_site"] == site + "/"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/other", "without JSON-LD"),
        ("/to-other", "another origin"),
        ("/to-ever", "redirects repeatedly"),
        ("/to-nowhere", "not a URL"),
    ],
)
def test_init_tells_what_is_no_dataset_site(ended, site, path, said):
    code, out, err = ended("init", site + path, "-o", "-")
    assert (code, out) == (3, "")
    assert said in err


def test_init_connects_as_the_environment_says(ended, site, monkeypatch):
    """Where a CA of one's own is needed there is no configuration yet to name it."""
    monkeypatch.setenv("BOOKING_CONFORMANCE_NETWORK__CA_BUNDLE", "missing.pem")
    code, _, err = ended("init", f"{site}/")
    assert code == 2
    assert "network.ca_bundle" in err


def test_init_tells_that_nobody_is_there(ended):
    code, _, err = ended("init", "http://127.0.0.1:1/")
    assert code == 3
    assert "cannot be reached" in err
