"""What a worker returned lies where a run on this machine would have put it; what it could not do is said."""

from asyncio import CancelledError

import pytest

from booking_conformance import __version__
from booking_conformance.cluster import Workers
from booking_conformance.errors import SuiteError
from booking_conformance.fleet import on_cluster
from booking_conformance.fleet.on_cluster import OnCluster, RunThere
from booking_conformance.fleet.parcel import Returned, packed, unpack
from booking_conformance.fleet.target_run import TargetRun
from booking_conformance.fleet.targets import FleetTarget

OAUTH = 'token_url = "https://a.example/t"\nclient_id = "i"\nclient_secret = "s"\ntoken_file = "t.json"'


class Future:
    def __init__(self, result=None):
        self.given = result

    def done(self):
        return self.given is not None

    def result(self):
        if isinstance(self.given, BaseException):
            raise self.given
        return self.given


class Client:
    """A client that keeps what was submitted."""

    workers = 0

    def __init__(self):
        self.submitted = []

    def submit(self, _, parcel, ending, *, pure):
        assert not pure
        self.submitted.append((parcel, ending))
        return Future()

    def nthreads(self):
        return {"worker": 1} if self.workers else {}


@pytest.fixture
def run(tmp_path):
    (tmp_path / "a.toml").write_text('[target]\ndataset_site = "https://a.example/"', encoding="utf-8")
    return TargetRun(FleetTarget("a", tmp_path / "a.toml"), tmp_path / "report", tmp_path / "log.txt")


def _there(run, result=None, client=None):
    return RunThere(run, Future(result), Workers(client or Client()), None)


def _packed(folder, **files):
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return packed(folder)


def test_report_and_log_lie_in_their_places(run, tmp_path):
    returned = Returned(__version__, 1, b"said", _packed(tmp_path / "there", journal="new"))
    (run.report / "repro").mkdir(parents=True)
    (run.report / "journal.jsonl").write_text("", encoding="utf-8")
    assert _there(run, returned).code() == 1
    assert run.log.read_bytes() == b"said"
    assert [(file.name, file.read_text(encoding="utf-8")) for file in run.report.iterdir()] == [
        ("journal.jsonl", "new")
    ]


def test_a_run_without_a_report_leaves_the_earlier_one(run):
    run.report.mkdir()
    (run.report / "journal.jsonl").write_text("", encoding="utf-8")
    assert _there(run, Returned(__version__, 3, b"Error: no")).code() == 3
    assert (run.report / "journal.jsonl").exists()


@pytest.mark.parametrize(
    ("came", "code", "said"),
    [
        (Returned("0.0.1"), 2, "a worker has version 0.0.1"),
        (CancelledError("lost"), 4, "the cluster could not run it"),
        (RuntimeError("gone"), 4, "the cluster could not run it"),
    ],
)
def test_what_a_worker_could_not_do_is_said_of_its_target(run, came, code, said):
    assert _there(run, came).code() == code
    assert f"Error: {said}" in run.log.read_text(encoding="utf-8")


def test_a_cluster_without_workers_is_not_waited_for_without_end(run, monkeypatch):
    monkeypatch.setattr(on_cluster, "SECONDS_BETWEEN_LOOKS", 0)
    there = _there(run)
    assert [there.code() for _ in range(11)] == [None] * 11
    with pytest.raises(SuiteError, match="no workers left"):
        there.code()
    client = Client()
    client.workers = 1
    there = _there(run, client=client)
    assert [there.code() for _ in range(20)] == [None] * 20


def test_what_a_cut_off_run_left_travels_with_it(run):
    pytest.importorskip("distributed")
    run.report.mkdir()
    for name in ("journal.jsonl", "recording.jsonl", "index.html"):
        (run.report / name).write_text(name, encoding="utf-8")
    client = Client()
    resumed = TargetRun(run.target, run.report, run.log, resumed=True)
    OnCluster(client).start(run)
    OnCluster(client).start(resumed)
    (fresh, one), (again, other) = client.submitted
    assert fresh.left == b""
    assert sorted(unpack(again.left, run.report / "out")) == ["journal.jsonl", "recording.jsonl"]
    assert one != other
    assert "--resume" in again.run.arguments(run.target.file, run.report)


@pytest.mark.parametrize("text", ["][", f"[booking_partners.primary]\n{OAUTH}"])
def test_what_cannot_be_sent_is_run_here(run, monkeypatch, text):
    pytest.importorskip("distributed")
    run.target.file.write_text(run.target.file.read_text(encoding="utf-8") + f"\n{text}", encoding="utf-8")
    monkeypatch.setattr(on_cluster, "RunHere", lambda run: ("here", run))
    client = Client()
    assert OnCluster(client).start(run) == ("here", run)
    assert client.submitted == []


def test_a_resumed_run_that_ended_leaves_nothing_to_resume(run, tmp_path):
    run.report.mkdir()
    for name in ("journal.jsonl", "recording.jsonl"):
        (run.report / name).write_text("", encoding="utf-8")
    resumed = TargetRun(run.target, run.report, run.log, resumed=True)
    assert _there(resumed, Returned(__version__, 0, b"", _packed(tmp_path / "there", journal="whole"))).code() == 0
    assert [file.name for file in run.report.iterdir()] == ["journal.jsonl"]
