"""The table of features: what is declared, what is seen, and what its own checks came to."""

from dataclasses import replace

import pytest

from booking_conformance.config.loading import load
from booking_conformance.results import Level, Scope, Verdict
from booking_conformance.runner.feature_table import feature_table, unshown
from tests.support.makings import an_exchange
from tests.support.results import check


def configured(**features):
    named = {name.replace("_", "-"): value for name, value in features.items()}
    return load(
        data={"target": {"dataset_site": "http://localhost:1/"}, "features": named}, environment={}
    ).configuration


def of(feature, verdict, name="x.y", **settings):
    return replace(check(name, verdict, required=False, **settings), feature=feature)


def row(name, configuration, *checks, exchanges=()):
    return next(r for r in feature_table(configuration, checks, exchanges) if r.id == name)


def test_features_that_every_booking_system_has_come_first():
    table = feature_table(configured(), [], [])
    required = [feature.required for feature in table]
    assert required == sorted(required, reverse=True)
    assert required[0]


@pytest.mark.parametrize(("declared", "shown"), [({"free": True}, True), ({"free": False}, False), ({}, None)])
def test_a_feature_is_declared_denied_or_not_mentioned(declared, shown):
    assert row("free", configured(**declared)).declared is shown


def test_a_declared_feature_holds_when_a_check_of_its_own_does():
    assert row("free", configured(free=True), of("free", "pass")).verdict is Verdict.PASS
    assert row("free", configured(free=True), of("free", "pass"), of("free", "fail")).verdict is Verdict.FAIL


def test_a_declared_feature_without_a_check_that_could_fail_is_not_shown():
    only_told = replace(of("free", "info"), level=Level.MAY)
    for checks in ([], [of("free", "not-applicable")], [of("paid", "pass")], [only_told]):
        assert unshown(feature_table(configured(free=True), checks, []), checks).count("free") == 1


def test_it_is_said_what_else_a_declared_feature_needs():
    needing = of("free", "not-applicable")
    [outcome] = needing.instances
    outcome = replace(outcome, reason="The feature paid is not declared.", undeclared="paid")
    needing = replace(needing, instances=(outcome,))
    table = feature_table(configured(free=True), [needing], [])
    assert "free (The feature paid is not declared.)" in unshown(table, [needing])


def test_a_feature_that_the_scope_cannot_show_is_not_run_and_not_missing():
    beyond = of("free", "not-run", scope=Scope.FULL, remedy="Configure a Test Interface.")
    found = row("free", configured(free=True), beyond)
    assert found.verdict is Verdict.NOT_RUN
    assert "Configure a Test Interface." in found.reason
    assert "free" not in unshown(feature_table(configured(free=True), [beyond], []), [beyond])


def test_what_a_group_declares_shows_in_each_of_its_members():
    leases = of("leasing", "pass")
    assert row("named-leasing", configured(named_leasing=True), leases).verdict is Verdict.PASS


def test_a_feature_that_is_seen_says_where():
    quote = an_exchange(call="C1", body='{"lease": {"leaseExpires": "2026-01-01T00:00:00Z"}}')
    found = row("anonymous-leasing", configured(), exchanges=[quote])
    assert (found.seen, found.seen_in, found.declared) == (True, "x0001", None)


def test_a_feature_that_is_denied_and_shows_is_told_with_the_verdict_of_that():
    shown = check("undeclared-feature.free", "fail")
    assert row("free", configured(free=False), shown).verdict is Verdict.FAIL
    assert row("paid", configured(free=False), shown).verdict is Verdict.NOT_APPLICABLE
