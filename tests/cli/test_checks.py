"""The checks are listed, also those of a few words, and as JSON."""

import json


def test_checks_lists_all(ended):
    from booking_conformance.check.registry import all_checks

    code, out, _ = ended("checks")
    assert code == 0
    assert out.endswith(f"{len(all_checks())} checks\n")


def test_checks_are_found_by_the_words_of_only(ended):
    _, out, _ = ended("checks", "qd-002")
    heading, *rows = out.splitlines()
    assert heading.split() == ["ID", "LEVEL", "TITLE"]
    assert any(row.startswith("messages.status ") and "MUST" in row for row in rows)
    assert rows[-1] == f"{len(rows) - 2} checks"
    assert ended("checks", "nonsense")[0] == 2


def test_checks_as_json(ended):
    from booking_conformance.check.registry import all_checks

    code, out, _ = ended("checks", "--json")
    assert code == 0
    assert [check["id"] for check in json.loads(out)] == list(all_checks())
