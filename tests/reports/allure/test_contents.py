"""What Allure shows of a check and of an outcome."""

from types import SimpleNamespace

from booking_conformance.reports.allure import contents
from booking_conformance.reports.grouping import catalogue
from tests.support import samples


def test_requirements_of_one_place_share_a_link():
    rows = ("c1-001", "c1-002", "c1-003")
    found = contents.links(SimpleNamespace(requirements=rows))
    assert len(found) == len({catalogue()[row].url for row in rows})
    assert sorted(row for _, name in found for row in name.split(", ")) == sorted(rows)


def test_of_what_holds_one_exchange_is_shown_and_of_a_failure_more():
    held, failed = (samples.outcome("a", verdict) for verdict in (samples.Verdict.PASS, samples.Verdict.FAIL))
    assert contents.shown(held) == 1 < contents.shown(failed)


def test_evidence_is_text_that_does_no_harm():
    evidence = samples.Evidence("no", None, "/customer", "nothing", samples.HOSTILE)
    text = contents.evidence_of(samples.outcome("a", samples.Verdict.FAIL, "no", evidence), {})
    assert text.startswith("fail: no")
    assert "at: /customer" in text
    assert "\x1b" not in text
    assert contents.evidence_of(samples.outcome("a", samples.Verdict.PASS), {}) == ""


def test_an_exchange_is_its_request_and_its_response():
    exchange = samples.exchanges()[0]
    text = contents.text_of(exchange)
    assert exchange.request.method in text
    assert str(exchange.status) in text
    assert "\n" not in contents.name_of(exchange)
