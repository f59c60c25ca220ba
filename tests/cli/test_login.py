"""``login`` as a user types it: it opens the page that it prints, and keeps the tokens beside the configuration."""

import pytest
from click.testing import CliRunner

from booking_conformance.cli.login import login
from booking_conformance.client.tokens.token_file import read_consents
from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.errors import ConfigurationError
from tests.support.consenting import decides


@pytest.fixture(scope="module")
def described():
    with EmbeddedSystem() as system:
        yield system.configuration_data


def written(described, folder, **of_partner):
    partner = {**described["booking_partners"]["secondary"], "token_command": None, **of_partner}
    file = folder / "conformance.toml"
    file.write_text(write_toml({**described, "booking_partners": {"secondary": partner}}), encoding="utf-8")
    return file


def test_the_page_that_is_printed_is_the_one_that_is_opened(described, tmp_path, monkeypatch):
    opened, seller = [], described["sellers"]["secondary"]["id"]
    decide = decides("allow", seller)
    monkeypatch.setattr("webbrowser.open", lambda url: (opened.append(url), decide(url)))
    file = written(described, tmp_path, token_file="tokens.json")
    done = CliRunner().invoke(login, ["--config", str(file), "--seller", "secondary", "--timeout", "30"])
    assert done.exception is None, done.output
    assert opened[0] in done.stderr.splitlines()
    assert "has consented" in done.stdout
    assert read_consents(tmp_path / "tokens.json").keys() == {seller}


def test_without_a_file_to_keep_the_consent_in_nothing_is_asked(described, tmp_path):
    done = CliRunner().invoke(login, ["--config", str(written(described, tmp_path)), "--partner", "secondary"])
    assert isinstance(done.exception, ConfigurationError)
    assert "token_file" in str(done.exception)
