"""The parts that reports are made of: causes, groups, evidence as text, the JSON document."""

from dataclasses import replace

from booking_conformance.check.planning.selection import select
from booking_conformance.check.registry import all_checks
from booking_conformance.reports.evidence_text import details
from booking_conformance.reports.grouping import by_checkpoint, catalogue, in_order
from booking_conformance.reports.page.labels import MARKS, checkpoint_title, headline
from booking_conformance.reports.report_json import document
from booking_conformance.reports.terminal.causes import causes
from booking_conformance.results import Evidence, Outcome, Verdict
from tests.support import samples


def test_one_cause_is_told_once_with_all_that_it_blocks():
    found = causes(samples.result(), samples.recording())
    assert found
    assert len({cause.text for cause in found}) == len(found)
    assert all(cause.instances > 0 for cause in found)


def test_a_cause_is_one_whether_a_scenario_or_a_check_tells_it():
    told = [Evidence("the quote has no lease"), Evidence("The quote has no lease.")]
    outcomes = [Outcome(f"c1.x[{n}]", Verdict.NOT_TESTABLE, one.message, (one,)) for n, one in enumerate(told)]
    check = replace(samples.result().checks[0], instances=tuple(outcomes))
    (cause,) = causes(replace(samples.result(), checks=(check,)), samples.recording())
    assert cause.instances == 2


def test_the_document_names_its_causes():
    found = causes(samples.result(), samples.recording())
    report = document(samples.result(), catalogue(), found, {})
    assert [cause["text"] for cause in report["causes"]] == [cause.text for cause in found]


def test_checks_are_grouped_in_the_order_of_a_booking():
    result = samples.result()
    assert sum(len(checks) for _, checks in by_checkpoint(result)) == len(in_order(result))


def test_every_verdict_has_a_mark_and_evidence_names_its_rows():
    assert set(Verdict) <= set(MARKS)
    assert headline("conformant", "book") == "conformant at scope book"
    assert ("requirement", "c1-009, c1-002") in details(Evidence("x", requirements=("c1-009", "c1-002")), None)


def test_every_heading_of_the_page_selects_the_checks_below_it():
    checkpoints = {check.checkpoint for check in all_checks().values()}
    selected = {checkpoint: select(all_checks(), [checkpoint_title(checkpoint)]) for checkpoint in checkpoints}
    assert all(check.id in selected[check.checkpoint] for check in all_checks().values())
