import json
import re
import resource
import signal
import subprocess
import sys
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from booking_conformance.cli import main
from booking_conformance.errors import BookingsNotAllowed, PreflightFailed, TargetUnreachable

DATASET = {
    "@type": "Dataset",
    "accessService": {"endpointUrl": "https://a.example/api"},
    "distribution": [{"additionalType": "https://openactive.io/Slot", "contentUrl": "https://a.example/slots"}],
}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def ended(capsys):
    """Runs a command and returns its exit code, stdout and stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as raised:
            main(arguments)
        printed = capsys.readouterr()
        return raised.value.code, printed.out, printed.err

    return run


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


def test_help_answers_at_once():
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([sys.executable, "-m", "booking_conformance", "--help"], capture_output=True, check=True)
    # What it computes, since a machine may stand still meanwhile: 0.1 s where nothing that is slow is imported.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 0.5
    assert b"cleanup" in done.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_ends_when_it_is_told_to_also_in_the_background(number):
    command = [sys.executable, "-m", "booking_conformance", "serve", "--write-config", "written.toml"]
    shell = "trap '' INT; exec \"$@\""  # as a shell starts what it puts into the background
    with subprocess.Popen(
        ["sh", "-c", shell, "sh", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as served:
        site = served.stdout.readline().decode().strip()
        served.stderr.readline()
        assert tomllib.loads(Path("written.toml").read_text())["target"]["dataset_site"] == site
        served.stderr.readline()
        served.send_signal(number)
        assert served.wait(15) == 0


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


def test_checks_lists_all(ended):
    from booking_conformance.check.registry import all_checks

    code, out, _ = ended("checks")
    assert code == 0
    assert out.endswith(f"{len(all_checks())} checks\n")


def test_checks_are_found_by_the_words_of_only(ended):
    _, out, _ = ended("checks", "qd-002")
    heading, *rows = out.splitlines()
    assert heading.split() == ["ID", "LEVEL", "TITLE"]
    assert any(row.startswith("messages.status ") and "MUST" in row for row in rows)
    assert rows[-1] == f"{len(rows) - 2} checks"
    assert ended("checks", "nonsense")[0] == 2


def test_serve_lists_faults_and_variants(ended):
    code, out, _ = ended("serve", "--list")
    assert code == 0
    assert re.search(r"^c1-echoes-customer +c1\.omits-customer$", out, re.MULTILINE)
    assert "\nb-200\n" in out


def test_checks_as_json(ended):
    from booking_conformance.check.registry import all_checks

    code, out, _ = ended("checks", "--json")
    assert code == 0
    assert [check["id"] for check in json.loads(out)] == list(all_checks())


@pytest.mark.parametrize(
    ("name", "said"),
    [("c1-011", "order-quote-creation"), ("OrderAlreadyExistsError", "500"), ("err-018", "(requirement, MUST)")],
)
def test_explain_tells_of_requirements_and_error_types(ended, name, said):
    code, out, _ = ended("explain", name)
    assert code == 0
    assert said in out.replace("orderquote", "order-quote")


def test_explain_tells_of_every_check():
    from booking_conformance.check.registry import all_checks
    from booking_conformance.cli.output.explanation import explanation

    for check in all_checks().values():
        text = explanation(check.id)
        assert check.description in text
        assert all(row in text for row in check.requirements)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("approval", "declared by:  flows.approval = true"),
        ("order-status", "order-status.returns-order"),
        ("c1", "c1.omits-customer"),
        ("c1-echoes-customer", "breaks:       c1.omits-customer: The C1 response has no customer"),
        ("refuses-all-cancellations", "warns:        order-cancellation.accepts-advertised"),
    ],
)
def test_explain_knows_features_checkpoints_faults_and_variants(ended, name, said):
    code, out, _ = ended("explain", name)
    assert code == 0
    assert said in out


def test_explain_suggests(ended):
    assert 'Did you mean "OrderAlreadyExistsError"?' in ended("explain", "OrderAlreadyExistsEror")[2]


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


def test_init_tells_that_nobody_is_there(ended):
    code, _, err = ended("init", "http://127.0.0.1:1/")
    assert code == 3
    assert "cannot be reached" in err
