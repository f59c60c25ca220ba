"""What is declared against what the open feeds show: for doctor, and for the first draft of a configuration."""

from booking_conformance.cli.drafting.draft import draft
from booking_conformance.config.loading import load
from booking_conformance.embedded.forked import forked_system
from booking_conformance.openactive.dataset_site import DatasetSite
from booking_conformance.runner.findings.seen_features import missing_lines, seen_features_and_sellers
from booking_conformance.runner.preflight import preflight


def configured(described, **features):
    named = {**described["features"], **{name.replace("_", "-"): value for name, value in features.items()}}
    kept = {name: value for name, value in named.items() if value is not None}
    return load(data={**described, "features": kept}, environment={}).configuration


def diagnosis(configuration):
    return next(found for found in preflight(configuration) if found.name == "features")


def test_declarations_are_compared_with_what_the_feeds_show():
    with forked_system() as described:
        assert diagnosis(configured(described)).ok is True
        unsaid = diagnosis(configured(described, terms_of_service=None))
        denied = diagnosis(configured(described, free=False))
        seen, sellers = seen_features_and_sellers(configured(described))
    assert described["sellers"]["primary"]["id"] in sellers
    assert (unsaid.ok, unsaid.remedy) == (None, "Declare them: terms-of-service = true")
    assert denied.ok is False
    assert "free = true" in denied.remedy
    assert {"free", "paid", "approval", "multiple-sellers"} <= seen


def test_what_is_declared_elsewhere_is_proposed_there():
    bare = load(data={"target": {"dataset_site": "http://localhost:1/"}}, environment={}).configuration
    assert missing_lines(bare, {"approval", "free"}) == ["[flows] approval = true", "free = true"]


def test_a_draft_declares_what_was_seen():
    text = draft("http://localhost:1/", DatasetSite({}, None, ()), {"approval", "free"})
    assert "approval = true" in text
    assert "free = true" in text
