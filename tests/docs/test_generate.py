"""The generated documents name every setting and every feature, and are up to date."""

import runpy
import sys
from pathlib import Path

import pytest

from booking_conformance.check.coverage import Share
from booking_conformance.specification.features import features

FOLDER = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generate():
    return runpy.run_path(str(FOLDER / "generate.py"))


def test_the_documents_are_up_to_date(generate, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check"])
    assert generate["main"]() == 0, capsys.readouterr().err


def test_every_feature_has_a_meaning(generate):
    text = "\n".join(generate["features_document"]())
    assert all(f"| `{name}` | {feature.means}" in text for name, feature in features().items())
    assert all(feature.means.endswith(".") for feature in features().values())


def test_the_readme_says_how_much_is_covered(generate):
    shown = "\n".join(generate["coverage_table"]())
    assert all(line in (FOLDER.parent / "README.md").read_text(encoding="utf-8") for line in shown.splitlines())
    assert [generate[name]() for name in ("rows_covered", "features_covered")] == [Share(534, 534), Share(61, 61)]


def test_a_setting_shows_its_type_and_default(generate):
    lines = list(generate["configuration_document"]())
    assert any(line.startswith("| `feed_timeout` | number | `90.0` |") for line in lines)
    assert any(line.startswith("| `dataset_site` | text | required |") for line in lines)
    assert any(line.startswith('| `types` | list of texts | `["ScheduledSession"]` |') for line in lines)
