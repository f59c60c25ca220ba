"""Bodies that other programs leave out of a recording, compress or encode: what was not recorded is not judged."""

import pytest

from tests.support import hars
from tests.support.auditing import audited


def _wrong_c1():
    """An entry of C1 whose answer is no OrderQuote: it fails wherever its body is believed."""
    return hars.entry("PUT", f"{hars.BASE}/order-quote-templates/{hars.order_uuid(1)}", 200, {"@type": "Offer"}, {})


def _bodies_in_other_files(one):
    one["response"]["content"] = {"size": -1, "_file": "2f6c1d.json"}
    one["request"]["postData"] = {"mimeType": "application/json", "text": "", "_file": "77a01b.json"}


def _bodies_omitted(one):
    one["response"]["content"] = {"size": -1}
    one["response"]["bodySize"] = -1


def _sizes_of_nothing(one):
    length = {"name": "Content-Length", "value": "812"}
    one["response"] |= {"content": {"size": 0}, "bodySize": 0}
    one["response"]["headers"] = [*one["response"]["headers"], length]


def _no_headers(one):
    one["response"] |= {"headers": [], "content": {"size": 0}, "bodySize": 0}
    one["request"]["headers"] = []


@pytest.mark.parametrize("leave_out", [_bodies_in_other_files, _bodies_omitted, _sizes_of_nothing, _no_headers])
def test_a_recorder_that_leaves_things_out_blames_nobody(tmp_path, leave_out):
    one = _wrong_c1()
    assert audited(hars.written(tmp_path / "whole.har", [one])).broken()
    leave_out(one)
    auditor = audited(hars.written(tmp_path / "x.har", [one]))
    assert auditor.broken() == {}
    assert auditor.findings.bodiless == 1


def test_an_empty_body_that_was_measured_is_judged(tmp_path):
    one = _wrong_c1()
    one["response"] |= {"content": {"size": 0}, "bodySize": 0}
    assert "messages.schema" in audited(hars.written(tmp_path / "x.har", [one])).broken()


def test_no_header_is_missed_where_none_was_recorded(tmp_path):
    one = hars.error()
    one["response"]["headers"] = one["request"]["headers"] = []
    assert audited(hars.written(tmp_path / "x.har", [one])).broken() == {}


@pytest.mark.parametrize("size", [0, -1, None])
def test_an_answer_is_not_compared_with_a_request_that_was_not_recorded(tmp_path, size):
    paid = {"@type": "Payment", "identifier": "p1"}
    answer = {"@context": "https://openactive.io/", "@type": "OrderQuote", "payment": paid}
    one = hars.entry("PUT", f"{hars.BASE}/order-quotes/{hars.order_uuid(1)}", 200, answer, {"payment": paid})
    del one["request"]["postData"]
    if size is not None:
        one["request"]["bodySize"] = size
    auditor = audited(hars.written(tmp_path / "x.har", [one]))
    assert "money.no-payment-unless-paid" not in auditor.broken()
    assert auditor.findings.bodiless == 1


@pytest.mark.parametrize("text", ["[object Object]", "{'@type': 'OrderQuote'}"])
def test_what_was_accepted_was_not_what_a_recorder_made_of_it(tmp_path, text):
    answer = {"@context": "https://openactive.io/", "@type": "OrderQuote", "payment": {"@type": "Payment"}}
    one = hars.entry("PUT", f"{hars.BASE}/order-quotes/{hars.order_uuid(1)}", 200, answer, {})
    one["request"]["postData"]["text"] = text
    auditor = audited(hars.written(tmp_path / "x.har", [one]))
    assert "money.no-payment-unless-paid" not in auditor.broken()
    assert auditor.findings.bodiless == 1


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_bodies_kept_compressed_are_read(tmp_path, coding):
    for kind, broken in (("IncompleteBrokerDetailsError", False), ("UnheardOfError", True)):
        one = hars.compressed(hars.error(kind=kind), coding)
        assert bool(audited(hars.written(tmp_path / "x.har", [one])).broken()) is broken


def test_a_compression_that_nothing_here_reads_is_no_evidence(tmp_path):
    one = hars.compressed(hars.error(kind="UnheardOfError"), "br")
    auditor = audited(hars.written(tmp_path / "x.har", [one]))
    assert (auditor.broken(), auditor.findings.bodiless) == ({}, 1)


def test_plain_text_that_is_called_base64_is_read_as_text(tmp_path):
    one = hars.error(kind="UnheardOfError")
    one["response"]["content"]["encoding"] = "base64"
    auditor = audited(hars.written(tmp_path / "x.har", [one]))
    assert auditor.complaints == []
    assert "errors.known-type" in auditor.broken()
