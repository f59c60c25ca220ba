"""The messages that the documentation quotes are those that the suite writes."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "not-testable.md"
SOURCES = "\n".join(
    file.read_text(encoding="utf-8")
    for folder in ("booking_conformance", "fixtures", "suites")
    for file in sorted((ROOT / folder).rglob("*.py"))
)
QUOTED = re.findall(r"^\| (?!the report says|-)([^|]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("message", QUOTED)
def test_a_quoted_message_is_one_of_the_suite(message):
    parts = [part.strip() for part in message.split("…") if len(part.strip(" .,:")) > 3]
    assert parts
    assert all(part in SOURCES for part in parts)


def test_there_are_messages_to_look_for():
    assert len(QUOTED) > 5
