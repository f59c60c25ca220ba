import pytest

from booking_conformance.errors import UsageError
from booking_conformance.runner.report_folder import held_report_folder, prepare_report_folder


def test_a_missing_folder_is_made(tmp_path):
    assert prepare_report_folder(tmp_path / "a" / "b").is_dir()


def test_an_empty_folder_is_taken(tmp_path):
    assert prepare_report_folder(tmp_path) == tmp_path


def test_a_folder_of_somebody_else_is_refused_and_left_alone(tmp_path):
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        prepare_report_folder(tmp_path)
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_run_that_has_just_begun_is_named_as_what_has_the_folder(tmp_path):
    with held_report_folder(tmp_path):
        (tmp_path / "allure-results").mkdir()
        with pytest.raises(UsageError, match="another run is writing its report"), held_report_folder(tmp_path):
            pass


@pytest.mark.parametrize("content", ["{}", "[]", "nonsense", "[" * 100_000])
def test_another_report_json_is_not_ours(tmp_path, content):
    (tmp_path / "report.json").write_text(content)
    with pytest.raises(UsageError, match="not empty"):
        prepare_report_folder(tmp_path)


def test_an_earlier_report_is_cleared_and_nothing_else(tmp_path):
    (tmp_path / "report.json").write_text('{"format": 1}')
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "allure-results").mkdir()
    (tmp_path / "allure-results" / "x.json").write_text("{}")
    prepare_report_folder(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.txt"]


def test_a_run_that_was_killed_left_its_journal(tmp_path):
    (tmp_path / "journal.jsonl").write_text("")
    prepare_report_folder(tmp_path)


def test_a_link_is_taken_away_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "keep").write_text("")
    report = tmp_path / "report"
    report.mkdir()
    (report / "journal.jsonl").write_text("")
    (report / "allure-results").symlink_to(elsewhere)
    prepare_report_folder(report)
    assert (elsewhere / "keep").exists()


def test_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        prepare_report_folder(tmp_path / "file")


def test_two_runs_do_not_share_a_folder(tmp_path):
    with held_report_folder(tmp_path / "r"), pytest.raises(UsageError, match="another run is writing"):  # noqa: SIM117 - the inner one is to raise
        with held_report_folder(tmp_path / "r"):
            pass
    with held_report_folder(tmp_path / "r") as folder:
        assert list(folder.iterdir()) == []


def test_a_run_that_waits_for_nobody_clears_nothing_of_the_other(tmp_path):
    with held_report_folder(tmp_path / "r") as folder:
        (folder / "journal.jsonl").write_text("", encoding="utf-8")
        with pytest.raises(UsageError), held_report_folder(folder):
            pass
        assert (folder / "journal.jsonl").is_file()
