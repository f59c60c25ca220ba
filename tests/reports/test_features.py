"""The table of features, as machines, browsers and terminals are shown it."""

from dataclasses import replace

from booking_conformance.reports.page.html import page
from booking_conformance.reports.report_json import document
from booking_conformance.reports.terminal.terminal import summary
from booking_conformance.results import FeatureResult, Verdict
from booking_conformance.specification import requirements
from tests.support.samples import recording, result


def feature(name, verdict, *, declared=True, seen=False, peer=(), reason=""):
    return FeatureResult(name, peer, False, declared, seen, "e00001" if seen else "", verdict, reason, ("a.b",))


ROWS = (
    feature("free", Verdict.PASS, peer=("free-opportunities",)),
    feature("oidc", Verdict.NOT_TESTABLE, reason="No check judged it in this run."),
    feature("paid", Verdict.NOT_APPLICABLE, declared=None, seen=True),
    feature("replacement", Verdict.NOT_RUN),
)
SHOWN = replace(result(), features=ROWS)


def test_the_terminal_counts_what_holds_and_names_the_rest():
    lines = summary(SHOWN, recording())
    assert "features: 1 of 3 declared features hold, 1 were not run" in lines
    assert "    not shown to hold: oidc" in lines
    assert "    seen, but not declared: paid" in lines


def test_the_page_has_a_row_for_each():
    text = page(SHOWN, recording(), requirements()).decode()
    assert "free-opportunities" in text
    assert "No check judged it in this run." in text


def test_the_document_has_them_in_order():
    features = document(SHOWN, requirements(), [], {})["features"]
    assert [row["id"] for row in features] == [row.id for row in ROWS]
    assert features[2]["declared"] is None
