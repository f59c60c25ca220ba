"""What is made of a file is kept beside compiled modules, and never needed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from booking_conformance.compiled import Compiled

if TYPE_CHECKING:
    from pathlib import Path

_TABLE = {"a": [1, 2.5, None, True, "é"]}


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file whose compiled form is kept below the same folder."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "bytecode"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "a.yaml"


def _files(source: Path) -> list[Path]:
    return [path for path in source.parent.rglob("*") if path.is_file()]


def test_what_was_kept_comes_back_until_it_is_made_of_something_else(source: Path) -> None:
    Compiled(source, ".table", b"1").keep(_TABLE)
    assert Compiled(source, ".table", b"1").load() == _TABLE
    assert Compiled(source, ".table", b"2").load() is None
    assert Compiled(source, ".other", b"1").load() is None


@pytest.mark.parametrize("content", [b"", b"1", b"1\n", b"1\nnonsense", b"1\n\xff"])
def test_what_is_kept_may_be_broken(source: Path, content: bytes) -> None:
    Compiled(source, ".table", b"1").keep(_TABLE)
    (file,) = _files(source)
    file.write_bytes(content)
    assert Compiled(source, ".table", b"1").load() is None


def test_nothing_is_kept_where_python_is_told_so(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    Compiled(source, ".table", b"1").keep(_TABLE)
    assert not _files(source)


def test_what_cannot_be_written_is_not_kept(source: Path) -> None:
    Compiled(source, ".table", b"1").keep(object())
    assert not _files(source)


def test_a_folder_that_cannot_be_made_is_no_failure(source: Path) -> None:
    (source.parent / "bytecode").write_text("in the way", encoding="utf-8")
    Compiled(source, ".table", b"1").keep(_TABLE)
    assert Compiled(source, ".table", b"1").load() is None
