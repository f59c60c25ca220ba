"""What a witness adds: a chain over the recording, and Orders that the target must still have."""

from dataclasses import replace

import pytest

from booking_conformance.certify.comparisons.chain import compare_chain, head_of, was_witnessed
from booking_conformance.certify.comparisons.live import compare_live
from booking_conformance.certify.comparisons.orders_feed import compare_last_reading, shown_orders
from booking_conformance.certify.saved_report import open_report
from booking_conformance.certify.verification import verify
from booking_conformance.client.witness import Witness
from booking_conformance.config.loading import load
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.errors import TargetUnreachable
from booking_conformance.recording.chain import digest_of_body, digest_of_exchange, link
from booking_conformance.runner.last_reading import LAST_READING
from tests.support import samples
from tests.support.forgeries import entries, rehash


@pytest.fixture(scope="module")
def report(made):
    return open_report(made)


def test_a_link_rests_on_what_came_before():
    line = {"exchange": "x0001", "body": "y"}
    assert link("", line) != link("x", line)
    assert link("", line) != link("", {"exchange": "x0002", "body": "y"})
    assert link("", line) != link("", {"repeated": "x0001", "body": "y"})


def test_what_is_noted_later_of_an_exchange_is_not_in_its_digest():
    exchange = samples.recording().exchanges[0]
    lost = replace(exchange, response=replace(exchange.response, body="", body_lost=True))
    later = replace(lost, step=f"{exchange.step} (repeated)", superseded=True)
    assert digest_of_exchange(later) == digest_of_exchange(exchange)
    assert digest_of_body(lost) != digest_of_body(exchange)
    assert digest_of_exchange(replace(exchange, intent="improper")) != digest_of_exchange(exchange)


def test_every_exchange_of_a_hostile_target_can_be_chained(tmp_path):
    witness = Witness(tmp_path / "w", "http://x")
    for exchange in samples.recording().exchanges:
        witness.note(exchange)
    witness.note_repeated(exchange)
    witness.end(samples.recording().conversations, b"")
    witness.close()
    lines = (tmp_path / "w").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(samples.recording().exchanges) + 3
    assert witness.head in lines[-1]
    assert head_of(tmp_path) == ""


def test_the_chain_of_a_run_holds(report, made):
    assert was_witnessed(report)
    assert compare_chain(report).discrepancies == ()
    assert head_of(made)[:16] in compare_chain(report).compared


def test_a_page_that_lost_its_body_later_is_as_it_was_chained(report):
    exchanges = [
        replace(one, response=replace(one.response, body="", body_lost=True)) if one.call == "open-feed" else one
        for one in report.recording.exchanges
    ]
    har = replace(report.har, exchanges=tuple(exchanges))
    assert not any("exchange" in line for line in compare_chain(replace(report, har=har)).discrepancies)


def test_the_feeds_are_read_to_their_end_when_the_run_is_over(report):
    assert compare_last_reading(report).discrepancies == ()
    assert {one.partner for one in report.recording.exchanges if one.scenario == LAST_READING} == {
        "primary",
        "secondary",
    }
    assert shown_orders(report)["primary"]


def test_a_reading_that_was_not_finished_is_found(copied):
    def cut_off(found):
        last = [entry for entry in found if entry["_scenario"] == "witness"][-1]
        found.remove(last)

    entries(copied, cut_off)
    found = compare_last_reading(open_report(copied)).discrepancies
    assert any("was not read to its end" in line for line in found)


def test_a_run_without_a_witness_says_what_is_not_found(copied):
    entries(copied, lambda found: [found.remove(one) for one in list(found) if one["_scenario"] == "witness"])
    (copied / "witness.jsonl").unlink()
    rehash(copied)
    assert any("run --witness" in line for line in verify(open_report(copied)).unproven)


def test_a_target_that_has_the_orders_agrees(report, target):
    configuration = load(target, environment={}).configuration
    assert compare_live(report, configuration).discrepancies == ()


def test_another_target_does_not_have_them(report):
    with EmbeddedSystem() as other:
        configuration = load(data=other.configuration_data, environment={}).configuration
        found = compare_live(report, configuration).discrepancies
    assert "the report is of" in found[0]
    assert any("does not have" in line for line in found)


def test_a_target_that_is_gone_is_told(report):
    data = {"target": {"dataset_site": "http://127.0.0.1:9/x"}}
    with pytest.raises(TargetUnreachable):
        compare_live(report, load(data=data, environment={}).configuration)


def test_partners_whose_feeds_showed_nothing_cannot_be_compared(report, target):
    configuration = load(target, environment={}).configuration
    secondary = {"secondary": configuration.booking_partners["secondary"]}
    found = compare_live(report, configuration.model_copy(update={"booking_partners": secondary})).discrepancies
    assert "nothing can be compared" in found[0]
