"""A fleet as a user sees it: good, flawed and hostile targets, what became of them, an interrupt."""

import json
import signal
import subprocess
import sys
import time
from typing import NamedTuple

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
SCRIPT = """
import sys
from booking_conformance.cli import main
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL") as workers:
        main([*sys.argv[1:], "--cluster", workers.scheduler_address])
"""
SECRET = (
    '[target]\ndataset_site = "http://127.0.0.1:9/"\n[booking_partners.primary]\nheaders = { A = "env:NOBODY_SET_IT" }'
)


def _configured(file, system):
    file.write_text(write_toml(system.configuration_data), encoding="utf-8")


class Pass(NamedTuple):
    done: subprocess.CompletedProcess
    lines: dict
    page: str
    checks: dict


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
            checks = {name: _checks(place / "report" / "reports" / name) for name in ("good", "mended")}
            passes.append(Pass(done, {line["name"]: line for line in lines}, page, checks))
            _configured(folder / "mended.toml", good)
    return passes


def test_each_target_has_its_line(twice):
    done, lines, *_ = twice[0]
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
    (_, first, *_), (done, second, *_) = twice
    assert "1 of 4 targets were judged before" in done.stderr
    assert second["good"] == first["good"]
    assert second["no-toml"]["started"] >= first["no-toml"]["started"]
    assert second["mended"]["code"] == 0
    assert second["mended"]["changes"] == {"new": 0, "fixed": 1, "changed": 0}


def test_the_page_has_each_target_and_what_changed(twice):
    page = twice[1].page
    assert "1 fixed" in page
    assert 'href="reports/good/index.html"' in page
    assert "<script" not in page
    assert twice[0].page.count("<tr>") == 5


def _came_to(line):
    return {name: line[name] for name in ("name", "file", "code", "verdict", "scope", "failures", "message", "report")}


def _checks(folder):
    """Return the checks of a report, but for when and in which exchanges each was judged."""
    checks = json.loads((folder / "report.json").read_text(encoding="utf-8"))["checks"]
    return [(check["id"], check["verdict"], len(check["instances"])) for check in checks]


def test_on_a_cluster_a_fleet_comes_to_what_it_comes_to_on_one_machine(twice, tmp_path):
    pytest.importorskip("distributed")
    (tmp_path / "temporary").mkdir()
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "no-secret.toml").write_text(SECRET, encoding="utf-8")
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    with EmbeddedSystem() as good, EmbeddedSystem([FAULT]) as flawed:
        _configured(tmp_path / "targets" / "good.toml", good)
        _configured(tmp_path / "targets" / "mended.toml", flawed)
        arguments = ["script.py", "fleet", "targets", "--only", CHECK, "--report", "report"]
        environment = {**clean_environment(), "TMPDIR": str(tmp_path / "temporary")}
        done = subprocess.run(
            [sys.executable, *arguments], cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=120
        )
    assert done.returncode == 2, done.stderr
    report = tmp_path / "report"
    lines = json.loads((report / "fleet.json").read_text(encoding="utf-8"))["targets"]
    first = twice[0]
    assert [_came_to(line) for line in lines] == [_came_to(first.lines[line["name"]]) for line in lines]
    for name in ("good", "mended"):
        assert _checks(report / "reports" / name) == first.checks[name]
        assert f'href="reports/{name}/index.html"' in (report / "index.html").read_text(encoding="utf-8")
        # The paths of a worker's folder: it was not run here.
        assert "report: report/index.html" in (report / "logs" / f"{name}.txt").read_text(encoding="utf-8")
    assert not list((tmp_path / "temporary").glob("booking-conformance-fleet-*"))


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
    run = fleet._begin(target)
    return run.arguments(target.file, run.report)[3:]


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
