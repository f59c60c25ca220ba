import json
from dataclasses import replace

import pytest

from booking_conformance.reports.allure.folder import finish_allure
from booking_conformance.reports.allure.logger import RESULTS

NAME = "c1.omits-customer[Slot,simple]"
PYTEST = {
    "uuid": "1",
    "name": NAME,
    "status": "failed",
    "statusDetails": {"message": "Failed: no"},
    "fullName": "c1.test_c1#test_it",
    "historyId": "h",
    "parameters": [{"name": "exchange", "value": "CheckInstance(instance_id='…')"}],
    "labels": [
        {"name": "host", "value": "vm"},
        {"name": "suite", "value": "test_c1"},
        {"name": "feature", "value": "C1"},
    ],
}


@pytest.fixture
def folder(tmp_path):
    results = (PYTEST, {"uuid": "2", "name": "something\u2028else\x85"})
    lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in results]
    (tmp_path / RESULTS).write_text("".join(lines), encoding="utf-8")
    return tmp_path


def read(folder, name="1-result.json"):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_a_result_is_told_in_the_words_of_the_check(folder, result):
    finish_allure(result, folder)
    told = read(folder)
    assert (told["name"], told["fullName"]) == ("C1 omits the customer (Slot,simple)", NAME)
    assert {label["name"]: label["value"] for label in told["labels"]} == {
        "feature": "C1",
        "parentSuite": "C1",
        "suite": "C1 omits the customer",
    }
    assert (told["parameters"], told["historyId"], told["status"]) == ([], "h", "failed")
    assert read(folder, "2-result.json") == {"uuid": "2", "name": "something\u2028else\x85"}
    assert not (folder / RESULTS).exists()


def test_a_known_failure_is_skipped(folder, result):
    finish_allure(replace(result, run=replace(result.run, known_failures=("c1.omits-customer",))), folder)
    assert read(folder)["status"] == "skipped"
    assert read(folder)["statusDetails"] == {"message": "known: customer must not be in this response."}


def test_environment_and_categories(folder, result, monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    finish_allure(result, folder)
    lines = (folder / "environment.properties").read_text(encoding="utf-8").splitlines()
    assert "Scope=book" in lines
    assert "Profile=open-booking-1.0-cr3" in lines
    assert len(read(folder, "categories.json")) == 4
    assert not (folder / "executor.json").exists()


def test_the_executor_is_the_build(folder, result, monkeypatch):
    for name, value in {"ACTIONS": "true", "SERVER_URL": "https://g", "REPOSITORY": "a/b", "RUN_ID": "7"}.items():
        monkeypatch.setenv(f"GITHUB_{name}", value)
    finish_allure(result, folder)
    assert read(folder, "executor.json")["buildUrl"] == "https://g/a/b/actions/runs/7"


def test_without_results_nothing_is_written(tmp_path, result):
    finish_allure(result, tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
