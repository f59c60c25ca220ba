"""The ends of commands: exit codes, what is told of mistakes, and how soon help is there."""

import resource
import subprocess
import sys

import pytest

from booking_conformance.errors import BookingsNotAllowed, PreflightFailed, TargetUnreachable


def test_help_answers_at_once():
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([sys.executable, "-m", "booking_conformance", "--help"], capture_output=True, check=True)
    # What it computes, since a machine may stand still meanwhile: 0.1 s where nothing that is slow is imported.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 0.5
    assert b"cleanup" in done.stdout


def test_help_imports_nothing_heavy():
    code = (
        "import sys, booking_conformance.cli; print([m for m in ('pydantic', 'httpx', 'pytest') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["run", "--nonsense"],
        ["run", "--scope", "wide"],
        ["run", "--target", "http://localhost/", "--config", "x.toml"],
        ["run", "--only", "c1.no-such-check"],
        ["run", "--config", "nowhere.toml"],
        ["doctor"],
        ["explain", "nonsense"],
        ["serve", "--host", "0.0.0.0"],
        ["serve", "--fault", "no-such-fault"],
        ["prove", "--variant", "no-such-variant"],
        ["cleanup", "nowhere", "--config", "x.toml"],
        ["cleanup", ".", "--config", "x.toml"],
        ["init", "nonsense"],
    ],
)
def test_2_for_usage_and_configuration(ended, arguments):
    code, out, err = ended(*arguments)
    assert (code, out) == (2, "")
    assert "Error: " in err
    assert "Traceback" not in err


def test_an_unknown_key_is_told_with_a_suggestion(ended, tmp_path):
    (tmp_path / "conformance.toml").write_text('[target]\ndataset_sit = "http://localhost/"')
    code, _, err = ended("doctor")
    assert code == 2
    assert 'target.dataset_sit: unknown key; did you mean "dataset_site"?' in err


def test_a_missing_secret_is_named(ended, tmp_path):
    text = (
        '[target]\ndataset_site = "http://localhost/"\n[booking_partners.primary]\nheaders = { X-Key = "env:NO_KEY" }'
    )
    (tmp_path / "conformance.toml").write_text(text)
    code, _, err = ended("doctor", "--config", "conformance.toml")
    assert code == 2
    assert "NO_KEY" in err


def test_the_report_folder_of_somebody_else_is_refused(ended, tmp_path):
    (tmp_path / "photo.jpg").write_text("")
    code, _, err = ended("run", "--target", "http://127.0.0.1:1/", "--report", ".")
    assert code == 2
    assert "not empty" in err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BookingsNotAllowed("the plan"), 2),
        (TargetUnreachable("gone"), 3),
        (PreflightFailed("no"), 3),
        (RuntimeError("oops"), 4),
        (KeyboardInterrupt(), 130),
    ],
)
def test_every_end_has_its_exit_code(ended, monkeypatch, error, code):
    def fail():
        raise error

    monkeypatch.setattr("booking_conformance.check.registry.all_checks", fail)
    assert ended("checks")[0] == code


def test_what_a_target_wrote_into_an_error_cannot_steer_the_terminal(ended, monkeypatch):
    def fail():
        raise PreflightFailed("the provider refused: \x1b[2Jdenied\u202e", "look\x07")

    monkeypatch.setattr("booking_conformance.check.registry.all_checks", fail)
    assert ended("checks")[2] == "Error: the provider refused: [2Jdenied\nlook\n"
