"""Whoever silences a tool says why, in the same line."""

import io
import re
import tokenize

import pytest

from tests.support.imports import ROOT

_SILENCES = re.compile(r"#\s*(?:noqa\b|type:\s*ignore\b|pragma:|ruff:)")
_SAYS_WHY = re.compile(r"# (?:noqa: [A-Z]+\d+ - |type: ignore\[[a-z, -]+\]  # )\S.*")


def unexplained(source: str) -> list[str]:
    """Return the comments that silence a tool, and do not say which rule and why."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    return [comment for comment in comments if _SILENCES.match(comment) and not _SAYS_WHY.fullmatch(comment)]


@pytest.mark.parametrize("folder", ["booking_conformance", "suites", "fixtures", "reports", "schemas", "docs", "tests"])
def test_every_ignore_says_why(folder):
    found = {path: unexplained(path.read_text(encoding="utf-8")) for path in (ROOT / folder).rglob("*.py")}
    assert found
    assert {path: comments for path, comments in found.items() if comments} == {}


@pytest.mark.parametrize("comment", ["noqa", "noqa: S101", "noqa: S101 -", "type: ignore", "type: ignore[misc]"])
def test_an_ignore_without_a_reason_is_found(comment):
    assert unexplained(f"x = 1  # {comment}\n") == [f"# {comment}"]


@pytest.mark.parametrize("comment", ["noqa: S101 - a reason", "type: ignore[misc]  # a reason", "no quarter"])
def test_one_with_a_reason_is_left_alone(comment):
    assert unexplained(f"x = 1  # {comment}\n") == []
