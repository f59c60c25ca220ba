"""What became of each feature: declared, seen, and judged by which checks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from booking_conformance.openactive.shown_features import shown_in
from booking_conformance.results import FeatureResult, Level, Verdict
from booking_conformance.specification import features, shown_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from booking_conformance.config import Configuration
    from booking_conformance.recording import Document, Exchange
    from booking_conformance.results import CheckResult
    from booking_conformance.specification import Feature

_CONTRADICTING = "undeclared-feature."
_UNSHOWN = "No check judged it in this run."


def feature_table(
    configuration: Configuration, checks: Sequence[CheckResult], exchanges: Sequence[Exchange]
) -> tuple[FeatureResult, ...]:
    """Return a row for each feature, those first that every booking system has."""
    shown, by_feature = shown_in(exchanges), _by_feature(checks)
    contradicting = {check.id: check for check in checks if check.id.startswith(_CONTRADICTING)}
    return tuple(
        _row(
            feature,
            configuration,
            by_feature.get(feature.id, []),
            contradicting.get(f"{_CONTRADICTING}{feature.id}"),
            shown.get(feature.id),
        )
        for feature in features().values()
    )


def unshown(table: Sequence[FeatureResult], checks: Sequence[CheckResult]) -> list[str]:
    """Return the declared features of a table that no check could judge, though nothing kept the run from it.

    Where they need another that is not declared, that is said behind each.
    """
    found = []
    for row in table:
        own = [check for check in checks if check.id in row.checks]
        if row.verdict is Verdict.NOT_TESTABLE and not _judged(own):
            found.append(f"{row.id} ({_needed(own)})".removesuffix(" ()"))
    return found


def _by_feature(checks: Sequence[CheckResult]) -> Mapping[str, list[CheckResult]]:
    """Return the checks that show each feature and can fail, by its id; what is only reported shows nothing."""
    found: dict[str, list[CheckResult]] = defaultdict(list)
    for check in checks:
        if check.level is not Level.MAY:
            for feature in shown_by(check.id, check.feature):
                found[feature].append(check)
    return found


def _contradiction(contradicting: CheckResult | None) -> tuple[Verdict, str]:
    if contradicting is not None and contradicting.verdict in {Verdict.FAIL, Verdict.WARN}:
        return contradicting.verdict, contradicting.reason
    return Verdict.NOT_APPLICABLE, "It is not declared."


def _row(
    feature: Feature,
    configuration: Configuration,
    checks: Sequence[CheckResult],
    contradicting: CheckResult | None,
    place: Document | None,
) -> FeatureResult:
    declared = _declared(feature, configuration)
    verdict, reason = _verdict(checks) if declared else _contradiction(contradicting)
    return FeatureResult(
        id=feature.id,
        peer=feature.peer,
        required=feature.required,
        declared=declared,
        seen=place is not None,
        seen_in=place.exchange or "" if place else "",
        verdict=verdict,
        reason=reason,
        checks=tuple(check.id for check in checks),
    )


def _declared(feature: Feature, configuration: Configuration) -> bool | None:
    """Return whether a feature is declared, None where nothing is said of it."""
    if configuration.declares(feature.id):
        return True
    said = {feature.id, *feature.groups} & set(configuration.features) or feature.declared_by
    return False if said else None


def _verdict(checks: Sequence[CheckResult]) -> tuple[Verdict, str]:
    if judged := _judged(checks):
        worst = Verdict.worst([check.verdict for check in judged])
        return worst, next((check.reason for check in judged if check.verdict is worst), "")
    left_out = next((check for check in checks if check.verdict is Verdict.NOT_RUN), None)
    if left_out:
        return Verdict.NOT_RUN, " ".join(filter(None, (left_out.reason, left_out.remedy)))
    return Verdict.NOT_TESTABLE, f"{_UNSHOWN} {_needed(checks)}".strip()


def _judged(checks: Sequence[CheckResult]) -> list[CheckResult]:
    return [check for check in checks if check.verdict not in {Verdict.NOT_APPLICABLE, Verdict.NOT_RUN}]


def _needed(checks: Sequence[CheckResult]) -> str:
    """Return what the first of the checks says that lacks a feature, "" when none does."""
    return next((outcome.reason for check in checks for outcome in check.instances if outcome.undeclared), "")
