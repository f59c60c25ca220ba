"""What certifiers and machines take from a report: EARL, a badge, a conformance statement."""

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from booking_conformance.reports.badge import badge
from booking_conformance.reports.earl import earl
from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.page.labels import TONES
from booking_conformance.reports.statement import statement
from booking_conformance.reports.writers import documents
from booking_conformance.results import FeatureResult, Scope, Verdict
from tests.support import samples


def feature(name, verdict, *, peer=(), declared=True, required=False):
    return FeatureResult(name, peer, required, declared, False, "", verdict, "", ())


FEATURES = (
    feature("order-deletion", Verdict.PASS, peer=("order-deletion",), required=True),
    feature("access-pass", Verdict.NOT_APPLICABLE, peer=("access-pass-image", "access-pass-barcode"), declared=None),
    feature("free", Verdict.FAIL, declared=False),
)
RESULT = replace(samples.result(), features=FEATURES)


def test_earl_has_an_assertion_for_each_check():
    graph = json.loads(earl(RESULT, catalogue()))["@graph"]
    assertions = [node for node in graph if node["@type"] == "earl:Assertion"]
    assert {one["earl:test"]["@id"].rpartition(":")[2] for one in assertions} == {check.id for check in RESULT.checks}
    verdicts = {check.id: check.verdict for check in RESULT.checks}
    for one in assertions:
        outcome = one["earl:result"]["earl:outcome"]["@id"]
        verdict = verdicts[one["earl:test"]["@id"].rpartition(":")[2]]
        assert (outcome == "earl:passed") is (verdict is Verdict.PASS)
        assert (outcome == "earl:failed") is (verdict in {Verdict.FAIL, Verdict.WARN})


def test_earl_cites_the_requirements_by_their_addresses():
    graph = json.loads(earl(RESULT, catalogue()))["@graph"]
    cited = [row["@id"] for node in graph for row in node.get("earl:test", {}).get("dct:requires", ())]
    assert cited
    assert all(address.startswith("https://") for address in cited)


def test_every_node_that_is_referred_to_is_there():
    graph = json.loads(earl(RESULT, catalogue()))["@graph"]
    there = {node["@id"] for node in graph if "@id" in node}
    for node in graph:
        for name in ("earl:assertedBy", "earl:subject"):
            assert name not in node or node[name]["@id"] in there


@pytest.mark.parametrize("verdict", TONES)
@pytest.mark.parametrize("scope", Scope)
def test_a_badge_says_verdict_and_scope(verdict, scope):
    root = ET.fromstring(badge(replace(RESULT, verdict=verdict, scope=scope)))
    assert f"{verdict}, scope {scope}" in root.attrib["aria-label"]
    assert int(root.attrib["width"]) == sum(int(one.attrib["width"]) for one in root if one.tag.endswith("rect"))


def test_a_statement_has_the_names_of_the_peer_and_what_it_calls_implemented():
    rows = [line for line in statement(RESULT).decode().splitlines() if line.startswith("| ")]
    assert "| order-deletion | order-deletion | yes | true | no | pass |" in rows
    assert "| access-pass-image, access-pass-barcode | access-pass | no | null | no | not-applicable |" in rows
    assert "| – | free | no | false | no | fail |" in rows


def test_text_of_the_target_is_text_and_no_markup():
    hostile = replace(RESULT, target=replace(RESULT.target, name=f"a|b\n# c <i> [d](e) {samples.HOSTILE}"))
    text = statement(hostile).decode()
    assert r"a\|b \# c \<i\> \[d\](e)" in text
    assert "\x1b" not in text
    assert "<script>" not in text
    json.loads(earl(hostile, catalogue()))


def test_an_audit_has_neither_badge_nor_statement():
    of_run, of_audit = documents(RESULT, samples.recording()), documents(samples.result(), samples.recording())
    assert of_run.keys() - of_audit.keys() == {"badge.svg", "statement.md"}
