"""Templates are compiled once, and again when anything that goes into that is another."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, FileSystemLoader

from booking_conformance.reports.page.compiled_templates import CompiledTemplates

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module with settings, beside a template; bytecode goes below the same folder."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "bytecode"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "a.j2").write_text("one {{ name }}", encoding="utf-8")
    module = tmp_path / "settings.py"
    module.touch()
    return module


def _filled(compiler: Path) -> str:
    folder = compiler.parent
    cache = CompiledTemplates(folder, compiler)
    environment = Environment(loader=FileSystemLoader(folder), bytecode_cache=cache, autoescape=True)
    return environment.get_template("a.j2").render(name="x")


def _kept(compiler: Path) -> list[Path]:
    return [path for path in (compiler.parent / "bytecode").rglob("*") if path.is_file()]


def test_what_is_kept_is_used(compiler: Path) -> None:
    assert _filled(compiler) == "one x"
    (file,) = _kept(compiler)
    file.write_bytes(file.read_bytes().replace(b"one ", b"two "))
    assert _filled(compiler) == "two x"


@pytest.mark.parametrize("change", ["template", "settings"])
def test_what_is_kept_of_something_else_is_not_used(compiler: Path, change: str) -> None:
    _filled(compiler)
    if change == "template":
        (compiler.parent / "a.j2").write_text("three {{ name }}", encoding="utf-8")
    else:
        os.utime(compiler, ns=(1, 1))
        (file,) = _kept(compiler)
        file.write_bytes(file.read_bytes().replace(b"one ", b"two "))
    assert _filled(compiler) == ("three x" if change == "template" else "one x")


@pytest.mark.parametrize("kept", [b"", b"nonsense"])
def test_what_is_kept_may_be_broken(compiler: Path, kept: bytes) -> None:
    _filled(compiler)
    (file,) = _kept(compiler)
    file.write_bytes(kept)
    assert _filled(compiler) == "one x"


def test_nothing_is_kept_where_python_is_told_so(compiler: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert _filled(compiler) == "one x"
    assert not _kept(compiler)


def test_a_folder_that_cannot_be_made_is_no_failure(compiler: Path) -> None:
    (compiler.parent / "bytecode").write_text("in the way", encoding="utf-8")
    assert _filled(compiler) == "one x"
