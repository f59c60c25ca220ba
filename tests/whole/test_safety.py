"""A real server is somebody's business: nothing is booked where nobody allowed it."""

import json
import socket

import pytest

from booking_conformance.cli.entry import main
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import EmbeddedSystem
from tests.support.commands import booking_conformance

REMOTE = """
[target]
dataset_site = "http://booking.example.org/openactive"
[booking_partners.primary]
headers = {{ X-Api-Key = "env:KEY" }}
[sellers.primary]
id = "https://example.com/sellers/1"
{more}
"""


def exit_code_of(*arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code


@pytest.fixture
def asked_names(monkeypatch):
    """Every name that is looked up; none is found."""
    names = []

    def resolve(host, *_, **__):
        names.append(host.decode() if isinstance(host, bytes) else host)
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return names


def test_without_permission_a_run_prints_its_plan_and_sends_nothing(tmp_path, asked_names, capsys, monkeypatch):
    monkeypatch.setenv("KEY", "a-secret-key")
    (tmp_path / "c.toml").write_text(REMOTE.format(more=""), encoding="utf-8")
    code = exit_code_of("run", "--config", str(tmp_path / "c.toml"), "--report", str(tmp_path / "r"))
    printed = capsys.readouterr()
    assert code == 2
    assert asked_names == []
    assert "Bookings: about" in printed.out
    assert "--allow-bookings" in printed.err


def test_reading_needs_no_permission(tmp_path, asked_names, capsys, monkeypatch):
    monkeypatch.setenv("KEY", "a-secret-key")
    (tmp_path / "c.toml").write_text(REMOTE.format(more=""), encoding="utf-8")
    files = ("--config", str(tmp_path / "c.toml"), "--report", str(tmp_path / "r"))
    code = exit_code_of("run", "--scope", "read", *files)
    assert code == 3
    assert asked_names
    assert set(asked_names) == {"booking.example.org"}
    assert "cannot be reached" in capsys.readouterr().err


def test_permission_is_for_the_named_host_only(tmp_path, asked_names, monkeypatch):
    monkeypatch.setenv("KEY", "a-secret-key")
    (tmp_path / "c.toml").write_text(REMOTE.format(more=""), encoding="utf-8")
    arguments = ["run", "--config", str(tmp_path / "c.toml"), "--report", str(tmp_path / "r")]
    assert exit_code_of(*arguments, "--allow-bookings", "other.example.org") == 2
    assert asked_names == []
    assert exit_code_of(*arguments, "--allow-bookings", "booking.example.org") == 3
    assert set(asked_names) == {"booking.example.org"}


def test_a_real_server_has_limits_by_default():
    limits = load(data={"target": {"dataset_site": "https://booking.example.org/"}}).configuration.limits
    far = limits.filled(near=False)
    assert (far.bookings, far.requests, far.concurrency, far.bad_credentials) == (250, 4000, 4, 20)
    assert limits.filled(near=True).concurrency > 4


def test_wrong_credentials_are_told_once(tmp_path):
    with EmbeddedSystem() as system:
        text = f"""
[target]
dataset_site = "{system.dataset_site}"
[booking_partners.primary]
headers = {{ X-Api-Key = "not-the-right-key" }}
[sellers.primary]
id = "https://example.com/sellers/1"
"""
        (tmp_path / "c.toml").write_text(text, encoding="utf-8")
        done = booking_conformance("run", "--config", "c.toml", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.count("booking_partners.primary") == 1
    assert "401" in done.stderr


def test_no_secret_of_the_target_stands_in_a_report(tmp_path):
    with EmbeddedSystem() as system:
        secrets = [
            *system.configuration_data["booking_partners"]["primary"]["headers"].values(),
            system.configuration_data["booking_partners"]["secondary"]["client_secret"],
        ]
        from booking_conformance.config.toml import write_toml

        (tmp_path / "c.toml").write_text(write_toml(system.configuration_data), encoding="utf-8")
        done = booking_conformance("run", "--config", "c.toml", "--only", "b", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    files = [file for file in (tmp_path / "conformance-report").rglob("*") if file.is_file()]
    assert len(files) > 4
    for file in files:
        content = file.read_text(encoding="utf-8", errors="replace")
        assert not [secret for secret in secrets if secret in content], file.name
        assert "Bearer ey" not in content
    har = json.loads((tmp_path / "conformance-report" / "exchanges.har").read_text(encoding="utf-8"))
    sent = {h["name"]: h["value"] for e in har["log"]["entries"] for h in e["request"]["headers"]}
    assert sent["X-Api-Key"] == "«secret:primary.X-Api-Key»"
