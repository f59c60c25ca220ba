import json

import pytest

from booking_conformance.reports.allure.folder import write_allure


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "allure-results"


def read(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_environment_and_categories(folder, result, recording, monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    write_allure(result, recording, folder)
    lines = (folder / "environment.properties").read_text(encoding="utf-8").splitlines()
    assert "Scope=book" in lines
    assert "Profile=open-booking-1.0-cr3" in lines
    assert len(read(folder, "categories.json")) == 4
    assert not (folder / "executor.json").exists()


def test_the_executor_is_the_build(folder, result, recording, monkeypatch):
    for name, value in {"ACTIONS": "true", "SERVER_URL": "https://g", "REPOSITORY": "a/b", "RUN_ID": "7"}.items():
        monkeypatch.setenv(f"GITHUB_{name}", value)
    write_allure(result, recording, folder)
    assert read(folder, "executor.json")["buildUrl"] == "https://g/a/b/actions/runs/7"
