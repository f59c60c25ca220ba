"""A fleet as a user sees it: good, flawed and hostile targets, what became of them, an interrupt."""

import json
import signal
import subprocess
import sys
import time

import pytest

from booking_conformance.client.journal import read_journal
from booking_conformance.config.toml import write_toml
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.errors import UsageError
from booking_conformance.fleet.fleet import Fleet, FleetOptions, refuse_other_folder
from booking_conformance.fleet.lines import Line, write_lines
from booking_conformance.fleet.targets import FleetTarget
from booking_conformance.recording.recording_log import RECORDING_LOG
from tests.support.commands import booking_conformance, clean_environment

FAULT, CHECK = "c1-echoes-customer", "c1.omits-customer"
SECRET = (
    '[target]\ndataset_site = "http://127.0.0.1:9/"\n[booking_partners.primary]\nheaders = { A = "env:NOBODY_SET_IT" }'
)


def _configured(file, system):
    file.write_text(write_toml(system.configuration_data), encoding="utf-8")


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """What two passes over a fleet left and printed; between them the flawed system was mended."""
    place = tmp_path_factory.mktemp("fleet")
    folder = place / "targets"
    folder.mkdir()
    with EmbeddedSystem() as good, EmbeddedSystem([FAULT]) as flawed:
        _configured(folder / "good.toml", good)
        _configured(folder / "mended.toml", flawed)
        (folder / "no-toml.toml").write_text("][ <script>", encoding="utf-8")
        (folder / "no-secret.toml").write_text(SECRET, encoding="utf-8")
        passes = []
        for _ in range(2):
            done = booking_conformance("fleet", "targets", "--only", CHECK, "--report", "report", cwd=place)
            lines = json.loads((place / "report" / "fleet.json").read_text(encoding="utf-8"))["targets"]
            page = (place / "report" / "index.html").read_text(encoding="utf-8")
            passes.append((done, {line["name"]: line for line in lines}, page))
            _configured(folder / "mended.toml", good)
    return passes


def test_each_target_has_its_line(twice):
    done, lines, _ = twice[0]
    assert done.returncode == 2, done.stderr
    assert {name: line["code"] for name, line in lines.items()} == {
        "good": 0,
        "mended": 1,
        "no-secret": 2,
        "no-toml": 2,
    }
    assert lines["mended"]["failures"] == [CHECK]
    assert lines["mended"]["changes"] == {}
    assert "no-toml.toml" in lines["no-toml"]["message"]
    assert "NOBODY_SET_IT" in lines["no-secret"]["message"]


def test_what_was_judged_is_not_judged_again_unless_its_configuration_changed(twice):
    (_, first, _), (done, second, _) = twice
    assert "1 of 4 targets were judged before" in done.stderr
    assert second["good"] == first["good"]
    assert second["no-toml"]["started"] >= first["no-toml"]["started"]
    assert second["mended"]["code"] == 0
    assert second["mended"]["changes"] == {"new": 0, "fixed": 1, "changed": 0}


def test_the_page_has_each_target_and_what_changed(twice):
    page = twice[1][2]
    assert "1 fixed" in page
    assert 'href="reports/good/index.html"' in page
    assert "<script" not in page
    assert twice[0][2].count("<tr>") == 5


def test_an_interrupt_ends_each_run_cleanly(tmp_path):
    (tmp_path / "targets").mkdir()
    with EmbeddedSystem(delay_ms=40) as slow:
        _configured(tmp_path / "targets" / "a.toml", slow)
        _configured(tmp_path / "targets" / "b.toml", slow)
        arguments = [sys.executable, "-m", "booking_conformance", "fleet", "targets", "--only", "b", "--report", "r"]
        with subprocess.Popen(arguments, cwd=tmp_path, env=clean_environment(), stderr=subprocess.DEVNULL) as fleet:
            journal = tmp_path / "r" / "reports" / "a" / "journal.jsonl"
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline and not (journal.exists() and '"order"' in journal.read_text()):
                time.sleep(0.05)
            fleet.send_signal(signal.SIGINT)
            assert fleet.wait(60) == 130
    assert read_journal(journal.read_text(encoding="utf-8").splitlines()) == []
    lines = json.loads((tmp_path / "r" / "fleet.json").read_text(encoding="utf-8"))["targets"]
    assert [(line["name"], line["code"]) for line in lines] == [("a", 130), ("b", None)]


def _begun(tmp_path, flags, **options):
    """Return the arguments of the next run of a target whose last one was cut off."""
    (tmp_path / "a.toml").touch()
    target = FleetTarget("a", tmp_path / "a.toml")
    (tmp_path / "reports" / "a").mkdir(parents=True, exist_ok=True)
    (tmp_path / "reports" / "a" / RECORDING_LOG).touch()
    write_lines(tmp_path, [Line("a", "a.toml", target.hash, 130, flags=("--scope", "read", "--only", "c1"))])
    fleet = Fleet([target], FleetOptions(tmp_path, 1, flags, progress=print, **{"again": False, **options}))
    return fleet._begin(target)[0][3:]


def test_a_run_that_was_cut_off_is_resumed(tmp_path):
    flags = [("--scope", "read"), ("--only", "c1")]
    assert _begun(tmp_path, flags) == ["--resume", str(tmp_path / "reports" / "a"), "--scope", "read"]


def test_a_run_of_other_flags_or_again_begins_anew(tmp_path):
    flags = [("--scope", "read"), ("--only", "c1")]
    assert _begun(tmp_path, flags[:1])[0] == "--report"
    assert _begun(tmp_path, flags, again=True)[0] == "--report"


def test_another_folder_is_not_written_into(tmp_path):
    (tmp_path / "mine.txt").touch()
    with pytest.raises(UsageError, match="no earlier fleet"):
        refuse_other_folder(tmp_path)
    with pytest.raises(UsageError, match="a file"):
        refuse_other_folder(tmp_path / "mine.txt")
