"""Judged in batches, anywhere and in any order, traffic comes to what it comes to in one piece."""

import pickle

import pytest

from booking_conformance.audit import batch as batches
from booking_conformance.audit import foreign
from booking_conformance.audit.batch import Batch, Waiting
from booking_conformance.audit.findings import Findings
from booking_conformance.audit.foreign import ForeignAuditor
from booking_conformance.recording import History
from booking_conformance.results import Verdict
from tests.support import traffic
from tests.support.makings import an_exchange

FORGOTTEN = 25


class Elsewhere:
    """Workers that share nothing with whoever submits, and end the last batch first."""

    def __init__(self, taken):
        self.texts, self.taken = [], taken

    def submit(self, batch):
        self.texts.append(pickle.dumps(batch))

    def finish(self):
        judged = [(pickle.loads(text), pickle.loads(text).judge()[1]) for text in reversed(self.texts)]
        for batch, verdicts in reversed(judged):
            self.taken(batch, verdicts)


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "_MOST_EXCHANGES", 7)
    monkeypatch.setattr(foreign, "_ORDERS_KEPT", FORGOTTEN)
    monkeypatch.setattr("secrets.token_bytes", lambda size: b"s" * size)
    return traffic.written(tmp_path / "traffic.har", 60)


def _audited(file, *, in_batches):
    found = Findings(print)
    auditor = ForeignAuditor("", found)
    workers = Elsewhere(auditor.take_batch) if in_batches else None
    auditor.pass_over(file, "f1-", workers)
    if workers:
        assert len(workers.texts) > 20
        workers.finish()
    auditor.tell()
    return found


def test_batches_come_to_what_one_piece_does(file):
    whole, parts = (_audited(file, in_batches=in_batches) for in_batches in (False, True))
    assert dict(parts.outcomes) == dict(whole.outcomes)
    assert parts.kept() == whole.kept()
    assert (parts.exchanges, parts.judged, parts.base_uri) == (whole.exchanges, whole.judged, whole.base_uri)


def test_what_was_said_before_is_among_it(file):
    found = _audited(file, in_batches=True)
    for check in ("money.same-tax-mode", "errors.named-alike"):
        assert any(one.verdict in {Verdict.FAIL, Verdict.WARN} for one in found.outcomes[check]), check


def _said_about(*uuids, kept=100):
    history = History("", orders_kept=kept)
    for uuid in uuids:
        history.add(an_exchange(identifier=f"x-{uuid}", uuid=uuid))
    return history


@pytest.mark.parametrize(
    "body",
    ['{"identifier": "b"}', '{"@id": "https://example.com/orders/b"}', '{"@id": "https:\\/\\/x\\/b"}', '["\\u0062"]'],
)
def test_an_excerpt_has_the_orders_that_a_response_names(body):
    excerpt = _said_about("a", "b").excerpt([an_exchange(body=body, uuid="c")])
    assert [one.id for one in excerpt.of_order("primary", "b")] == ["x-b"]


def test_an_excerpt_has_its_own_orders_and_no_others():
    excerpt = _said_about("a", "b").excerpt([an_exchange(uuid="a")])
    assert excerpt.of_order("primary", "a")
    assert excerpt.of_order("primary", "b") == []


def test_an_excerpt_forgets_what_the_history_would():
    excerpt = _said_about("a", "b", kept=2).excerpt([an_exchange(uuid="a")])
    excerpt.add(an_exchange(uuid="c"))
    assert excerpt.of_order("primary", "a") == []


def test_nothing_waiting_is_no_batch():
    assert Waiting({}).batch() is None


def test_a_batch_says_which_version_judged_it():
    assert Batch([], {}).judge() == (batches.__version__, [])
