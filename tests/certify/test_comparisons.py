"""What the comparisons leave alone: an honest report has many shapes."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from booking_conformance.certify.comparisons import conversations, journal, labels, orders_feed, sequence
from booking_conformance.certify.comparisons.comparison import compare
from booking_conformance.certify.comparisons.file_hashes import compare_files
from booking_conformance.certify.comparisons.har_form import compare_form
from booking_conformance.certify.comparisons.judging import judge, judged_report
from booking_conformance.certify.comparisons.run_facts import bookings_shown
from booking_conformance.certify.saved_report import open_report
from booking_conformance.recording import Recording, Response
from booking_conformance.recording.har.har import HarFile


@pytest.fixture(scope="module")
def report(made):
    return open_report(made)


def with_exchanges(report, exchanges, **document):
    har = HarFile(tuple(exchanges), report.har.conversations, report.har.context)
    return replace(report, har=har, document={**report.document, **document})


def with_header(exchange, name, value):
    kept = tuple(pair for pair in exchange.response.headers if pair[0].lower() != name.lower())
    return replace(exchange, response=replace(exchange.response, headers=(*kept, (name, value))))


def of_partner(report):
    return next(index for index, one in enumerate(report.recording.exchanges) if one.partner and one.response)


def test_the_same_discrepancy_is_told_once():
    assert compare("x", ["a", "b", "a"]).discrepancies == ("a", "b")


def test_a_page_that_a_cache_kept_may_be_old(report):
    exchanges, place = list(report.recording.exchanges), of_partner(report)
    old = with_header(exchanges[place], "Date", "Mon, 02 Mar 2020 09:15:30 GMT")
    exchanges[place] = old
    assert len(sequence.compare_times(with_exchanges(report, exchanges)).discrepancies) == 1
    exchanges[place] = with_header(old, "Age", "600")
    assert sequence.compare_times(with_exchanges(report, exchanges)).discrepancies == ()


def test_a_target_whose_clock_is_a_little_wrong_is_no_forgery(report):
    def later(exchange, seconds):
        moment = exchange.started + timedelta(seconds=seconds)
        return with_header(exchange, "Date", moment.strftime("%a, %d %b %Y %H:%M:%S GMT"))

    for seconds, found in ((120, 0), (7_200, 1)):
        exchanges = [later(one, seconds) if one.response else one for one in report.recording.exchanges]
        assert len(sequence.compare_times(with_exchanges(report, exchanges)).discrepancies) == found


def test_a_target_without_date_headers_is_no_forgery(report):
    exchanges = [replace(one, response=replace(one.response, headers=())) for one in report.recording.exchanges]
    assert sequence.compare_times(with_exchanges(report, exchanges)).discrepancies == ()


def test_exchanges_out_of_order_are_found(report):
    exchanges = list(report.recording.exchanges)
    exchanges[1], exchanges[2] = exchanges[2], exchanges[1]
    found = sequence.compare_ids(with_exchanges(report, exchanges)).discrepancies
    assert found == ("the exchanges are not in the order of their numbers",)


def test_a_request_that_was_repeated_is_no_forgery(report):
    exchanges, place = list(report.recording.exchanges), of_partner(report)
    busy = replace(exchanges[place], superseded=True, response=replace(exchanges[place].response, status=503))
    exchanges.insert(place, busy)
    assert labels.compare_labels(with_exchanges(report, exchanges)).discrepancies == ()


def test_an_attempt_is_no_call(report):
    exchanges, place = list(report.recording.exchanges), of_partner(report)
    exchanges[place] = replace(exchanges[place], call="", order_uuid=None)
    assert len(labels.compare_labels(with_exchanges(report, exchanges)).discrepancies) == 1
    exchanges[place] = replace(exchanges[place], scenario="attempts-of-another-partner")
    assert labels.compare_labels(with_exchanges(report, exchanges)).discrepancies == ()


def test_what_a_page_without_its_body_showed_is_believed(report):
    exchanges = [
        replace(one, response=replace(one.response, body="", body_lost=True)) for one in report.recording.exchanges
    ]
    lost = with_exchanges(report, exchanges)
    assert isinstance(lost.recording, Recording)
    assert conversations.compare_observations(lost).discrepancies == ()


def test_a_page_that_was_too_large_to_keep_shows_nothing(report):
    exchanges = [replace(one, response=Response(200, truncated=True)) for one in report.recording.exchanges]
    cut = with_exchanges(report, exchanges)
    assert conversations.compare_observations(cut).discrepancies != ()
    assert orders_feed.shown_orders(cut) == {}
    assert orders_feed.compare_last_reading(cut).discrepancies != ()


@pytest.mark.parametrize(
    "change",
    [
        {"event": "made"},
        {"kind": "x"},
        {"id": {}},
        {"partner": None},
        {"seller": 1},
        {"time": "yesterday"},
        {"time": 0},
        {"more": 1},
    ],
)
def test_a_line_of_the_journal_that_nobody_writes_is_found(report, change):
    line = json.dumps({**json.loads(report.journal[-1]), **change})
    found = journal.compare_journal(replace(report, journal=(*report.journal, line))).discrepancies
    assert any("is not one that this suite writes" in line for line in found)


def test_a_torn_line_of_the_journal_is_found(report):
    torn = replace(report, journal=(*report.journal[:-1], report.journal[-1][:20]))
    found = journal.compare_journal(torn).discrepancies
    assert any("is not one that this suite writes" in line for line in found)


def test_what_is_gone_and_was_never_made_is_found(report):
    gone = {**json.loads(report.journal[-1]), "event": "gone", "kind": "order", "id": "another"}
    found = journal.compare_journal(replace(report, journal=(*report.journal, json.dumps(gone))))
    assert found.discrepancies == ("the journal has the order another as deleted, but never as made",)


def test_an_order_that_was_wrong_on_purpose_counts_once_it_is_made(report):
    booked = [one for one in report.recording.exchanges if one.call in {"B", "P"}]
    assert bookings_shown(booked) == report.document["run"]["bookings"]
    wrong = [replace(one, intent="improper", response=replace(one.response, status=409)) for one in booked]
    assert bookings_shown(wrong) == 0


def test_the_files_and_the_judgement_are_those_of_the_report(report):
    assert compare_files(report).discrepancies == ()
    assert compare_form(report).discrepancies == ()
    assert judged_report(report, judge(report))["verdict"] == report.document["verdict"]
