"""An audit on a cluster comes to what it comes to on one machine, also where a worker is killed midway."""

import json
import subprocess
import sys

import pytest

from booking_conformance.audit.cluster import Cluster, cluster_at
from booking_conformance.errors import SuiteError, UsageError
from tests.support import traffic
from tests.support.commands import booking_conformance, clean_environment

VARYING = {"started", "duration_s"}
SCRIPT = """
import os, signal, sys
from booking_conformance.audit.foreign import ForeignAuditor
from booking_conformance.cli import main
from distributed import LocalCluster, Scheduler

take, killed = ForeignAuditor.take_batch, []

def kill_one_worker(auditor, batch, judged):
    if not killed:
        killed.append(workers.workers[0].pid)
        os.kill(killed[0], signal.SIGKILL)
    take(auditor, batch, judged)

if __name__ == "__main__":
    ForeignAuditor.take_batch = kill_one_worker
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL") as workers:
        try:
            main([*sys.argv[1:], "--cluster", workers.scheduler_address])
        finally:
            assert killed
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("cluster")
    traffic.written(folder / "traffic.har", 140)
    here = booking_conformance("audit", "traffic.har", "--report", "here", cwd=folder)
    (folder / "on_cluster.py").write_text(SCRIPT, encoding="utf-8")
    there = subprocess.run(
        [sys.executable, "on_cluster.py", "audit", "traffic.har", "--report", "there"],
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert there.returncode == here.returncode == 1, there.stderr
    return [_report(folder / name) for name in ("here", "there")]


def _report(folder):
    document = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    document["run"] = {name: value for name, value in document["run"].items() if name not in VARYING}
    document.pop("files")
    return document


def test_the_report_is_that_of_one_machine(reports):
    here, there = reports
    assert there == here


class Answers:
    """A client whose futures raise what is listed, one after the other, and then give the result."""

    def __init__(self, result, *errors, threads=2):
        self.result_given, self.errors, self.threads = result, list(errors), threads

    def submit(self, *_, **__):
        return self

    def nthreads(self):
        return {"worker": self.threads} if self.threads else {}

    def result(self, timeout):
        if self.errors:
            raise self.errors.pop(0)
        return self.result_given


def _judged(client):
    taken = []
    cluster = Cluster(client, lambda *both: taken.append(both))
    cluster.submit("a batch")
    cluster.finish()
    return taken


def test_slow_workers_are_waited_for():
    from booking_conformance import __version__

    assert _judged(Answers((__version__, []), *[TimeoutError()] * 30)) == [("a batch", [])]


@pytest.mark.parametrize(
    ("client", "said"),
    [
        (Answers(("0.0.1", [])), "a worker has version 0.0.1"),
        (Answers(None, *[TimeoutError()] * 30, threads=0), "no workers left"),
        (Answers(None, RuntimeError("gone")), "could not judge a batch"),
    ],
)
def test_a_cluster_that_cannot_judge_ends_the_audit(client, said):
    with pytest.raises(SuiteError, match=said):
        _judged(client)


def test_no_scheduler_is_a_usage_error():
    pytest.importorskip("distributed")
    with pytest.raises(UsageError, match="no scheduler"), cluster_at("nonsense://nowhere", print):
        pass


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="--cluster needs Dask") as refusal, cluster_at("tcp://127.0.0.1:1", print):
        pass
    assert "[cluster]" in refusal.value.hint
