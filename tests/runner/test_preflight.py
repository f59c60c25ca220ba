"""What is looked at before a run: each thing once, with what to do about it."""

import pytest

from booking_conformance.config.loading import load
from booking_conformance.embedded.process import EmbeddedSystem
from booking_conformance.runner.cleanup import clean_up_from_journal
from booking_conformance.runner.preflight import preflight


@pytest.fixture(scope="module")
def settings():
    with EmbeddedSystem() as system:
        yield system.configuration_data


def found(settings, **changes):
    return {each.name: each for each in preflight(load(data={**settings, **changes}, environment={}).configuration)}


def test_a_good_configuration_is_fine(settings):
    assert [each.name for each in found(settings).values() if each.ok is False] == []


def test_wrong_credentials_are_named_with_the_key_to_check(settings):
    partners = {**settings["booking_partners"], "primary": {"headers": {"X-API-Key": "wrong-wrong-wrong"}}}
    wrong = found(settings, booking_partners=partners)["credentials of booking partner primary"]
    assert wrong.ok is False
    assert "what [booking_partners.primary] sends: correct it, or the variables it names" in wrong.remedy


def test_a_clean_up_of_nothing_leaves_nothing(settings, tmp_path):
    (tmp_path / "journal.jsonl").write_text("", encoding="utf-8")
    assert clean_up_from_journal(tmp_path, load(data=settings, environment={}).configuration) == []
