"""Allure's results name each attachment once; containers, which a report has no use for, are not written."""

import json

import pytest
from allure_commons import model2, plugin_manager
from allure_commons.logger import AllureFileLogger

from booking_conformance.reports.allure.logger import RESULTS, sparing_files


@pytest.fixture
def files(tmp_path):
    logger = AllureFileLogger(tmp_path)
    plugin_manager.register(logger)
    yield tmp_path
    plugin_manager.unregister(logger)


def written(text, name):
    plugin_manager.hook.report_attached_data(body=text, file_name=name)
    result = model2.TestResult(name=name, attachments=[model2.Attachment(name="C1", source=name)])
    plugin_manager.hook.report_result(result=result)
    plugin_manager.hook.report_container(container=model2.TestResultContainer(children=[result.uuid]))


def sources(folder):
    found = [json.loads(line) for line in (folder / RESULTS).read_text(encoding="utf-8").splitlines()]
    return {result["name"]: result["attachments"][0]["source"] for result in found}


def test_an_attachment_of_the_same_content_is_written_once(files):
    with sparing_files(str(files)):
        written("a", "1-attachment.txt")
        written(b"a", "2-attachment.txt")
        written("b", "3-attachment.txt")
    named = sources(files)
    assert named["2-attachment.txt"] == named["1-attachment.txt"] != named["3-attachment.txt"]
    assert {file.name for file in files.glob("*.txt")} == set(named.values())
    assert not list(files.glob("*-container.json"))


def test_allures_own_logger_writes_again_afterwards(files):
    with sparing_files(str(files)):
        pass
    written("a", "1-attachment.txt")
    assert len({file.name for file in files.iterdir()} - {RESULTS}) == 3


def test_without_a_folder_nothing_is_replaced(files):
    with sparing_files(None):
        written("a", "1-attachment.txt")
    assert list(files.glob("*-container.json"))
