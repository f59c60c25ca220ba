"""Two reports: what broke, what was fixed, what changed; a renamed check is the same check."""

import json

import pytest
from click.testing import CliRunner

from booking_conformance.certify.report_difference import Kind, difference
from booking_conformance.check.renames import renamed
from booking_conformance.cli.diff import diff


def check(identifier, verdict, *instances, rows=()):
    found = instances or ((identifier, verdict),)
    evidence = [{"requirements": list(rows)}] if rows else []
    told = [{"id": name, "verdict": one, "evidence": evidence} for name, one in found]
    return {"id": identifier, "title": "A rule", "verdict": verdict, "requirements": ["c1-001"], "instances": told}


def report(*checks, **head):
    fixed = {"verdict": "conformant", "scope": "full", "suite": {"version": "1"}, "target": {"types": ["Slot"]}}
    return {**fixed, **head, "checks": list(checks)}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("pass", "fail", "new"),
        ("pass", "not-testable", "new"),
        ("not-applicable", "warn", "new"),
        ("not-run", "error", "new"),
        ("fail", "pass", "fixed"),
        ("warn", "info", "fixed"),
        ("fail", "not-testable", "changed"),
        ("fail", "not-run", "changed"),
        ("fail", "not-applicable", "changed"),
        ("pass", "not-applicable", "changed"),
    ],
)
def test_what_became_of_a_check(before, after, kind):
    (change,) = difference(report(check("c", before)), report(check("c", after))).changes
    assert (change.kind, change.before, change.after) == (kind, before, after)


def test_reports_that_are_alike_differ_in_nothing():
    found = difference(report(check("c", "fail")), report(check("c", "fail")))
    assert found.changes == ()
    assert found.head == {}


def test_rows_are_those_that_are_broken_else_those_that_are_cited():
    whole, broken = report(check("c", "pass")), report(check("c", "fail", rows=("x-2", "x-1")))
    assert difference(whole, broken).changes[0].requirements == ("x-1", "x-2")
    assert difference(broken, whole).changes[0].requirements == ("x-1", "x-2")
    assert difference(whole, report(check("c", "info"))).changes[0].requirements == ("c1-001",)


def test_instances_that_differ_are_named_though_the_verdict_stays():
    before = report(check("c", "fail", ("c[A]", "fail"), ("c[B]", "pass")))
    after = report(check("c", "fail", ("c[A]", "pass"), ("c[B]", "fail")))
    (change,) = difference(before, after).changes
    assert change.kind is Kind.CHANGED
    assert change.instances == {"c[A]": ("fail", "pass"), "c[B]": ("pass", "fail")}


def test_a_check_that_only_one_suite_has_is_told():
    (change,) = difference(report(), report(check("c", "fail"))).changes
    assert (change.kind, change.before) == (Kind.NEW, "absent")
    (change,) = difference(report(check("c", "fail")), report()).changes
    assert (change.kind, change.after) == (Kind.CHANGED, "absent")


def test_a_renamed_check_is_the_same_check():
    old, new = next(iter(renamed().items()))
    before, after = (report(check(name, "fail", (f"{name}[A]", "fail"))) for name in (old, new))
    assert difference(before, after).changes == ()


def test_another_profile_and_another_target_are_told():
    found = difference(report(), report(suite={"version": "2"}, target={"types": ["Slot", "X"]}))
    assert found.head == {"/suite/version": ("1", "2"), "/target/types/1": (None, "X")}


@pytest.fixture
def shown(monkeypatch):
    def run(before, after, *options):
        reports = {"a": before, "b": after}
        monkeypatch.setattr("booking_conformance.certify.saved_report.report_document", lambda path: reports[path.name])
        return CliRunner().invoke(diff, ["a", "b", *options], standalone_mode=False)

    return run


def test_a_newly_broken_check_is_exit_1(shown):
    done = shown(report(check("c", "pass")), report(check("c", "fail", rows=("x-1",)), verdict="non-conformant"))
    assert done.return_value == 1
    assert done.output.splitlines() == [
        "verdict: conformant → non-conformant",
        "new: c: pass → fail (x-1)",
        "1 new, 0 fixed, 0 changed",
    ]


def test_a_mended_check_is_exit_0(shown):
    names = [(f"c[{number}]", "fail") for number in range(9)]
    good = [(name, "pass") for name, _ in names]
    done = shown(report(check("c", "fail", *names)), report(check("c", "pass", *good)))
    assert done.return_value == 0
    assert "    and 4 more instances" in done.output.splitlines()


def test_json_has_the_changes_by_kind(shown):
    done = shown(report(check("c", "pass")), report(check("c", "fail")), "--json")
    told = json.loads(done.output)
    assert told["head"] == {}
    assert told["new"][0]["instances"] == {"c": ["pass", "fail"]}
    assert told["fixed"] == told["changed"] == []
