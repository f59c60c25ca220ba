"""A terminal, file or pipe that cannot write a character gets a plainer one; no command ends otherwise for it."""

import io
import sys

import pytest

from booking_conformance.cli.output.degrading import degrade_output
from tests.support.commands import booking_conformance

ENCODINGS = ("ascii", "cp1252", "cp437", "iso-8859-15")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_an_encoding_lacks_is_written_plainer(encoding, monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
    degrade_output()
    sys.stdout.write("5 → 6 ≥ 4 ✓ Żółć 日\ud800")
    sys.stdout.flush()
    assert written.getvalue().decode(encoding).startswith("5 -> 6 ")
    assert written.getvalue().decode(encoding).endswith("?")


def test_what_an_encoding_has_is_written_as_it_is(monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="utf-8"))
    degrade_output()
    sys.stdout.write("5 → 6 日")
    sys.stdout.flush()
    assert written.getvalue().decode() == "5 → 6 日"


@pytest.mark.parametrize("encoding", ENCODINGS[1:])  # to ASCII, click writes UTF-8
def test_a_command_ends_alike_in_every_encoding(encoding, tmp_path):
    (tmp_path / "c.toml").write_text('[target]\ndataset_site = "http://127.0.0.1:9/"', encoding="utf-8")
    done = booking_conformance("doctor", "--config", "c.toml", cwd=tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 3
    assert "->" in done.stdout
