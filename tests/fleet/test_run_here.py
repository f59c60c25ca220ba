"""A run on this machine prints into its log, and does not see the interrupt of the terminal."""

from signal import SIGINT

from booking_conformance.fleet import run_here
from booking_conformance.fleet.run_here import RunHere
from booking_conformance.fleet.target_run import TargetRun
from booking_conformance.fleet.targets import FleetTarget


class Process:
    def __init__(self, arguments, **options):
        self.arguments, self.options, self.asked = arguments, options, []
        options["stdout"].write(b"said")

    def poll(self):
        return 1

    def send_signal(self, number):
        self.asked.append(number)

    def kill(self):
        self.asked.append("kill")

    def wait(self):
        self.asked.append("wait")


def test_the_command_of_a_run(tmp_path, monkeypatch):
    monkeypatch.setattr(run_here.subprocess, "Popen", Process)
    target = FleetTarget("a", tmp_path / "a.toml")
    here = RunHere(TargetRun(target, tmp_path / "report", tmp_path / "log.txt", ("--scope", "read")))
    place = ["--report", str(tmp_path / "report")]
    assert here._process.arguments[2:] == [
        *("booking_conformance", "run", "--config", str(target.file)),
        *place,
        *("--scope", "read"),
    ]
    assert here._process.options["start_new_session"]
    assert here.code() == 1
    here.interrupt()
    here.kill()
    assert here._process.asked == [SIGINT, "kill", "wait"]
    assert (tmp_path / "log.txt").read_bytes() == b"said"
